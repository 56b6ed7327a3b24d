import type { AgentState } from '../../acd/core/agent.js';
import { isQualified, type IndexedQueue } from '../../acd/core/qualities.js';
import { blankMemory, type QueueMemory } from '../../acd/core/queue-memory.js';
import type { SkillNeed } from '../../acd/core/queue-rules.js';
import { regularKey, Regulars, type Regular } from '../../acd/core/regulars.js';
import { AcdIndex } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { lineOf } from './call-views.js';
import { callbackInLine } from './callback/callback-state.js';
import { selectionOf, skillsAskedFor, standingOf, type NodeConfig } from './node-config.js';
import type { Outbox } from './outbox.js';
import { isQueueServed } from './places.js';
import type { TurnState } from './turn-events.js';
import { waiterOf, wishOf, type Waiter } from './wish.js';

/** Matches one turn may make; more: the cores send each other in a circle. */
const MAX_MATCHES = 100_000;

/** Who is to be called for whom; several at once where the queue calls all. */
export interface Match {
  readonly callId: CallId;
  readonly agentIds: readonly [AgentId, ...AgentId[]];
}

/** Who waits and who is free, and where that has changed in this turn. */
export class Matching {
  private acd: AcdIndex;
  private readonly regulars = new Regulars();
  private readonly memories = new Map<QueueId, QueueMemory>();
  /** Who waits and is in no line, because nobody knows yet what they ask for. */
  private readonly unplaced = new Set<CallId>();
  /** The agent whom the caller had last, as long as they serve the queue and know what the caller asks for today. */
  private readonly regularOf = ({ queueId, caller }: Waiter, need: SkillNeed): AgentId | null => {
    const agentId = this.regulars.agentOf(queueId, caller);
    const agent = agentId === null ? undefined : this.acd.agent(agentId);
    if (agent === undefined || !mayComeBack(agent, queueId)) return null;
    // Another number may have been called, or they learnt less since.
    const standing = standingOf(this.config.agents.get(agent.agentId), queueId);
    return isQualified(standing, need) ? agent.agentId : null;
  };
  private readonly isServed = (queueId: QueueId): boolean => isQueueServed(queueId, this.config);

  constructor(
    private config: NodeConfig,
    private readonly calls: ReadonlyMap<CallId, CallState>,
    private readonly out: Pick<Outbox, 'changes'>,
    private readonly callbacks: ReadonlyMap<CallId, Waiter> = new Map(),
  ) {
    this.acd = indexOf(config);
  }

  /** Takes in a state as the journal kept it. */
  load(state: Extract<TurnState, { kind: 'call' | 'agent' | 'queue' | 'regular' }>): void {
    switch (state.kind) {
      case 'call':
        if (state.call.phase !== 'waiting') return;
        this.standsInLine(state.call.callId);
        return;
      case 'agent':
        this.put(state.agent);
        this.acd.rest();
        return;
      case 'queue':
        this.memories.set(state.queue.queueId, state.queue);
        return;
      case 'regular':
        this.regulars.load(state.regular);
        return;
    }
  }

  /** Somebody stands in the line whom the journal has there. */
  standsInLine(callId: CallId): void {
    this.putInLine(callId);
    this.acd.rest();
  }

  /** What is remembered of whom callers were given to, as the journal keeps it. */
  states(): ReadonlyMap<string, TurnState> {
    const queues = [...this.memories].map(([id, queue]) => [`queue:${id}`, { kind: 'queue', queue }] as const);
    const regulars = [...this.regulars.byKey].map(
      ([key, regular]) => [`regular:${key}`, { kind: 'regular', regular }] as const,
    );
    return new Map<string, TurnState>([...queues, ...regulars]);
  }

  /** Everybody stands where the configuration of now puts them. */
  reconfigure(config: NodeConfig): void {
    this.config = config;
    const agents = this.acd.agents();
    const calls = this.acd.calls();
    this.acd = indexOf(config);
    for (const agent of agents) this.put(agent);
    this.putInLines(calls);
  }

  callWaits(callId: CallId): void {
    this.putInLine(callId);
  }

  callLeaves(callId: CallId): void {
    if (this.unplaced.size > 0) this.unplaced.delete(callId);
    this.acd.callLeaves(callId);
  }

  agentIs(agent: AgentState): void {
    this.put(agent);
  }

  /** The agent has taken the call: its caller will be brought back to them where the queue does that. */
  answered(callId: CallId, agentId: AgentId, now: Instant): void {
    const call = this.calls.get(callId);
    const queueId = call === undefined ? null : lineOf(call);
    if (call === undefined || queueId === null) return;
    const callback = call.callback === null ? undefined : this.callbacks.get(call.callback.callbackId);
    const { caller } = callback ?? call;
    if (selectionOf(this.config.queues.get(queueId)).stickyS === 0 || caller === '') return;
    const regular: Regular = { version: 1, queueId, caller, agentId, at: now };
    for (const key of this.regulars.served(regular)) this.out.changes.set(`regular:${key}`, null);
    this.out.changes.set(`regular:${regularKey(regular)}`, { kind: 'regular', regular });
  }

  /** Somebody may be free, and somebody waiting, anywhere. */
  lookEverywhere(): void {
    this.putInLines(this.acd.calls());
  }

  /** Brings together all who can be, one pair after the other; each takes the call out of its line. */
  matchAll(bring: (match: Match) => void): void {
    for (let made = 0; made < MAX_MATCHES; made += 1) {
      const match = this.nextMatch();
      if (match === null) return;
      this.callLeaves(match.callId);
      bring(match);
    }
    throw new Error('calls.turn_does_not_settle');
  }

  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.acd.waitingIn(queueId);
  }

  /** How many wait in the queue. */
  lengthOf(queueId: QueueId): number {
    return this.acd.lengthOf(queueId);
  }

  /** How many of its queue come before the call; undefined where it does not wait. */
  positionOf(callId: CallId): number | undefined {
    return this.acd.positionOf(callId);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    return this.acd.readyIn(queueId);
  }

  /** Of all who can be served now whoever waits longest comes first, also where one turn frees several agents. */
  private nextMatch(): Match | null {
    const next = this.acd.next(this.isServed);
    if (next === null) return null;
    const { callId, queueId } = next;
    const memory = this.memories.get(queueId) ?? blankMemory(queueId);
    const picked = this.acd.pickFor(callId, memory);
    if (picked === null) throw new Error('calls.nobody_to_pick');
    if (picked.memory !== memory) {
      this.memories.set(queueId, picked.memory);
      this.out.changes.set(`queue:${queueId}`, { kind: 'queue', queue: picked.memory });
    }
    return { callId, agentIds: [picked.agentId, ...(picked.others ?? [])] };
  }

  private putInLines(calls: readonly CallId[]): void {
    for (const callId of [...calls, ...this.unplaced]) this.putInLine(callId);
    this.acd.lookEverywhere();
  }

  private putInLine(callId: CallId): void {
    const waiter = this.waiter(callId);
    if (waiter === null) {
      this.unplaced.add(callId);
      return;
    }
    if (this.unplaced.size > 0) this.unplaced.delete(callId);
    this.acd.callWaits(callId, wishOf(waiter, this.config, this.regularOf));
  }

  /** Who waits under this id: a caller, or somebody who is to be called back. */
  private waiter(callId: CallId): Waiter | null {
    const callbackId = callbackInLine(callId);
    if (callbackId !== null) return this.callbacks.get(callbackId) ?? null;
    const call = this.calls.get(callId);
    return call === undefined ? null : waiterOf(call);
  }

  private put(agent: AgentState): void {
    const { agentId } = agent;
    const before = this.acd.agentIs(agent);
    if (before === undefined || (takesCalls(agent) && agent.queueIds === before.queueIds)) return;
    for (const queueId of before.queueIds) {
      if (!mayComeBack(agent, queueId)) this.nobodyWaitsFor(agentId, queueId);
    }
  }

  private nobodyWaitsFor(agentId: AgentId, queueId: QueueId): void {
    const calls = this.acd.regularsOf(queueId, agentId);
    for (const callId of calls) this.putInLine(callId);
  }
}

/** Whether the agent serves the queue, now or when a call is over. */
function mayComeBack(agent: AgentState, queueId: QueueId): boolean {
  return takesCalls(agent) && agent.queueIds.includes(queueId);
}

function takesCalls({ phase }: AgentState): boolean {
  return phase !== 'loggedOut' && phase !== 'notReady';
}

/** An empty index of the configuration. */
function indexOf(config: NodeConfig): AcdIndex {
  const known = new Map<QueueId, IndexedQueue>();
  const queueOf = (queueId: QueueId): IndexedQueue => {
    let queue = known.get(queueId);
    if (queue === undefined) {
      const rules = selectionOf(config.queues.get(queueId));
      queue = { rules, skills: skillsAskedFor(config.queues.get(queueId), config) };
      known.set(queueId, queue);
    }
    return queue;
  };
  return new AcdIndex(queueOf, (agentId, queueId) => standingOf(config.agents.get(agentId), queueId));
}
