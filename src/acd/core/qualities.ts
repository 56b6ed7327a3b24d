import type { QueueSelection, SkillNeed, Standing } from './queue-rules.js';

/** What agents may be told apart by when a caller is given to one of them. */
export type Qualities = Pick<Standing, 'level' | 'group' | 'skills' | 'areas'>;

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

export function levelIn(qualities: Pick<Qualities, 'level' | 'skills'>, skill: string): number {
  return skill === '' ? qualities.level : (qualities.skills[skill] ?? 0);
}

export function isQualified(qualities: Pick<Qualities, 'level' | 'skills'>, { skill, level }: SkillNeed): boolean {
  return level === 0 || levelIn(qualities, skill) >= level;
}

export function isOfArea(areas: readonly string[], caller: string): boolean {
  return areas.some((area) => caller.startsWith(area));
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
