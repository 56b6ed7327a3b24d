import { drawUint32, seedRandom, type RandomState } from '../../kernel/random.js';
import type { QueueId } from '../../kernel/ids.js';
import { blankPace, expectedWaitMs, paceAfterCall, paceAfterWait, type QueuePace } from './expected-wait.js';

const QUEUE = 'q2000' as QueueId;

/** Exponential times out of one seed. */
class Chance {
  constructor(private state: RandomState) {}

  exponential(meanMs: number): number {
    const { value, state } = drawUint32(this.state);
    this.state = state;
    return -Math.log((value + 0.5) / 2 ** 32) * meanMs;
  }
}

interface Caller {
  readonly at: number;
  readonly leavesAt: number;
  readonly ahead: number;
  readonly predictedMs: number | null;
}

interface Told {
  readonly ahead: number;
  readonly predictedMs: number;
  readonly waitedMs: number;
}

/**
 * Days of one queue: calls come by a Poisson process that swings between half and one and a half times its mean, agents
 * need exponential times, callers have exponential patience. Each who has to wait is told how long.
 */
function days(seed: number, agents: number, { days: count, patienceMs }: { days: number; patienceMs: number }): Told[] {
  const chance = new Chance(seedRandom(seed));
  const told: Told[] = [];
  const busyUntil: number[] = [];
  let waiting: Caller[] = [];
  let pace: QueuePace = blankPace(QUEUE);
  const handlingMs = 240_000;
  const dayMs = 86_400_000;
  let now = 0;
  const betweenMs = (at: number): number => handlingMs / agents / (0.9 + 0.45 * Math.sin((2 * Math.PI * at) / dayMs));
  let nextCall = chance.exponential(betweenMs(0));
  const take = (): void => {
    const needs = chance.exponential(handlingMs);
    busyUntil.push(now + needs);
    pace = paceAfterCall(pace, needs, true);
  };
  while (now < count * dayMs) {
    const free = Math.min(...busyUntil);
    const leaves = Math.min(...waiting.map((caller) => caller.leavesAt));
    now = Math.min(nextCall, free, leaves);
    if (now === nextCall) {
      const predictedMs = expectedWaitMs(pace, waiting.length, agents);
      const caller = { at: now, leavesAt: now + chance.exponential(patienceMs), ahead: waiting.length, predictedMs };
      if (busyUntil.length < agents) take();
      else waiting.push(caller);
      nextCall = now + chance.exponential(betweenMs(now));
    } else if (now === free) {
      busyUntil.splice(busyUntil.indexOf(free), 1);
      const first = waiting.shift();
      if (first !== undefined) {
        pace = paceAfterWait(pace, now - first.at, false);
        told.push({ ahead: first.ahead, predictedMs: first.predictedMs ?? 0, waitedMs: now - first.at });
        take();
      }
    } else {
      const gone = waiting.find((caller) => caller.leavesAt === now);
      waiting = waiting.filter((caller) => caller !== gone);
      if (gone !== undefined) pace = paceAfterWait(pace, now - gone.at, true);
    }
  }
  return told;
}

test.each([
  { agents: 5, patienceMs: 600_000 },
  { agents: 20, patienceMs: 300_000 },
  { agents: 20, patienceMs: 3_600_000 },
])(
  '$agents agents, patience $patienceMs ms: who is told how long waits so long on average, at each position',
  ({ agents, patienceMs }) => {
    const byPosition = Map.groupBy(days(7, agents, { days: 12, patienceMs }), ({ ahead }) => ahead);
    const seen = [...byPosition].filter(([, told]) => told.length >= 400);
    expect(seen.length).toBeGreaterThan(5);
    for (const [ahead, told] of seen) {
      const ratio = told.reduce((sum, { waitedMs, predictedMs }) => sum + waitedMs / predictedMs, 0) / told.length;
      expect([ahead, ratio > 0.9 && ratio < 1.1 ? 'as told' : ratio]).toEqual([ahead, 'as told']);
    }
  },
);

test('nobody is there who could answer: it is not known how long', () => {
  expect(expectedWaitMs(blankPace(QUEUE), 0, 0)).toBeNull();
});

test('agents who serve another queue as well answer the more seldom', () => {
  let pace = blankPace(QUEUE);
  for (let at = 0; at < 1000; at += 1) pace = paceAfterCall(pace, 60_000, at % 2 === 0);
  expect(expectedWaitMs(pace, 0, 2)).toBeCloseTo(60_000, -2);
  expect(expectedWaitMs(pace, 3, 2)).toBeCloseTo(240_000, -2);
});

test('who gives up makes room for those behind', () => {
  let pace = blankPace(QUEUE);
  for (let at = 0; at < 1000; at += 1) pace = paceAfterCall(pace, 60_000, true);
  const patient = expectedWaitMs(pace, 9, 1) ?? 0;
  for (let at = 0; at < 1000; at += 1) pace = paceAfterWait(pace, 60_000, at % 2 === 0);
  expect(expectedWaitMs(pace, 9, 1) ?? 0).toBeLessThan(patient / 2);
});
