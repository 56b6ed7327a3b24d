import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import { isFree, type AgentState } from './agent.js';
import type { QueueMemory } from './queue-memory.js';
import { QueueIndex, type Askers, type NextCall } from './queue-index.js';
import type { IndexedQueue } from './qualities.js';
import type { SkillNeed, Standing } from './queue-rules.js';
import { NOBODY, People } from './people.js';
import { ReadyLines } from './ready-lines.js';
import { PICK, type Picked } from './strategies.js';

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

/** Who waits, and with whom. */
interface Waiter {
  readonly wish: Wish;
  readonly queue: QueueIndex;
  /** Those who ask for the same; null: waits for one agent only. */
  readonly askers: Askers | null;
}

/**
 * Who waits and who is free, queue by queue: an index over the states of calls and agents, rebuilt when they are loaded.
 * Whatever comes or goes costs a binary search in each line it stands in; what a decision looks at are the first of each
 * line, of which a queue has as many as there are needs and qualities to tell apart, however many people stand in them.
 */
export class AcdIndex {
  private readonly queues = new Map<QueueId, QueueIndex>();
  /** By the number that stands for the queue. */
  private readonly byNumber: QueueIndex[] = [];
  private readonly waiters = new Map<CallId, Waiter>();
  private readonly people = new People();
  private readonly lines = new ReadyLines(this.people);
  /** Queues in which somebody has begun to wait or become free since they were looked at in vain. */
  private readonly stirred: number[] = [];
  private readonly isStirred: boolean[] = [];
  /** Filled anew by every choice. */
  private readonly classes: number[] = [];

  /** Queues and agents are as they are at first sight for as long as the index lives. */
  constructor(
    private readonly queueOf: (queueId: QueueId) => IndexedQueue,
    private readonly standingOf: (agentId: AgentId, queueId: QueueId) => Standing,
  ) {}

  /** Lets a call wait; a call that comes back with its old rank has its old place. */
  callWaits(callId: CallId, wish: Wish): void {
    this.callLeaves(callId);
    const queue = this.queue(wish.queueId);
    const { agentId, rank } = wish;
    const askers = agentId === null ? queue.askersOf(wish.need) : null;
    this.waiters.set(callId, { wish, queue, askers });
    if (askers !== null) queue.callWaits(callId, rank, askers);
    else if (agentId !== null) queue.callWaitsFor(agentId, callId, rank, this.isReadyIn(queue, agentId));
    this.stir(queue.ready.queue);
  }

  callLeaves(callId: CallId): void {
    const waiter = this.waiters.get(callId);
    if (waiter === undefined) return;
    this.waiters.delete(callId);
    const { queue, askers, wish } = waiter;
    const { agentId, rank } = wish;
    if (askers !== null) queue.callLeaves(callId, rank, askers);
    else if (agentId !== null) queue.callNoLongerWaitsFor(agentId, callId, rank, this.isReadyIn(queue, agentId));
  }

  /** Takes over what an agent's state says of being free; returns what was said before, of who was logged in. */
  agentIs(agent: AgentState): AgentState | undefined {
    const { people } = this;
    const who = people.whoIs(agent.agentId);
    const before = people.stateOf(who);
    people.setState(who, agent.phase === 'loggedOut' ? undefined : agent);
    if (people.isReady(who)) this.rise(who, agent.agentId);
    if (!isFree(agent)) return before;
    if (!people.isSeatedIn(who, agent.queueIds)) this.seat(who, agent);
    people.setIdle(who, agent);
    this.sit(who, agent.agentId);
    return before;
  }

  /** The state of an agent who is logged in. */
  agent(agentId: AgentId): AgentState | undefined {
    const who = this.people.find(agentId);
    return who === NOBODY ? undefined : this.people.stateOf(who);
  }

  /** Who is logged in. */
  agents(): readonly AgentState[] {
    return this.people.loggedIn();
  }

  /** What has changed up to now is no reason to look. */
  rest(): void {
    for (const queue of this.stirred) this.isStirred[queue] = false;
    this.stirred.length = 0;
  }

  /** Somebody may be free, and somebody waiting, anywhere. */
  lookEverywhere(): void {
    for (const queue of this.byNumber.keys()) this.stir(queue);
  }

  /**
   * Of all who can be served now, in the queues where anything has changed, whoever waits longest; null: nobody.
   *
   * @param isServed whether callers of the queue may be given to anybody at all
   */
  next(isServed: (queueId: QueueId) => boolean): NextCall | null {
    const first = this.longestWaiting();
    if (first === NOBODY) return null;
    let best = this.look(first, isServed);
    const looked = best === null ? NOBODY : this.stirred[first];
    for (let at = this.stirred.length - 1; at >= 0; at -= 1) {
      const queue = this.stirred[at] ?? NOBODY;
      if (queue === looked || (best !== null && this.lines.firstRank(queue) > best.rank)) continue;
      const next = this.look(at, isServed);
      if (next !== null && (best === null || isBefore(next, best))) best = next;
    }
    return best;
  }

  /** The next call of a queue that somebody can be found for, or null. */
  nextIn(queueId: QueueId): NextCall | null {
    return this.queues.get(queueId)?.next() ?? null;
  }

  /** Who of those who are ready gets a call; null: nobody can. */
  pickFor(callId: CallId, memory: QueueMemory): Picked | null {
    const waiter = this.waiters.get(callId);
    if (waiter === undefined) return null;
    const { wish, queue, askers } = waiter;
    if (wish.agentId !== null) return this.isReadyIn(queue, wish.agentId) ? { agentId: wish.agentId, memory } : null;
    if (askers === null) return null;
    const { ready, indexed } = queue;
    const { classes } = this;
    const { levels } = askers;
    ready.choose(levels, wish.need.level, indexed.rules.byArea ? wish.caller : null, classes);
    return PICK[indexed.rules.strategy]({ ready, classes, levels }, memory, indexed.rules);
  }

  /** All who wait. */
  calls(): readonly CallId[] {
    return [...this.waiters.keys()];
  }

  /** Who waits for this agent only. */
  regularsOf(queueId: QueueId, agentId: AgentId): readonly CallId[] {
    return this.queues.get(queueId)?.regularsOf(agentId) ?? [];
  }

  /** In their order. */
  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.queues.get(queueId)?.callIds() ?? [];
  }

  /** How many wait in the queue. */
  lengthOf(queueId: QueueId): number {
    return this.queues.get(queueId)?.waiting ?? 0;
  }

  /** How many of the queue come before the call; undefined where it does not wait. */
  positionOf(callId: CallId): number | undefined {
    const waiter = this.waiters.get(callId);
    return waiter?.queue.positionOf(callId, waiter.wish.rank);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    return this.queues.get(queueId)?.ready.agentIds() ?? [];
  }

  /** The agent stands in these queues from now on. */
  private seat(who: number, { agentId, queueIds }: AgentState): void {
    const seats = queueIds.map((queueId) => {
      const queue = this.queue(queueId);
      const standing = this.standingOf(agentId, queueId);
      this.people.setNumber(who, Number(standing.number));
      return [queue.ready.queue, queue.classOf(standing)] as const;
    });
    this.people.seat(who, queueIds, seats);
  }

  private sit(who: number, agentId: AgentId): void {
    const { people, lines } = this;
    people.setReady(who, true);
    for (let seat = people.seatsOf(who) - 1; seat >= 0; seat -= 1) {
      const queue = people.queueAt(who, seat);
      lines.insert(queue, people.classAt(who, seat), who);
      if (lines.steadfast(queue) > 0) this.byNumber[queue]?.regularsChanged(agentId, true);
      if (lines.waiting(queue) > 0) this.stir(queue);
    }
  }

  private rise(who: number, agentId: AgentId): void {
    const { people, lines } = this;
    people.setReady(who, false);
    for (let seat = people.seatsOf(who) - 1; seat >= 0; seat -= 1) {
      const queue = people.queueAt(who, seat);
      lines.delete(queue, people.classAt(who, seat), who);
      if (lines.steadfast(queue) > 0) this.byNumber[queue]?.regularsChanged(agentId, false);
    }
  }

  private isReadyIn(queue: QueueIndex, agentId: AgentId): boolean {
    const { people } = this;
    const who = people.find(agentId);
    if (who === NOBODY || !people.isReady(who)) return false;
    for (let seat = people.seatsOf(who) - 1; seat >= 0; seat -= 1) {
      if (people.queueAt(who, seat) === queue.ready.queue) return true;
    }
    return false;
  }

  private stir(queue: number): void {
    if (this.isStirred[queue] === true) return;
    this.isStirred[queue] = true;
    this.stirred.push(queue);
  }

  /** Of the queues where anything has changed and anybody may be served: which one's caller may have waited longest. */
  private longestWaiting(): number {
    const { lines, stirred } = this;
    let longest = NOBODY;
    let rank = Infinity;
    let kept = 0;
    for (const queue of stirred) {
      if (lines.waiting(queue) === 0 || lines.size(queue) === 0) {
        this.isStirred[queue] = false;
        continue;
      }
      if (longest === NOBODY || lines.firstRank(queue) < rank) {
        longest = kept;
        rank = lines.firstRank(queue);
      }
      stirred[kept] = queue;
      kept += 1;
    }
    stirred.length = kept;
    return longest;
  }

  /** Who comes next of the queue that stands there among the stirred ones; where nobody does, another stands there now. */
  private look(at: number, isServed: (queueId: QueueId) => boolean): NextCall | null {
    const queue = this.stirred[at] ?? NOBODY;
    const index = this.byNumber[queue];
    const next = index?.next() ?? null;
    if (index !== undefined && next !== null && isServed(index.queueId)) return next;
    this.isStirred[queue] = false;
    const last = this.stirred.pop();
    if (last !== undefined && last !== queue) this.stirred[at] = last;
    return null;
  }

  private queue(queueId: QueueId): QueueIndex {
    const there = this.queues.get(queueId);
    if (there !== undefined) return there;
    const made = new QueueIndex(queueId, this.queueOf(queueId), this.lines);
    this.queues.set(queueId, made);
    this.byNumber[made.ready.queue] = made;
    return made;
  }
}

function isBefore({ rank, callId }: NextCall, than: NextCall): boolean {
  return rank < than.rank || (rank === than.rank && callId < than.callId);
}
