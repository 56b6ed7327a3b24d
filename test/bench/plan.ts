import type { SearchPlan } from './search.ts';

/** What a run does, and for how long. */
export interface Plan {
  /** Calls to warm up with, at the common rate, so that caches are filled and code compiled, s. */
  readonly warmUpS: number;
  /** From answer to hang-up in the searches without recording, ms. */
  readonly holdMs: number;
  /** How long the telephones ring, ms. */
  readonly ringMs: number;
  /** Callers are answered and wait with music and announcements; CallRack chooses agents by skill. */
  readonly skills: boolean;
  readonly callsPerSecond: SearchPlan;
  /** How long calls are begun in one try, s. */
  readonly stepS: number;
  /** The highest rate found is tried once more for so long, s; 0 takes it as it is. */
  readonly confirmS: number;
  /** The rate, the same on both sides, at which CPU is counted, and for how long. */
  readonly commonPerSecond: number;
  readonly commonS: number;
  readonly recorded: SearchPlan;
  /** Calls begun per second until as many are up as wanted; half of the sustainable rate where that is less. */
  readonly rampPerSecond: number;
  /** How long all of them are up, ms. */
  readonly plateauMs: number;
  /** Recordings looked at after each try. */
  readonly recordingsLooked: number;
  /** How long encoding may take after the calls of the first recorded try, ms; longer, and its cost stays unknown. */
  readonly encodingPatienceMs: number;
  /** No further try in one search of one side after so long, s. */
  readonly searchS: number;
}

/** An answer counts as in time up to here, ms, and so must be this share of them. */
export const IN_TIME_MS = 500;
export const IN_TIME_SHARE = 0.95;

export const FULL: Plan = {
  warmUpS: 4,
  holdMs: 3000,
  ringMs: 100,
  skills: false,
  callsPerSecond: { start: 45, grow: 1.5, least: 2, most: 200, refine: 2 },
  stepS: 7,
  confirmS: 12,
  commonPerSecond: 15,
  commonS: 10,
  recorded: { start: 80, grow: 1.5, least: 5, most: 560, refine: 1 },
  rampPerSecond: 20,
  plateauMs: 6000,
  recordingsLooked: 20,
  encodingPatienceMs: 30_000,
  searchS: 100,
};

/** What --skills changes: there is time to wait in, and as much of the conversation as otherwise. */
export const WITH_SKILLS: Pick<Plan, 'holdMs' | 'ringMs' | 'skills'> = { holdMs: 5000, ringMs: 2000, skills: true };

/** To see whether everything runs; its figures are rough. */
export const QUICK: Plan = {
  ...FULL,
  warmUpS: 2,
  callsPerSecond: { start: 30, grow: 1.6, least: 2, most: 200, refine: 0 },
  stepS: 4,
  confirmS: 0,
  commonS: 4,
  recorded: { start: 60, grow: 2, least: 5, most: 560, refine: 0 },
  plateauMs: 3000,
  recordingsLooked: 6,
  encodingPatienceMs: 10_000,
  searchS: 12,
};
