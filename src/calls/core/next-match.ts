import type { AcdIndex, Match } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { QueueId } from '../../kernel/ids.js';
import type { NodeConfig } from './node-config.js';
import { isQueueServed } from './places.js';

/** Of all who can be served now whoever waits longest comes first, also where one turn frees several agents. */
export function nextMatch(
  queueIds: ReadonlySet<QueueId>,
  acd: AcdIndex,
  config: NodeConfig,
  now: Instant,
): Match | null {
  const since = (match: Match): Instant => acd.waitsSince(match.callId) ?? now;
  const matches = [...queueIds].flatMap((queueId) =>
    isQueueServed(queueId, config) ? (acd.matchIn(queueId) ?? []) : [],
  );
  return matches.sort((a, b) => since(a) - since(b) || (a.callId < b.callId ? -1 : 1))[0] ?? null;
}
