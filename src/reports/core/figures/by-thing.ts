import {
  agentFigures,
  queueFigures,
  type AgentFigures,
  type HandlingSpan,
  type Interval,
  type QueueFigures,
  type QueueHold,
  type QueuePromise,
} from './figures.js';
import type { AgentOffer, QueueVisit } from './spans.js';

/** Everything of one tenant that lies in an interval, or reaches into it. */
export interface Happened {
  readonly visits: readonly QueueVisit[];
  readonly offers: readonly AgentOffer[];
  readonly spans: readonly HandlingSpan[];
  readonly holds: readonly QueueHold[];
}

/** What a queue promises that nobody knows any more. */
export const USUAL_PROMISE: QueuePromise = { serviceLevelS: 20, shortAbandonS: 5 };

/** What of all that is known reaches into an interval. */
export function partOf({ visits, offers, spans, holds }: Happened, { from, to }: Interval): Happened {
  const reaches = (began: number, over: number | null): boolean => began < to && (over === null || over >= from);
  return {
    visits: visits.filter(({ enteredAt, leftAt }) => reaches(enteredAt, leftAt)),
    offers: offers.filter(({ offeredAt, overAt }) => reaches(offeredAt, overAt)),
    spans: spans.filter(({ beganAt, overAt }) => reaches(beganAt, overAt)),
    holds: holds.filter(({ beganAt, overAt }) => reaches(beganAt, overAt)),
  };
}

/** Figures of each queue that something happened in. */
export function figuresByQueue(
  { visits, spans, holds }: Happened,
  promises: ReadonlyMap<string, QueuePromise>,
  interval: Interval,
): ReadonlyMap<string, QueueFigures & QueuePromise> {
  const visitsOf = Map.groupBy(visits, ({ queueId }) => queueId);
  const spansOf = Map.groupBy(spans, ({ queueId }) => queueId);
  const holdsOf = Map.groupBy(holds, ({ queueId }) => queueId);
  const ids = new Set([...visitsOf.keys(), ...[...spansOf.keys()].filter((id) => id !== null)]);
  return new Map(
    [...ids].map((id) => {
      const promise = promises.get(id) ?? USUAL_PROMISE;
      const [handling, held] = [spansOf.get(id) ?? [], holdsOf.get(id) ?? []];
      return [id, { ...queueFigures(visitsOf.get(id) ?? [], handling, held, promise, interval), ...promise }];
    }),
  );
}

/** Figures of each agent who did something. */
export function figuresByAgent(
  { offers, spans, holds }: Happened,
  interval: Interval,
): ReadonlyMap<string, AgentFigures> {
  const offersOf = Map.groupBy(offers, ({ agentId }) => agentId);
  const spansOf = Map.groupBy(spans, ({ agentId }) => agentId);
  const ids = new Set([...offersOf.keys(), ...spansOf.keys()]);
  const holdsOf = Map.groupBy(holds, ({ agentId }) => agentId);
  return new Map(
    [...ids].map((id) => {
      const [offered, spent, held] = [offersOf.get(id) ?? [], spansOf.get(id) ?? [], holdsOf.get(id) ?? []];
      return [id, agentFigures(offered, spent, held, interval)];
    }),
  );
}
