import type { AgentState } from '../../src/acd/core/agent.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { CallStep, Fact, LimitReached } from '../../src/kernel/domain-events.js';
import type { TenantId, TrunkId } from '../../src/kernel/ids.js';
import type { HallView } from './hall-view.js';
import type { Violations } from './violations.js';

/** What is counted against a quota. */
type Count = 'channels' | 'trunk' | 'share' | 'ivr' | 'recorded' | 'seats';

/**
 * Quotas: none is ever exceeded by what is let in (what was there before a quota was lowered stays), and nobody is
 * refused for one that has room. Counted here from the calls and agents that the hall shows, turn by turn.
 */
export class QuotaLedger {
  refused = 0;
  private readonly counts = new Map<string, number>();
  /** What the counts were before the turn, of those that it changed. */
  private readonly before = new Map<string, number>();

  constructor(private readonly violations: Violations) {}

  afterTurn(facts: readonly Fact[], hall: Hall, view: HallView): void {
    this.before.clear();
    for (const { before, after } of view.changedCalls) this.moves(keysOfCall(before), keysOfCall(after));
    for (const { before, after } of view.changedAgents) this.moves(keysOfAgent(before), keysOfAgent(after));
    for (const [key, was] of this.before) {
      const held = this.counts.get(key) ?? 0;
      if (held <= was) continue;
      const most = quotaOf(hall, key);
      const kept = most === null || held <= most;
      this.violations.check(
        kept,
        'quotas-are-kept',
        () => `${key}: ${String(held)} of ${String(most)}, had ${String(was)}`,
      );
    }
    for (const fact of facts) {
      if (fact.kind === 'limit.reached') this.justified(fact, hall);
      if (fact.kind === 'call.step' && fact.step === 'recording.failed' && fact.detail.why === 'quota') {
        this.told(fact, facts);
      }
    }
  }

  private moves(before: readonly string[], after: readonly string[]): void {
    if (before.length === after.length && before.every((key, at) => key === after[at])) return;
    for (const key of before) this.add(key, -1);
    for (const key of after) this.add(key, 1);
  }

  private add(key: string, more: number): void {
    const held = this.counts.get(key) ?? 0;
    if (!this.before.has(key)) this.before.set(key, held);
    this.counts.set(key, held + more);
  }

  /** A refusal for want of room: there was none before, or there is none after. */
  private justified(fact: LimitReached, hall: Hall): void {
    const key = keyOf(fact);
    if (key === null) return;
    this.refused += 1;
    const most = quotaOf(hall, key);
    const after = this.counts.get(key) ?? 0;
    const held = Math.max(this.before.get(key) ?? after, after);
    const full = most !== null && held >= most;
    this.violations.check(
      full && fact.action === 'refused' && fact.detail.limit === most,
      'refused-for-a-full-quota',
      () => `${fact.id} ${key}: ${String(held)} of ${String(most)}`,
    );
  }

  private told(step: CallStep, facts: readonly Fact[]): void {
    const limit = facts.some(
      (fact) => fact.kind === 'limit.reached' && fact.limit === 'recorded_seats' && fact.callId === step.callId,
    );
    this.violations.check(limit, 'a-quota-is-a-fact', () => step.id);
  }
}

const keyFor = (count: Count, tenantId: TenantId | null, trunkId: TrunkId | null): string =>
  `${count} ${tenantId ?? '-'} ${trunkId ?? '-'}`;

function keyOf({ limit, tenantId, trunkId, detail }: LimitReached): string | null {
  switch (limit) {
    case 'channels':
      return keyFor('channels', tenantId, null);
    case 'trunk_channels':
      return detail.of === 'trunk' ? keyFor('trunk', null, trunkId) : keyFor('share', tenantId, trunkId);
    case 'ivr_callers':
      return keyFor('ivr', tenantId, null);
    case 'recorded_seats':
      return keyFor('recorded', tenantId, null);
    case 'seats':
      return keyFor('seats', tenantId, null);
    case 'balance_low':
    case 'balance_out':
    case 'spend_hour':
    case 'spend_day':
    case 'night_calls':
    case 'international_closed':
    case 'premium_closed':
    case 'no_rate':
      return null;
  }
}

const keysKnown = new WeakMap<CallState, readonly string[]>();

function keysOfCall(call: CallState | undefined): readonly string[] {
  if (call === undefined || call.phase === 'ending') return [];
  let keys = keysKnown.get(call);
  if (keys === undefined) {
    keys = findKeys(call);
    keysKnown.set(call, keys);
  }
  return keys;
}

function findKeys({ phase, tenantId, trunkId, recording }: CallState): readonly string[] {
  const keys: string[] = [];
  if (trunkId !== null) keys.push(keyFor('trunk', null, trunkId));
  if (tenantId === null) return keys;
  // who hears why no channel is free, or that the tenant is suspended, holds one as well
  keys.push(keyFor('channels', tenantId, null));
  if (trunkId !== null) keys.push(keyFor('share', tenantId, trunkId));
  if (phase === 'navigating') keys.push(keyFor('ivr', tenantId, null));
  if (recording === 'asked' || recording === 'running') keys.push(keyFor('recorded', tenantId, null));
  return keys;
}

function keysOfAgent(agent: AgentState | undefined): readonly string[] {
  return agent === undefined || agent.phase === 'loggedOut' ? [] : [keyFor('seats', agent.tenantId, null)];
}

/** null: there is none. */
function quotaOf({ configuration: config }: Hall, key: string): number | null {
  const [count, tenantId, trunkId] = key.split(' ') as [Count, TenantId, TrunkId];
  const tenant = config.tenants.get(tenantId);
  switch (count) {
    case 'channels':
      // callers of a suspended tenant hear so, whatever its quota is
      return tenant === undefined || tenant.suspended ? null : tenant.channelLimit;
    case 'trunk':
      return [...config.trunks.values()].find(({ id }) => id === trunkId)?.channelLimit ?? null;
    case 'share': {
      if (tenant?.suspended === true) return null;
      return config.tenantTrunks.get(tenantId)?.find((share) => share.trunkId === trunkId)?.channelLimit ?? null;
    }
    case 'ivr':
      return tenant?.ivrLimit ?? null;
    case 'recorded':
      return tenant?.recordedSeatLimit ?? null;
    case 'seats':
      return tenant?.seatLimit ?? null;
  }
}
