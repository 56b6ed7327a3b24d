import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import { isFree, type AgentState } from './agent.js';
import { LineUp, Places, type Place } from './line-up.js';
import type { QueueMemory } from './queue-memory.js';
import type { QueueSelection, SkillNeed, Standing, Strategy } from './queue-rules.js';
import { isOfArea, isQualified, PICK, placeIn, type Peers, type Picked, type Qualities } from './strategies.js';

/** What a caller who waits asks for. */
export interface Wish {
  readonly queueId: QueueId;
  /** When the wait began, less the head start: the lowest of all comes first. */
  readonly rank: number;
  readonly need: SkillNeed;
  /** The caller's number. */
  readonly caller: string;
  /** Only this agent does; null: anybody. */
  readonly agentId: AgentId | null;
}

/** The queue's rules, and by which skills its callers may tell agents apart. */
export interface IndexedQueue {
  readonly rules: QueueSelection;
  readonly skills: readonly string[];
}

/** The index of one queue. Its lines: callers who ask for the same, agents who have the same qualities. */
class QueueIndex {
  readonly everybody = new LineUp<CallId>();
  readonly callers = new Map<string, { readonly need: SkillNeed; readonly line: LineUp<CallId> }>();
  /** Whose lines are not empty, and all that there ever were. */
  readonly agents = new Set<Peers>();
  readonly peers = new Map<string, Peers>();
  /** Callers who wait for one agent only. */
  readonly regulars = new Map<AgentId, LineUp<CallId>>();
  /** The first of them of each such agent who is ready. */
  readonly welcome = new LineUp<CallId>();
  readonly welcomeBy = new Map<AgentId, CallId>();
}

/** Where an agent stands in a queue whenever they are ready; `place` while they are. */
interface Seat {
  readonly queueId: QueueId;
  readonly queue: QueueIndex;
  readonly strategy: Strategy;
  readonly standing: Standing;
  readonly peers: Peers;
  place: Place<AgentId> | null;
}

/**
 * Who waits and who is free, queue by queue: an index over the states of calls and agents, rebuilt when they are loaded.
 * Whatever comes or goes costs a binary search in each line it stands in; what a decision looks at are the first of each
 * line, of which a queue has as many as there are needs and qualities to tell apart, however many people stand in them.
 */
export class AcdIndex {
  private readonly queues = new Map<QueueId, QueueIndex>();
  private readonly wishes = new Map<CallId, Wish>();
  /** Of everybody who was ever ready, by agent. */
  private readonly seats = new Map<AgentId, readonly Seat[]>();

  /** Queues and agents are as they are at first sight for as long as the index lives. */
  constructor(
    private readonly queueOf: (queueId: QueueId) => IndexedQueue,
    private readonly standingOf: (agentId: AgentId, queueId: QueueId) => Standing,
  ) {}

  /** Lets a call wait; a call that comes back with its old rank has its old place. */
  callWaits(callId: CallId, wish: Wish): void {
    this.callLeaves(callId);
    this.wishes.set(callId, wish);
    const queue = this.queue(wish.queueId);
    queue.everybody.put(callId, wish.rank);
    if (wish.agentId === null) {
      const key = `${String(wish.need.level)} ${wish.need.skill}`;
      entry(queue.callers, key, () => ({ need: wish.need, line: new LineUp<CallId>() })).line.put(callId, wish.rank);
    } else {
      entry(queue.regulars, wish.agentId, () => new LineUp<CallId>()).put(callId, wish.rank);
      this.regularsChanged(queue, wish.queueId, wish.agentId);
    }
  }

  callLeaves(callId: CallId): void {
    const wish = this.wishes.get(callId);
    if (wish === undefined) return;
    this.wishes.delete(callId);
    const queue = this.queue(wish.queueId);
    queue.everybody.remove(callId);
    if (wish.agentId === null) {
      const key = `${String(wish.need.level)} ${wish.need.skill}`;
      const line = queue.callers.get(key)?.line;
      line?.remove(callId);
      if (line?.size === 0) queue.callers.delete(key);
      return;
    }
    const line = queue.regulars.get(wish.agentId);
    line?.remove(callId);
    if (line?.size === 0) queue.regulars.delete(wish.agentId);
    this.regularsChanged(queue, wish.queueId, wish.agentId);
  }

  /** Takes over what an agent's state says of being free. */
  agentIs(agent: AgentState): void {
    const known = this.seats.get(agent.agentId) ?? [];
    for (const seat of known) this.rise(seat);
    if (!isFree(agent)) return;
    const seats = isOf(agent.queueIds, known)
      ? known
      : agent.queueIds.map((queueId) => this.seat(agent.agentId, queueId));
    if (seats !== known) this.seats.set(agent.agentId, seats);
    for (const seat of seats) this.sit(seat, agent);
  }

  /** The next call of a queue that somebody can be found for, or null. */
  nextIn(queueId: QueueId): { readonly callId: CallId; readonly rank: number } | null {
    const queue = this.queues.get(queueId);
    if (queue === undefined || queue.agents.size === 0) return null;
    let best: { callId: CallId; rank: number } | null = null;
    for (const { need, line } of queue.callers.values()) {
      const { head } = line;
      if (head === undefined || (best !== null && !isBefore(head.first, head.id, best))) continue;
      if (isServed(queue, need)) best = { callId: head.id, rank: head.first };
    }
    const regular = queue.welcome.head;
    if (regular === undefined || (best !== null && !isBefore(regular.first, regular.id, best))) return best;
    return { callId: regular.id, rank: regular.first };
  }

  /** Who of those who are ready gets a call; null: nobody can. */
  pickFor(callId: CallId, memory: QueueMemory): Picked | null {
    const wish = this.wishes.get(callId);
    const queue = wish === undefined ? undefined : this.queues.get(wish.queueId);
    if (wish === undefined || queue === undefined) return null;
    if (wish.agentId !== null) {
      return this.isReadyIn(wish.queueId, wish.agentId) ? { agentId: wish.agentId, memory } : null;
    }
    const { rules } = this.queueOf(wish.queueId);
    const able: Peers[] = [];
    for (const peers of queue.agents) if (isQualified(peers.qualities, wish.need)) able.push(peers);
    const near = rules.byArea ? able.filter(({ qualities }) => isOfArea(qualities, wish.caller)) : [];
    return PICK[rules.strategy](near.length > 0 ? near : able, wish.need, memory, rules);
  }

  wishOf(callId: CallId): Wish | undefined {
    return this.wishes.get(callId);
  }

  /** Who waits for this agent only. */
  regularsOf(queueId: QueueId, agentId: AgentId): readonly CallId[] {
    return this.queues.get(queueId)?.regulars.get(agentId)?.ids() ?? [];
  }

  /** In their order. */
  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.queues.get(queueId)?.everybody.ids() ?? [];
  }

  /** How many of the queue come before the call; undefined where it does not wait. */
  positionOf(callId: CallId): number | undefined {
    const wish = this.wishes.get(callId);
    return wish === undefined ? undefined : this.queues.get(wish.queueId)?.everybody.indexOf(callId);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    const lines = [...(this.queues.get(queueId)?.agents ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
    return lines.flatMap(({ line }) => line.ids());
  }

  private seat(agentId: AgentId, queueId: QueueId): Seat {
    const indexed = this.queueOf(queueId);
    const standing = this.standingOf(agentId, queueId);
    const qualities = toldApart(indexed, standing);
    const key = keyOf(indexed, qualities);
    const queue = this.queue(queueId);
    const peers = entry(queue.peers, key, () => ({ key, qualities, line: new Places<AgentId>() }));
    return { queueId, queue, strategy: indexed.rules.strategy, standing, peers, place: null };
  }

  private sit(seat: Seat, agent: AgentState): void {
    const { queue, peers } = seat;
    seat.place = placeIn(seat.strategy, seat.standing, agent);
    if (peers.line.size === 0) queue.agents.add(peers);
    peers.line.insert(seat.place);
    if (queue.regulars.size > 0) welcome(queue, agent.agentId);
  }

  private rise(seat: Seat): void {
    const { queue, peers, place } = seat;
    if (place === null) return;
    seat.place = null;
    peers.line.delete(place);
    if (peers.line.size === 0) queue.agents.delete(peers);
    const first = queue.welcomeBy.size === 0 ? undefined : queue.welcomeBy.get(place.id);
    if (first === undefined) return;
    queue.welcome.remove(first);
    queue.welcomeBy.delete(place.id);
  }

  /** Somebody has come to wait for this agent only, or waits for them no more. */
  private regularsChanged(queue: QueueIndex, queueId: QueueId, agentId: AgentId): void {
    const before = queue.welcomeBy.get(agentId);
    if (before !== undefined) queue.welcome.remove(before);
    queue.welcomeBy.delete(agentId);
    if (this.isReadyIn(queueId, agentId)) welcome(queue, agentId);
  }

  private isReadyIn(queueId: QueueId, agentId: AgentId): boolean {
    return this.seats.get(agentId)?.some((seat) => seat.queueId === queueId && seat.place !== null) === true;
  }

  private queue(queueId: QueueId): QueueIndex {
    return entry(this.queues, queueId, () => new QueueIndex());
  }
}

/** The first of those who wait for an agent who is ready. */
function welcome(queue: QueueIndex, agentId: AgentId): void {
  const first = queue.regulars.get(agentId)?.head;
  if (first === undefined) return;
  queue.welcome.put(first.id, first.first);
  queue.welcomeBy.set(agentId, first.id);
}

function isOf(queueIds: readonly QueueId[], seats: readonly Seat[]): boolean {
  return queueIds.length === seats.length && queueIds.every((queueId, at) => seats[at]?.queueId === queueId);
}

function isBefore(rank: number, callId: CallId, than: { readonly rank: number; readonly callId: CallId }): boolean {
  return rank < than.rank || (rank === than.rank && callId < than.callId);
}

function isServed(queue: QueueIndex, need: SkillNeed): boolean {
  for (const { qualities } of queue.agents) if (isQualified(qualities, need)) return true;
  return false;
}

/** Of an agent's qualities those that make a difference in the queue: all who are alike there stand in one line. */
function toldApart({ rules, skills }: IndexedQueue, { level, group, skills: own, areas }: Standing): Qualities {
  return {
    level: skills.includes('') ? level : 0,
    group: rules.strategy === 'weighted_share' ? group : '',
    skills: skills.length === 0 ? NO_SKILLS : Object.fromEntries(skills.map((name) => [name, own[name] ?? 0])),
    areas: rules.byArea ? areas : NO_AREAS,
  };
}

const NO_SKILLS = {};
const NO_AREAS: readonly string[] = [];

function keyOf({ rules, skills }: IndexedQueue, qualities: Qualities): string {
  if (skills.length === 0 && rules.strategy !== 'weighted_share' && !rules.byArea) return '';
  return JSON.stringify([
    qualities.level,
    qualities.group,
    qualities.areas,
    skills.map((name) => qualities.skills[name]),
  ]);
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
