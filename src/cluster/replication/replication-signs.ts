import type { Health, PartHealth } from '../../platform/health/health.js';
import type { Metrics } from '../../platform/metrics/metrics.js';
import { Gauge } from 'prom-client';

import { REPLICATION_STATES } from './core/keeper.js';
import type { ReplicationKeeper } from './replication-keeper.js';

/** An older configuration than this is worth a word; beats come each 5 s. */
const WORTH_A_WORD_S = 30;

/** What metrics and health say of this node's copy of the configuration; on the admin node that is its relay's. */
export function showReplication(
  keeper: ReplicationKeeper,
  metrics: Metrics,
  health: Health,
  part: 'replication' | 'relay' = 'replication',
): void {
  const registers = [metrics.registry];
  new Gauge({
    name: 'callrack_replication_lag_seconds',
    help: 'Age of the configuration on this switch node, on the admin node in its relay; no value before the first copy',
    registers,
    collect() {
      const { lagS } = keeper.state();
      if (lagS === null) this.reset();
      else this.set(lagS);
    },
  });
  new Gauge({
    name: 'callrack_replication_state',
    help: 'What the copy of the configuration on this switch node is doing: 1 for the state it is in',
    labelNames: ['state'],
    registers,
    collect() {
      const { state } = keeper.state();
      for (const name of REPLICATION_STATES) this.set({ state: name }, name === state ? 1 : 0);
    },
  });
  health.register(part, () => healthOf(keeper));
}

/** Never down: calls go on by the copy that there is. */
function healthOf(keeper: ReplicationKeeper): PartHealth {
  const { state, since, lagS, lastError } = keeper.state();
  const facts = { state, since: new Date(since).toISOString(), lagS };
  if (state === 'following' && lastError === null && (lagS ?? 0) <= WORTH_A_WORD_S) return { status: 'up', ...facts };
  const late =
    state === 'following' ? `the configuration is ${Math.round(lagS ?? 0)} s old` : state.replaceAll('_', ' ');
  return { status: 'degraded', why: lastError ?? late, ...facts };
}
