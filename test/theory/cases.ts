import { batchMeans, type Interval } from './batch-means.js';
import { erlangC, impatientCallers, patientCallers, type Expected } from './erlang.js';
import { HallQueue, type Wait } from './hall-queue.js';

export const MEAN_HANDLING_MS = 180_000;
const MEAN_PATIENCE_MS = 180_000;
/** The service level is of callers answered within this. */
export const WITHIN_MS = 20_000;
/** Of the mean wait, half of its interval's width; asked where the mean wait is more than this share of the handling. */
export const PRECISION = 0.03;
const PRECISE_FROM = 0.05;
/** Callers of one part of a case before the first batch: thirty times what a busy queue remembers (1,500 callers at 95 %). */
const BEFORE_FIRST_BATCH = 45_000;

/** Callers of a batch who wait longer than that, expected. */
const SEEN_A_BATCH = 5;

export interface Case {
  readonly model: 'C' | 'A';
  readonly agents: number;
  readonly load: number;
}

export const CASES: readonly Case[] = (['C', 'A'] as const).flatMap((model) =>
  [50, 10, 200].flatMap((agents) => [0.95, 0.9, 0.8].map((load) => ({ model, agents, load }))),
);

export type Quantity = keyof Expected;
export const QUANTITIES: Readonly<Record<Case['model'], readonly Quantity[]>> = {
  C: ['meanWait', 'answeredWithin'],
  A: ['meanWait', 'answeredWithin', 'abandoned'],
};

/** Means over the callers of one batch. */
export type Batch = Readonly<Record<Quantity, number>>;

export interface PartSize {
  readonly beforeFirst: number;
  readonly batches: number;
  readonly callersABatch: number;
}

export function expectedOf(one: Case): Expected {
  const load = { agents: one.agents, betweenCalls: betweenCalls(one), meanHandling: MEAN_HANDLING_MS };
  return one.model === 'C'
    ? patientCallers(load, WITHIN_MS)
    : impatientCallers({ ...load, meanPatience: MEAN_PATIENCE_MS }, WITHIN_MS);
}

/** A part of a case: so many callers, more a batch the longer the queue remembers. */
export function partSize(one: Case): PartSize {
  const beforeFirst = BEFORE_FIRST_BATCH;
  if (one.model === 'A' || !isPrecise(one)) {
    // what hardly ever happens has to be seen in every batch: without it an interval has no width and says nothing
    const rare = 1 - expectedOf(one).answeredWithin;
    return { beforeFirst, batches: 12, callersABatch: Math.max(40_000, Math.ceil(SEEN_A_BATCH / rare)) };
  }
  return one.load > 0.9
    ? { beforeFirst, batches: 10, callersABatch: 100_000 }
    : { beforeFirst, batches: 20, callersABatch: 50_000 };
}

/**
 * How many parts a case begins with, so that its interval should come out as narrow as asked: by the variance of the
 * mean wait of M/M/1 (D. J. Daley, The serial correlation coefficients of waiting times, 1968), which a queue with more
 * agents follows while all are talking. One part where no precision is asked.
 */
export function plannedParts(one: Case): number {
  if (one.model === 'A' || !isPrecise(one)) return 1;
  const { agents, load } = one;
  const relative = (2 + 5 * load - 4 * load ** 2 + load ** 3) / (load * (1 - load) ** 2);
  const callers = (1.96 / PRECISION) ** 2 * (relative / erlangC(agents, agents * load));
  const { batches, callersABatch } = partSize(one);
  return Math.max(2, Math.ceil(callers / (batches * callersABatch)));
}

export function isPrecise(one: Case): boolean {
  return expectedOf(one).meanWait > PRECISE_FROM * MEAN_HANDLING_MS;
}

/** Lets callers come to the real hall, from an empty queue on; what is before the first batch does not count. */
export function runPart(one: Case, seed: number, { beforeFirst, batches, callersABatch }: PartSize): Batch[] {
  const means: Batch[] = [];
  let toSkip = beforeFirst;
  let sum = { waitedMs: 0, within: 0, gone: 0, callers: 0 };
  const take = ({ waitedMs, answered }: Wait): void => {
    if (toSkip > 0) {
      toSkip -= 1;
      return;
    }
    sum.callers += 1;
    sum.waitedMs += waitedMs;
    if (!answered) sum.gone += 1;
    else if (waitedMs <= WITHIN_MS) sum.within += 1;
    if (sum.callers < callersABatch) return;
    const of = (total: number): number => total / callersABatch;
    means.push({ meanWait: of(sum.waitedMs), answeredWithin: of(sum.within), abandoned: of(sum.gone) });
    sum = { waitedMs: 0, within: 0, gone: 0, callers: 0 };
  };
  const world = {
    agents: one.agents,
    betweenCallsMs: betweenCalls(one),
    meanHandlingMs: MEAN_HANDLING_MS,
    meanPatienceMs: one.model === 'A' ? MEAN_PATIENCE_MS : null,
  };
  new HallQueue(world, seed, take).run(beforeFirst + batches * callersABatch);
  return means.slice(0, batches);
}

export function intervalOf(batches: readonly Batch[], quantity: Quantity, confidence: number): Interval {
  return batchMeans(
    batches.map((batch) => batch[quantity]),
    confidence,
  );
}

export function isInside({ mean, halfWidth }: Interval, theory: number): boolean {
  return Math.abs(mean - theory) <= halfWidth;
}

function betweenCalls({ agents, load }: Case): number {
  return MEAN_HANDLING_MS / (agents * load);
}
