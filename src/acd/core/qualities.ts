import type { QueueSelection, Standing } from './queue-rules.js';
import type { Qualities } from './strategies.js';

/** The queue's rules, and by which skills its callers may tell agents apart. */
export interface IndexedQueue {
  readonly rules: QueueSelection;
  readonly skills: readonly string[];
}

/** Of an agent's qualities those that make a difference in the queue: all who are alike there stand in one line. */
export function toldApart({ rules, skills }: IndexedQueue, { level, group, skills: own, areas }: Standing): Qualities {
  return {
    level: skills.includes('') ? level : 0,
    group: rules.strategy === 'weighted_share' ? group : '',
    skills: skills.length === 0 ? NO_SKILLS : Object.fromEntries(skills.map((name) => [name, own[name] ?? 0])),
    areas: rules.byArea ? areas : NO_AREAS,
  };
}

const NO_SKILLS = {};
const NO_AREAS: readonly string[] = [];

export function keyOf({ rules, skills }: IndexedQueue, qualities: Qualities): string {
  if (skills.length === 0 && rules.strategy !== 'weighted_share' && !rules.byArea) return '';
  return JSON.stringify([
    qualities.level,
    qualities.group,
    qualities.areas,
    skills.map((name) => qualities.skills[name]),
  ]);
}
