import type { AgentId } from '../../kernel/ids.js';
import { drawInteger } from '../../kernel/random.js';
import { diceOf, type QueueMemory } from './queue-memory.js';
import { RING_ALL_MOST, type QueueSelection, type Strategy } from './queue-rules.js';
import { NOBODY, ORDERS, type Order } from './people.js';
import type { ReadyAgents } from './ready-agents.js';

/** Who gets the caller, and what the queue remembers from then on. */
export interface Picked {
  readonly agentId: AgentId;
  /** Of ring_all: who else is called at the same time. */
  readonly others?: readonly AgentId[];
  readonly memory: QueueMemory;
}

export const ORDER: Readonly<Record<Strategy, Order>> = {
  longest_idle: ORDERS.idle,
  fewest_calls: ORDERS.calls,
  round_robin: ORDERS.number,
  linear: ORDERS.number,
  random: ORDERS.number,
  highest_level: ORDERS.idle,
  weighted_share: ORDERS.idle,
  ring_all: ORDERS.idle,
};

/** Of whom is chosen. */
export interface Choice {
  readonly ready: ReadyAgents;
  /** Classes of agents, all of the lowest penalty, none of them empty. */
  readonly classes: readonly number[];
  /** By class, in the skill that is asked for. */
  readonly levels: readonly number[];
}

type Picker = (choice: Choice, memory: QueueMemory, rules: QueueSelection) => Picked | null;

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

function pickFirst({ ready, classes }: Choice, memory: QueueMemory): Picked | null {
  return picked(ready, ready.firstOf(classes), memory);
}

function pickHighest({ ready, classes, levels }: Choice, memory: QueueMemory): Picked | null {
  let highest = 0;
  for (const one of classes) highest = Math.max(highest, levels[one] ?? 0);
  let first = NOBODY;
  for (const one of classes) {
    if ((levels[one] ?? 0) < highest) continue;
    const head = ready.at(one, 0);
    if (first === NOBODY || ready.isBefore(head, first)) first = head;
  }
  return picked(ready, first, memory);
}

function pickNext({ ready, classes }: Choice, memory: QueueMemory): Picked | null {
  let next = NOBODY;
  if (memory.last !== null) {
    const number = Number(memory.last.number);
    for (const one of classes) {
      const behind = ready.nextAfter(one, number, memory.last.agentId);
      if (behind !== NOBODY && (next === NOBODY || ready.isBefore(behind, next))) next = behind;
    }
  }
  if (next === NOBODY) next = ready.firstOf(classes);
  if (next === NOBODY) return null;
  const agentId = ready.people.idOf(next);
  return { agentId, memory: { ...memory, last: { agentId, number: String(ready.people.numberAt(next)) } } };
}

function pickByDice({ ready, classes }: Choice, memory: QueueMemory): Picked | null {
  let total = 0;
  for (const one of classes) total += ready.sizeOf(one);
  if (total === 0) return null;
  const drawn = drawInteger(diceOf(memory), 0, total - 1);
  // in an order that does not depend on who came first
  const inOrder = classes.length < 2 ? classes : [...classes].sort((a, b) => ready.rankOf(a) - ready.rankOf(b));
  let left = drawn.value;
  for (const one of inOrder) {
    const size = ready.sizeOf(one);
    if (left < size) return picked(ready, ready.at(one, left), { ...memory, dice: drawn.state });
    left -= size;
  }
  return null;
}

function pickAll({ ready, classes }: Choice, memory: QueueMemory): Picked | null {
  const all: AgentId[] = [];
  const taken = classes.map(() => 0);
  while (all.length < RING_ALL_MOST) {
    let first = NOBODY;
    let from = 0;
    for (const [n, one] of classes.entries()) {
      const at = taken[n] ?? 0;
      if (at === ready.sizeOf(one)) continue;
      const who = ready.at(one, at);
      if (first !== NOBODY && !ready.isBefore(who, first)) continue;
      first = who;
      from = n;
    }
    if (first === NOBODY) break;
    taken[from] = (taken[from] ?? 0) + 1;
    all.push(ready.people.idOf(first));
  }
  const [agentId, ...others] = all;
  return agentId === undefined ? null : { agentId, others, memory };
}

/**
 * Smooth weighted round robin: every group whose turn it might be is credited with its weight, the one with the most is
 * taken and pays for all. A group of which nobody is ready neither saves nor loses.
 */
function pickByShare({ ready, classes }: Choice, memory: QueueMemory, { shares }: QueueSelection): Picked | null {
  const weightOf = (group: string): number => shares.find((share) => share.group === group)?.weight ?? 1;
  const credited: { readonly group: string; readonly due: number; first: number }[] = [];
  let total = 0;
  for (const one of classes) {
    const group = ready.groupOf(one);
    const head = ready.at(one, 0);
    const known = credited.find((credit) => credit.group === group);
    if (known === undefined) {
      const weight = weightOf(group);
      total += weight;
      credited.push({ group, due: (memory.due[group] ?? 0) + weight, first: head });
    } else if (ready.isBefore(head, known.first)) known.first = head;
  }
  const [taken] = credited.sort((a, b) => b.due - a.due || (a.group < b.group ? -1 : 1));
  if (taken === undefined) return null;
  const due: Record<string, number> = {};
  for (const { group } of shares) {
    const before = memory.due[group];
    if (before !== undefined) due[group] = before;
  }
  for (const credit of credited) due[credit.group] = credit === taken ? credit.due - total : credit.due;
  return picked(ready, taken.first, { ...memory, due });
}

function picked({ people }: ReadyAgents, who: number, memory: QueueMemory): Picked | null {
  return who === NOBODY ? null : { agentId: people.idOf(who), memory };
}
