import type { AgentId } from '../../kernel/ids.js';
import { drawInteger } from '../../kernel/random.js';
import type { Place, Ranks } from './line-up.js';
import { diceOf, type QueueMemory } from './queue-memory.js';
import { RING_ALL_MOST, type QueueSelection, type SkillNeed, type Standing, type Strategy } from './queue-rules.js';

/** What agents may be told apart by when a caller is given to one of them. */
export type Qualities = Pick<Standing, 'level' | 'group' | 'skills' | 'areas'>;

/** Agents of a queue who are ready and have the same qualities. */
export interface Peers {
  /** Tells them from others of the queue. */
  readonly key: string;
  readonly qualities: Qualities;
  readonly line: Ranks<AgentId>;
}

/** Who gets the caller, and what the queue remembers from then on. */
export interface Picked {
  readonly agentId: AgentId;
  /** Of ring_all: who else is called at the same time. */
  readonly others?: readonly AgentId[];
  readonly memory: QueueMemory;
}

/** What agents who are ready stand by among their peers. */
export type Order = 'idle' | 'calls' | 'number';

export const ORDER: Readonly<Record<Strategy, Order>> = {
  longest_idle: 'idle',
  fewest_calls: 'calls',
  round_robin: 'number',
  linear: 'number',
  random: 'number',
  highest_level: 'idle',
  weighted_share: 'idle',
  ring_all: 'idle',
};

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
  ring_all: pickAll,
};

function pickFirst(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  const agentId = firstOf(peers)?.idAt(0);
  return agentId === undefined ? null : { agentId, memory };
}

function pickHighest(peers: readonly Peers[], { skill }: SkillNeed, memory: QueueMemory): Picked | null {
  const lowest = inLowestTier(peers);
  const highest = Math.max(...lowest.map(({ qualities }) => levelIn(qualities, skill)));
  const agentId = firstOf(lowest.filter(({ qualities }) => levelIn(qualities, skill) === highest))?.idAt(0);
  return agentId === undefined ? null : { agentId, memory };
}

function pickNext(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  const start = firstOf(peers);
  if (start === undefined) return null;
  let line = start;
  let at = 0;
  if (memory.last !== null) {
    const behind: Place = { tier: start.headTier, first: Number(memory.last.number), second: 0 };
    let isFound = false;
    for (const { line: one } of peers) {
      const next = one.nextAfter(behind, memory.last.agentId);
      if (next === null || (isFound && !one.isBefore(next, line, at))) continue;
      isFound = true;
      line = one;
      at = next;
    }
  }
  const agentId = line.idAt(at);
  if (agentId === undefined) return null;
  return { agentId, memory: { ...memory, last: { agentId, number: String(line.placeAt(at).first) } } };
}

function pickByDice(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  // in an order that does not depend on who came first
  const lowest = inLowestTier(peers).sort((a, b) => (a.key < b.key ? -1 : 1));
  const total = lowest.reduce((sum, { line }) => sum + line.headTierSize, 0);
  if (total === 0) return null;
  const drawn = drawInteger(diceOf(memory), 0, total - 1);
  let left = drawn.value;
  for (const { line } of lowest) {
    const agentId = left < line.headTierSize ? line.idAt(left) : undefined;
    if (agentId !== undefined) return { agentId, memory: { ...memory, dice: drawn.state } };
    left -= line.headTierSize;
  }
  return null;
}

function pickAll(peers: readonly Peers[], _need: SkillNeed, memory: QueueMemory): Picked | null {
  const all = inLowestTier(peers).flatMap(({ line }) =>
    Array.from({ length: Math.min(line.headTierSize, RING_ALL_MOST) }, (_, at) => ({ line, at })),
  );
  all.sort((a, b) => (a.line.isBefore(a.at, b.line, b.at) ? -1 : 1));
  const [agentId, ...others] = all.slice(0, RING_ALL_MOST).flatMap(({ line, at }) => line.idAt(at) ?? []);
  return agentId === undefined ? null : { agentId, others, memory };
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
  const chosen = taken === undefined ? undefined : firstOf(groups.get(taken.group) ?? [])?.idAt(0);
  if (taken === undefined || chosen === undefined) return null;
  const total = credited.reduce((sum, { group }) => sum + weightOf(group), 0);
  const due = credited.map(
    ({ group, due: credit }) => [group, group === taken.group ? credit - total : credit] as const,
  );
  const known = Object.entries(memory.due).filter(([group]) => shares.some((share) => share.group === group));
  return { agentId: chosen, memory: { ...memory, due: Object.fromEntries<number>([...known, ...due]) } };
}

function inLowestTier(peers: readonly Peers[]): Peers[] {
  const lowest = firstOf(peers)?.headTier;
  return peers.filter(({ line }) => line.headTier === lowest);
}

/** The line whose first comes before those of the others; undefined where there is none. */
function firstOf(peers: readonly Peers[]): Ranks<AgentId> | undefined {
  let best: Ranks<AgentId> | undefined;
  for (const { line } of peers) {
    if (best === undefined || line.isBefore(0, best, 0)) best = line;
  }
  return best;
}
