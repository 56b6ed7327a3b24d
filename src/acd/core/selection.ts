import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import { isFree, type AgentState } from './agent.js';
import { LineUp, Ranks } from './line-up.js';
import type { QueueMemory } from './queue-memory.js';
import { keyOf, toldApart, type IndexedQueue } from './qualities.js';
import type { SkillNeed, Standing } from './queue-rules.js';
import { isOfArea, isQualified, ORDER, PICK, type Order, type Peers, type Picked } from './strategies.js';

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

/** Callers who ask for the same. */
interface Askers {
  readonly need: SkillNeed;
  readonly line: LineUp<CallId>;
}

/** The index of one queue. Its lines: callers who ask for the same, agents who have the same qualities. */
class QueueIndex {
  readonly everybody = new LineUp<CallId>();
  /** As many as there are needs to tell apart. */
  readonly askers: Askers[] = [];
  /** Whose lines are not empty, and all that there ever were. */
  readonly agents: Peers[] = [];
  readonly peers = new Map<string, Peers>();
  /** Callers who wait for one agent only. */
  readonly regulars = new Map<AgentId, LineUp<CallId>>();
  /** The first of them of each such agent who is ready. */
  readonly welcome = new LineUp<CallId>();
  readonly welcomeBy = new Map<AgentId, { readonly callId: CallId; readonly rank: number }>();
  readonly order: Order;
  /** How many wait, and how many of them for one agent only. */
  waiting = 0;
  waitingForOne = 0;
  /** Somebody has begun to wait or become free in it since it was looked at in vain. */
  isStirred = false;

  constructor(
    readonly queueId: QueueId,
    readonly indexed: IndexedQueue,
  ) {
    this.order = ORDER[indexed.rules.strategy];
  }
}

/** Who waits, and in which lines. */
interface Waiter {
  readonly wish: Wish;
  readonly queue: QueueIndex;
  /** Of those who ask for the same; null: waits for one agent only. */
  readonly line: LineUp<CallId> | null;
}

/** Where an agent stands in a queue whenever they are ready. */
interface Seat {
  readonly queue: QueueIndex;
  readonly tier: number;
  /** As people say the agent's number. */
  readonly number: number;
  readonly order: Order;
  readonly peers: Peers;
  readonly line: Ranks<AgentId>;
}

/** An agent who was ready at least once; `idleSince` and `calls` are those by which they stand in their lines. */
interface Seated {
  /** Stands for the agent in the lines. */
  readonly who: number;
  queueIds: readonly QueueId[];
  seats: readonly Seat[];
  isIn: boolean;
  idleSince: number;
  calls: number;
}

/** The next call that somebody can be found for. */
export interface NextCall {
  readonly callId: CallId;
  readonly rank: number;
}

/**
 * Who waits and who is free, queue by queue: an index over the states of calls and agents, rebuilt when they are loaded.
 * Whatever comes or goes costs a binary search in each line it stands in; what a decision looks at are the first of each
 * line, of which a queue has as many as there are needs and qualities to tell apart, however many people stand in them.
 */
export class AcdIndex {
  private readonly queues = new Map<QueueId, QueueIndex>();
  private readonly waiters = new Map<CallId, Waiter>();
  private readonly agents = new Map<AgentId, Seated>();
  /** By the number that stands for the agent. */
  private readonly names: AgentId[] = [];
  private readonly stirred: QueueIndex[] = [];

  /** Queues and agents are as they are at first sight for as long as the index lives. */
  constructor(
    private readonly queueOf: (queueId: QueueId) => IndexedQueue,
    private readonly standingOf: (agentId: AgentId, queueId: QueueId) => Standing,
  ) {}

  /** Lets a call wait; a call that comes back with its old rank has its old place. */
  callWaits(callId: CallId, wish: Wish): void {
    this.callLeaves(callId);
    const queue = this.queue(wish.queueId);
    queue.everybody.insert(callId, wish.rank);
    queue.waiting += 1;
    const line = wish.agentId === null ? lineOf(queue, wish.need) : null;
    this.waiters.set(callId, { wish, queue, line });
    if (line !== null) line.insert(callId, wish.rank);
    else if (wish.agentId !== null) {
      queue.waitingForOne += 1;
      entry(queue.regulars, wish.agentId, () => new LineUp<CallId>()).insert(callId, wish.rank);
      this.regularsChanged(queue, wish.agentId);
    }
    this.stir(queue);
  }

  callLeaves(callId: CallId): void {
    const waiter = this.waiters.get(callId);
    if (waiter === undefined) return;
    this.waiters.delete(callId);
    const { queue, line, wish } = waiter;
    queue.everybody.delete(callId, wish.rank);
    queue.waiting -= 1;
    line?.delete(callId, wish.rank);
    if (wish.agentId === null) return;
    queue.waitingForOne -= 1;
    const regulars = queue.regulars.get(wish.agentId);
    regulars?.delete(callId, wish.rank);
    if (regulars?.size === 0) queue.regulars.delete(wish.agentId);
    this.regularsChanged(queue, wish.agentId);
  }

  /** Takes over what an agent's state says of being free. */
  agentIs(agent: AgentState): void {
    const known = this.agents.get(agent.agentId);
    if (known?.isIn === true) rise(known, agent.agentId);
    if (!isFree(agent)) return;
    const seated = known ?? this.seated(agent.agentId);
    if (!isSame(agent.queueIds, seated.queueIds)) {
      seated.seats = agent.queueIds.map((queueId) => this.seat(agent.agentId, queueId));
      seated.queueIds = agent.queueIds;
    }
    seated.idleSince = agent.idleSince;
    seated.calls = agent.calls;
    sit(seated, agent.agentId);
    for (const { queue } of seated.seats) if (queue.waiting > 0) this.stir(queue);
  }

  /** What has changed up to now is no reason to look. */
  rest(): void {
    for (const queue of this.stirred) queue.isStirred = false;
    this.stirred.length = 0;
  }

  /** Somebody may be free, and somebody waiting, anywhere. */
  lookEverywhere(): void {
    for (const queue of this.queues.values()) this.stir(queue);
  }

  /**
   * Of all who can be served now, in the queues where anything has changed, whoever waits longest; null: nobody.
   *
   * @param isServed whether callers of the queue may be given to anybody at all
   */
  next(isServed: (queueId: QueueId) => boolean): NextCall | null {
    for (;;) {
      let best: NextCall | null = null;
      let of: QueueIndex | null = null;
      let kept = 0;
      for (const queue of this.stirred) {
        const next = nextOf(queue);
        if (next === null) {
          queue.isStirred = false;
          continue;
        }
        this.stirred[kept] = queue;
        kept += 1;
        if (best !== null && !isBefore(next.rank, next.callId, best)) continue;
        best = next;
        of = queue;
      }
      this.stirred.length = kept;
      if (of === null || isServed(of.queueId)) return best;
      of.isStirred = false;
      this.stirred.splice(this.stirred.indexOf(of), 1);
    }
  }

  /** The next call of a queue that somebody can be found for, or null. */
  nextIn(queueId: QueueId): NextCall | null {
    const queue = this.queues.get(queueId);
    return queue === undefined ? null : nextOf(queue);
  }

  /** Who of those who are ready gets a call; null: nobody can. */
  pickFor(callId: CallId, memory: QueueMemory): Picked | null {
    const waiter = this.waiters.get(callId);
    if (waiter === undefined) return null;
    const { wish, queue } = waiter;
    if (wish.agentId !== null) return this.isReadyIn(queue, wish.agentId) ? { agentId: wish.agentId, memory } : null;
    const { rules } = queue.indexed;
    const able =
      wish.need.level === 0 ? queue.agents : queue.agents.filter(({ qualities }) => isQualified(qualities, wish.need));
    const near = rules.byArea ? able.filter(({ qualities }) => isOfArea(qualities, wish.caller)) : [];
    return PICK[rules.strategy](near.length > 0 ? near : able, wish.need, memory, rules);
  }

  wishOf(callId: CallId): Wish | undefined {
    return this.waiters.get(callId)?.wish;
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
    const waiter = this.waiters.get(callId);
    return waiter?.queue.everybody.indexOf(callId, waiter.wish.rank);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    const lines = [...(this.queues.get(queueId)?.agents ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1));
    return lines.flatMap(({ line }) => line.ids());
  }

  private seated(agentId: AgentId): Seated {
    const who = this.names.push(agentId) - 1;
    const seated: Seated = { who, queueIds: [], seats: [], isIn: false, idleSince: 0, calls: 0 };
    this.agents.set(agentId, seated);
    return seated;
  }

  private seat(agentId: AgentId, queueId: QueueId): Seat {
    const queue = this.queue(queueId);
    const standing = this.standingOf(agentId, queueId);
    const qualities = toldApart(queue.indexed, standing);
    const key = keyOf(queue.indexed, qualities);
    const peers = entry(queue.peers, key, () => ({ key, qualities, line: new Ranks<AgentId>(this.names) }));
    const { order } = queue;
    return { queue, tier: standing.penalty, number: Number(standing.number), order, peers, line: peers.line };
  }

  /** Somebody has come to wait for this agent only, or waits for them no more. */
  private regularsChanged(queue: QueueIndex, agentId: AgentId): void {
    takeWelcome(queue, agentId);
    if (this.isReadyIn(queue, agentId)) welcome(queue, agentId);
  }

  private isReadyIn(queue: QueueIndex, agentId: AgentId): boolean {
    const seated = this.agents.get(agentId);
    return seated?.isIn === true && seated.seats.some((seat) => seat.queue === queue);
  }

  private stir(queue: QueueIndex): void {
    if (queue.isStirred) return;
    queue.isStirred = true;
    this.stirred.push(queue);
  }

  private queue(queueId: QueueId): QueueIndex {
    return entry(this.queues, queueId, () => new QueueIndex(queueId, this.queueOf(queueId)));
  }
}

function sit(seated: Seated, agentId: AgentId): void {
  seated.isIn = true;
  for (const seat of seated.seats) {
    const { queue, line } = seat;
    if (line.size === 0) queue.agents.push(seat.peers);
    line.insert(seat.tier, firstBy(seat, seated), secondBy(seat, seated), seated.who);
    if (queue.waitingForOne > 0) welcome(queue, agentId);
  }
}

function rise(seated: Seated, agentId: AgentId): void {
  seated.isIn = false;
  for (const seat of seated.seats) {
    const { queue, line } = seat;
    line.delete(seat.tier, firstBy(seat, seated), secondBy(seat, seated), seated.who);
    if (line.size === 0) {
      const last = queue.agents.pop();
      if (last !== undefined && last !== seat.peers) queue.agents[queue.agents.indexOf(seat.peers)] = last;
    }
    if (queue.waitingForOne > 0) takeWelcome(queue, agentId);
  }
}

function firstBy({ order, number }: Seat, { idleSince, calls }: Seated): number {
  return order === 'idle' ? idleSince : order === 'calls' ? calls : number;
}

function secondBy({ order }: Seat, { idleSince }: Seated): number {
  return order === 'calls' ? idleSince : 0;
}

/** The first of those who wait for an agent who is ready. */
function welcome(queue: QueueIndex, agentId: AgentId): void {
  const line = queue.regulars.get(agentId);
  const callId = line?.first;
  if (line === undefined || callId === undefined) return;
  queue.welcome.insert(callId, line.firstRank);
  queue.welcomeBy.set(agentId, { callId, rank: line.firstRank });
}

function takeWelcome(queue: QueueIndex, agentId: AgentId): void {
  const first = queue.welcomeBy.get(agentId);
  if (first === undefined) return;
  queue.welcome.delete(first.callId, first.rank);
  queue.welcomeBy.delete(agentId);
}

/** The line of those who ask for the same. */
function lineOf({ askers }: QueueIndex, need: SkillNeed): LineUp<CallId> {
  const same = askers.find((one) => one.need.level === need.level && one.need.skill === need.skill);
  if (same !== undefined) return same.line;
  const line = new LineUp<CallId>();
  askers.push({ need, line });
  return line;
}

function nextOf(queue: QueueIndex): NextCall | null {
  if (queue.waiting === 0 || queue.agents.length === 0) return null;
  let best: LineUp<CallId> | null = null;
  for (const { need, line } of queue.askers) {
    if (line.size > 0 && isFirstBefore(line, best) && isServed(queue, need)) best = line;
  }
  if (queue.welcome.size > 0 && isFirstBefore(queue.welcome, best)) best = queue.welcome;
  const callId = best?.first;
  return best === null || callId === undefined ? null : { callId, rank: best.firstRank };
}

function isFirstBefore(line: LineUp<CallId>, other: LineUp<CallId> | null): boolean {
  if (other === null || line.firstRank < other.firstRank) return true;
  return line.firstRank === other.firstRank && (line.first ?? '') < (other.first ?? '');
}

function isSame(queueIds: readonly QueueId[], before: readonly QueueId[]): boolean {
  if (queueIds === before) return true;
  return queueIds.length === before.length && queueIds.every((queueId, at) => before[at] === queueId);
}

function isBefore(rank: number, callId: CallId, than: NextCall): boolean {
  return rank < than.rank || (rank === than.rank && callId < than.callId);
}

function isServed(queue: QueueIndex, need: SkillNeed): boolean {
  if (need.level === 0) return queue.agents.length > 0;
  return queue.agents.some(({ qualities }) => isQualified(qualities, need));
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
