import type { Instant } from '../../kernel/clock.js';

/** Which of the agents who are ready a caller gets; a lower penalty comes first in each of them. */
export const STRATEGIES = [
  /** Who is idle longest. */
  'longest_idle',
  /** Who has had the fewest calls since the login. */
  'fewest_calls',
  /** By number, the one behind whom the last caller got. */
  'round_robin',
  /** By number, always from the beginning. */
  'linear',
  'random',
  /** Who has the highest level in what is asked for. */
  'highest_level',
  /** Between groups by their weights; in a group who is idle longest. */
  'weighted_share',
  /** All of the lowest penalty at once, up to RING_ALL_MOST; whoever answers first has the caller. */
  'ring_all',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** So many telephones ring at once for one caller: those of whoever is idle longest. */
export const RING_ALL_MOST = 20;

/** Highest level of a skill, and of an agent in a queue. */
export const MAX_LEVEL = 10;

/** What an agent has to know; `skill` '' is the level that the agent has in the queue itself. */
export interface SkillNeed {
  readonly skill: string;
  /** 0: whoever serves the queue. */
  readonly level: number;
}

/** Whom a queue gives its callers to. */
export interface QueueSelection {
  readonly strategy: Strategy;
  readonly need: SkillNeed;
  /** After so long a wait a lower level does, seconds; in their order. */
  readonly needSteps: readonly { readonly afterS: number; readonly level: number }[];
  /** How long a caller waits for the agent they had last, before anybody else is taken, seconds; 0: not at all. */
  readonly stickyS: number;
  /** Agents who are there for the caller's area come first. */
  readonly byArea: boolean;
  /** Callers are treated as if they had waited so long already, seconds. */
  readonly headStartS: number;
  /** Of weighted_share; a group that is not named has weight 1. */
  readonly shares: readonly { readonly group: string; readonly weight: number }[];
}

/** What holds where nothing else is said. */
export const LONGEST_IDLE: QueueSelection = {
  strategy: 'longest_idle',
  need: { skill: '', level: 0 },
  needSteps: [],
  stickyS: 0,
  byArea: false,
  headStartS: 0,
  shares: [],
};

/** An agent in a queue. */
export interface Standing {
  /** As people say it, digits. */
  readonly number: string;
  /** The lowest comes first. */
  readonly penalty: number;
  /** 0 to MAX_LEVEL, in the queue. */
  readonly level: number;
  /** '' where there are no groups. */
  readonly group: string;
  /** By name, 1 to MAX_LEVEL. */
  readonly skills: Readonly<Record<string, number>>;
  /** Beginnings of callers' numbers. */
  readonly areas: readonly string[];
}

/**
 * What a caller asks of an agent after a wait.
 *
 * @param special in place of what the queue asks, such as of the number that was called
 */
export function needAfter(rules: QueueSelection, special: SkillNeed | null, waitedMs: number): SkillNeed {
  const need = special ?? rules.need;
  const step = rules.needSteps.findLast(({ afterS }) => afterS * 1000 <= waitedMs);
  return step === undefined || step.level >= need.level ? need : { ...need, level: step.level };
}

/** When a caller who waits since an instant asks for less than now; null: never again. */
export function asksLessAt(
  rules: QueueSelection,
  special: SkillNeed | null,
  since: Instant,
  now: Instant,
): Instant | null {
  const { level } = special ?? rules.need;
  const steps = rules.needSteps.filter((step) => step.level < level).map(({ afterS }) => afterS);
  const later = [...(rules.stickyS > 0 ? [rules.stickyS] : []), ...steps]
    .map((afterS) => since + afterS * 1000)
    .filter((at) => at > now);
  return later.length === 0 ? null : Math.min(...later);
}
