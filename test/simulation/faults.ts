import type { Dice } from './dice.js';

/** How likely what goes wrong in one run; a seed decides. Probabilities, and mean distances in milliseconds (0: never). */
export interface FaultProfile {
  readonly eventLost: number;
  readonly eventDoubled: number;
  readonly eventLate: number;
  readonly commandRefused: number;
  /** The engine is killed in a turn. */
  readonly killedInTurn: number;
  /** The connection to Asterisk is away for a while. */
  readonly awayEveryMs: number;
  /** Asterisk itself starts anew: every channel is gone. */
  readonly restartEveryMs: number;
}

export const NO_FAULTS: FaultProfile = {
  eventLost: 0,
  eventDoubled: 0,
  eventLate: 0,
  commandRefused: 0,
  killedInTurn: 0,
  awayEveryMs: 0,
  restartEveryMs: 0,
};

/** One run in six is without faults, some have one kind, some have them all. */
export function drawFaults(dice: Dice): FaultProfile {
  const kinds = dice.weighted([1, 0], [2, 0.2], [2, 0.5], [1, 1]);
  const maybe = (value: number): number => (dice.chance(kinds) ? value : 0);
  return {
    eventLost: maybe(dice.pick([0.002, 0.01, 0.05])),
    eventDoubled: maybe(dice.pick([0.01, 0.1])),
    eventLate: maybe(dice.pick([0.01, 0.05])),
    commandRefused: maybe(dice.pick([0.002, 0.02])),
    killedInTurn: maybe(dice.pick([0.001, 0.005])),
    awayEveryMs: maybe(dice.pick([60_000, 300_000])),
    restartEveryMs: maybe(dice.pick([200_000, 600_000])),
  };
}

/** What went wrong, counted. */
export type FaultCounts = Record<
  | 'eventsLost'
  | 'eventsDoubled'
  | 'eventsLate'
  | 'commandsRefused'
  | 'commandsLost'
  | 'outages'
  | 'asteriskRestarts'
  | 'killed',
  number
>;

export function noFaultCounts(): FaultCounts {
  return {
    eventsLost: 0,
    eventsDoubled: 0,
    eventsLate: 0,
    commandsRefused: 0,
    commandsLost: 0,
    outages: 0,
    asteriskRestarts: 0,
    killed: 0,
  };
}

/** Nothing has gone wrong in this run so far that could keep the engine from acting in time. */
export function undisturbed(counts: FaultCounts): boolean {
  return nothingLost(counts) && counts.outages === 0 && counts.asteriskRestarts === 0;
}

/** Whatever was told has been heard, sooner or later. */
export function nothingLost({ eventsLost, commandsRefused, commandsLost, killed }: FaultCounts): boolean {
  return eventsLost + commandsRefused + commandsLost + killed === 0;
}
