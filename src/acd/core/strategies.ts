import type { AgentId } from '../../kernel/ids.js';
import { drawInteger } from '../../kernel/random.js';
import type { AgentState } from './agent.js';
import { standsBefore, type Place, type Places } from './line-up.js';
import { diceOf, type QueueMemory } from './queue-memory.js';
import type { QueueSelection, SkillNeed, Standing, Strategy } from './queue-rules.js';

/** What agents may be told apart by when a caller is given to one of them. */
export type Qualities = Pick<Standing, 'level' | 'group' | 'skills' | 'areas'>;

/** Agents of a queue who are ready and have the same qualities. */
export interface Peers {
  /** Tells them from others of the queue. */
  readonly key: string;
  readonly qualities: Qualities;
  readonly line: Places<AgentId>;
}

/** Who gets the caller, and what the queue remembers from then on. */
export interface Picked {
  readonly agentId: AgentId;
  readonly memory: QueueMemory;
}

/** Where an agent who is ready stands among their peers. */
export function placeIn(strategy: Strategy, { number, penalty: tier }: Standing, agent: AgentState): Place<AgentId> {
  const { agentId: id, idleSince } = agent;
  switch (strategy) {
    case 'longest_idle':
    case 'highest_level':
    case 'weighted_share':
      return { id, tier, first: idleSince, second: 0 };
    case 'fewest_calls':
      return { id, tier, first: agent.calls, second: idleSince };
    case 'round_robin':
    case 'linear':
    case 'random':
      return { id, tier, first: Number(number), second: 0 };
  }
}

export function levelIn(qualities: Qualities, skill: string): number {
  return skill === '' ? qualities.level : (qualities.skills[skill] ?? 0);
}

export function isQualified(qualities: Qualities, { skill, level }: SkillNeed): boolean {
  return level === 0 || levelIn(qualities, skill) >= level;
}

export function isOfArea({ areas }: Qualities, caller: string): boolean {
  return areas.some((area) => caller.startsWith(area));
}

type Picker = (peers: readonly Peers[], need: SkillNeed, memory: QueueMemory, rules: QueueSelection) => Picked | null;

/** @param peers those who may be taken, none of them empty */
export const PICK: Readonly<Record<Strategy, Picker>> = {
  longest_idle: pickFirst,
  fewest_calls: pickFirst,
  linear: pickFirst,
  round_robin: pickNext,
  random: pickByDice,
  highest_level: pickHighest,
  weighted_share: pickByShare,
};

function pickFirst(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  const first = firstOf(peers);
  return first === undefined ? null : { agentId: first.id, memory };
}

function pickHighest(peers: readonly Peers[], { skill }: SkillNeed, memory: QueueMemory): Picked | null {
  const lowest = inLowestTier(peers);
  const highest = Math.max(...lowest.map(({ qualities }) => levelIn(qualities, skill)));
  const first = firstOf(lowest.filter(({ qualities }) => levelIn(qualities, skill) === highest));
  return first === undefined ? null : { agentId: first.id, memory };
}

function pickNext(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  const lowest = inLowestTier(peers);
  const start = firstOf(lowest);
  if (start === undefined) return null;
  const { last } = memory;
  const behind: Place<AgentId> | null =
    last === null ? null : { id: last.agentId, tier: start.tier, first: Number(last.number), second: 0 };
  const next = behind === null ? undefined : first(lowest.flatMap(({ line }) => line.nextAfter(behind) ?? []));
  const { id, first: number } = next ?? start;
  return { agentId: id, memory: { ...memory, last: { agentId: id, number: String(number) } } };
}

function pickByDice(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  // in an order that does not depend on who came first
  const lowest = inLowestTier(peers).sort((a, b) => (a.key < b.key ? -1 : 1));
  const total = lowest.reduce((sum, { line }) => sum + line.headTierSize, 0);
  if (total === 0) return null;
  const drawn = drawInteger(diceOf(memory), 0, total - 1);
  let left = drawn.value;
  for (const { line } of lowest) {
    const place = left < line.headTierSize ? line.at(left) : undefined;
    if (place !== undefined) return { agentId: place.id, memory: { ...memory, dice: drawn.state } };
    left -= line.headTierSize;
  }
  return null;
}

/**
 * Smooth weighted round robin: every group whose turn it might be is credited with its weight, the one with the most is
 * taken and pays for all. A group of which nobody is ready neither saves nor loses.
 */
function pickByShare(
  peers: readonly Peers[],
  _need: SkillNeed,
  memory: QueueMemory,
  { shares }: QueueSelection,
): Picked | null {
  const groups = Map.groupBy(inLowestTier(peers), ({ qualities }) => qualities.group);
  const weightOf = (group: string): number => shares.find((share) => share.group === group)?.weight ?? 1;
  const credited = [...groups.keys()].map((group) => ({
    group,
    due: (memory.due[group] ?? 0) + weightOf(group),
  }));
  const [taken] = credited.sort((a, b) => b.due - a.due || (a.group < b.group ? -1 : 1));
  const chosen = taken === undefined ? undefined : firstOf(groups.get(taken.group) ?? []);
  if (taken === undefined || chosen === undefined) return null;
  const total = credited.reduce((sum, { group }) => sum + weightOf(group), 0);
  const due = credited.map(
    ({ group, due: credit }) => [group, group === taken.group ? credit - total : credit] as const,
  );
  const known = Object.entries(memory.due).filter(([group]) => shares.some((share) => share.group === group));
  return { agentId: chosen.id, memory: { ...memory, due: Object.fromEntries<number>([...known, ...due]) } };
}

function inLowestTier(peers: readonly Peers[]): Peers[] {
  const lowest = firstOf(peers)?.tier;
  return peers.filter(({ line }) => line.head?.tier === lowest);
}

function firstOf(peers: readonly Peers[]): Place<AgentId> | undefined {
  let best: Place<AgentId> | undefined;
  for (const { line } of peers) {
    const { head } = line;
    if (head !== undefined && (best === undefined || standsBefore(head, best))) best = head;
  }
  return best;
}

function first(places: readonly Place<AgentId>[]): Place<AgentId> | undefined {
  return places.reduce<Place<AgentId> | undefined>(
    (best, place) => (best === undefined || standsBefore(place, best) ? place : best),
    undefined,
  );
}
