import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import type { AgentState } from './agent.js';
import { LineUp } from './line-up.js';
import type { QueueMemory } from './queue-memory.js';
import { LONGEST_IDLE, type QueueSelection, type SkillNeed, type Standing } from './queue-rules.js';
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
  readonly agents = new Map<string, Peers>();
  /** Callers who wait for one agent only. */
  readonly regulars = new Map<AgentId, LineUp<CallId>>();
  /** The first of them of each such agent who is ready. */
  readonly welcome = new LineUp<CallId>();
  readonly welcomeBy = new Map<AgentId, CallId>();
}

/**
 * Who waits and who is free, queue by queue: an index over the states of calls and agents, rebuilt when they are loaded.
 * Whatever comes or goes costs a binary search in each line it stands in; what a decision looks at are the first of each
 * line, of which a queue has as many as there are needs and qualities to tell apart, however many people stand in them.
 */
export class AcdIndex {
  private readonly queues = new Map<QueueId, QueueIndex>();
  private readonly wishes = new Map<CallId, Wish>();
  private readonly standsIn = new Map<AgentId, readonly { readonly queueId: QueueId; readonly key: string }[]>();

  /** @param queueOf what holds for a queue now */
  constructor(
    private readonly queueOf: (queueId: QueueId) => IndexedQueue = () => ({ rules: LONGEST_IDLE, skills: [] }),
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
      this.regularsChanged(wish.queueId, wish.agentId);
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
    this.regularsChanged(wish.queueId, wish.agentId);
  }

  /** Takes over what an agent's state says of being free. */
  agentIs(agent: AgentState, standingOf: (queueId: QueueId) => Standing): void {
    const { agentId } = agent;
    const before = this.standsIn.get(agentId) ?? [];
    this.standsIn.delete(agentId);
    for (const { queueId, key } of before) {
      const queue = this.queue(queueId);
      const line = queue.agents.get(key)?.line;
      line?.remove(agentId);
      if (line?.size === 0) queue.agents.delete(key);
    }
    if (agent.phase === 'ready') {
      const stands = agent.queueIds.map((queueId) => ({
        queueId,
        key: this.stand(agent, queueId, standingOf(queueId)),
      }));
      this.standsIn.set(agentId, stands);
    }
    for (const { queueId } of before) this.regularsChanged(queueId, agentId);
    if (agent.phase === 'ready') for (const queueId of agent.queueIds) this.regularsChanged(queueId, agentId);
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
    const able = [...queue.agents]
      .filter(([, { qualities }]) => isQualified(qualities, wish.need))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, peers]) => peers);
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
    const lines = [...(this.queues.get(queueId)?.agents ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return lines.flatMap(([, { line }]) => line.ids());
  }

  private stand(agent: AgentState, queueId: QueueId, standing: Standing): string {
    const queue = this.queueOf(queueId);
    const qualities = toldApart(queue, standing);
    const key = keyOf(queue, qualities);
    const { line } = entry(this.queue(queueId).agents, key, () => ({ qualities, line: new LineUp<AgentId>() }));
    line.put(agent.agentId, ...placeIn(queue.rules.strategy, standing, agent));
    return key;
  }

  private regularsChanged(queueId: QueueId, agentId: AgentId): void {
    const queue = this.queues.get(queueId);
    if (queue === undefined) return;
    const before = queue.welcomeBy.get(agentId);
    if (before !== undefined) queue.welcome.remove(before);
    queue.welcomeBy.delete(agentId);
    const first = queue.regulars.get(agentId)?.head;
    if (first === undefined || !this.isReadyIn(queueId, agentId)) return;
    queue.welcome.put(first.id, first.first);
    queue.welcomeBy.set(agentId, first.id);
  }

  private isReadyIn(queueId: QueueId, agentId: AgentId): boolean {
    return this.standsIn.get(agentId)?.some((stand) => stand.queueId === queueId) === true;
  }

  private queue(queueId: QueueId): QueueIndex {
    return entry(this.queues, queueId, () => new QueueIndex());
  }
}

function isBefore(rank: number, callId: CallId, than: { readonly rank: number; readonly callId: CallId }): boolean {
  return rank < than.rank || (rank === than.rank && callId < than.callId);
}

function isServed(queue: QueueIndex, need: SkillNeed): boolean {
  for (const { qualities } of queue.agents.values()) if (isQualified(qualities, need)) return true;
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
