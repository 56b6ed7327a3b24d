import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import { LineUp } from './line-up.js';
import { keyOf, toldApart, type IndexedQueue } from './qualities.js';
import type { SkillNeed, Standing } from './queue-rules.js';
import { ReadyAgents } from './ready-agents.js';
import type { ReadyLines } from './ready-lines.js';
import { ORDER } from './strategies.js';

/** Callers who ask for the same. */
export interface Askers {
  readonly need: SkillNeed;
  /** Of the skill, by class of agents. */
  readonly levels: readonly number[];
  readonly line: LineUp<CallId>;
}

/** The next call that somebody can be found for. */
export interface NextCall {
  readonly queueId: QueueId;
  readonly callId: CallId;
  readonly rank: number;
}

/** Who waits in one queue and who is ready in it. Its lines: callers who ask for the same, agents who are alike. */
export class QueueIndex {
  readonly ready: ReadyAgents;
  /** As many as there are needs to tell apart. */
  private readonly askers: Askers[] = [];
  /** Callers who wait for one agent only: all of them, and those of each agent. */
  private readonly steadfast = new LineUp<CallId>();
  private readonly regulars = new Map<AgentId, LineUp<CallId>>();
  /** The first of them of each such agent who is ready. */
  private readonly welcome = new LineUp<CallId>();
  private readonly welcomeBy = new Map<AgentId, NextCall>();

  constructor(
    readonly queueId: QueueId,
    readonly indexed: IndexedQueue,
    private readonly lines: ReadyLines,
  ) {
    this.ready = new ReadyAgents(lines, ORDER[indexed.rules.strategy]);
  }

  /** How many wait. */
  get waiting(): number {
    return this.lines.waiting(this.ready.queue);
  }

  /** The class of agents who stand so in the queue. */
  classOf(standing: Standing): number {
    const qualities = toldApart(this.indexed, standing);
    return this.ready.classOf(standing.penalty, keyOf(this.indexed, qualities), qualities);
  }

  askersOf(need: SkillNeed): Askers {
    for (const one of this.askers) if (one.need.level === need.level && one.need.skill === need.skill) return one;
    const made = { need, levels: this.ready.levelsIn(need.skill), line: new LineUp<CallId>() };
    this.askers.push(made);
    return made;
  }

  callWaits(callId: CallId, rank: number, askers: Askers): void {
    askers.line.insert(callId, rank);
    this.callCame(rank);
  }

  callLeaves(callId: CallId, rank: number, askers: Askers): void {
    askers.line.delete(callId, rank);
    this.callWent(rank);
  }

  callWaitsFor(agentId: AgentId, callId: CallId, rank: number, isReady: boolean): void {
    this.steadfast.insert(callId, rank);
    const line = this.regulars.get(agentId) ?? new LineUp<CallId>();
    line.insert(callId, rank);
    this.regulars.set(agentId, line);
    this.callCame(rank);
    this.regularsChanged(agentId, isReady);
  }

  callNoLongerWaitsFor(agentId: AgentId, callId: CallId, rank: number, isReady: boolean): void {
    this.steadfast.delete(callId, rank);
    const line = this.regulars.get(agentId);
    line?.delete(callId, rank);
    if (line?.size === 0) this.regulars.delete(agentId);
    this.callWent(rank);
    this.regularsChanged(agentId, isReady);
  }

  /** An agent has become ready for whom somebody may wait, or is so no more. */
  regularsChanged(agentId: AgentId, isReady: boolean): void {
    this.takeWelcome(agentId);
    if (isReady) this.makeWelcome(agentId);
  }

  next(): NextCall | null {
    if (this.waiting === 0 || this.ready.size === 0) return null;
    let best: LineUp<CallId> | null = null;
    for (const { need, levels, line } of this.askers) {
      if (line.size > 0 && isFirstBefore(line, best) && this.ready.isThere(levels, need.level)) best = line;
    }
    if (this.welcome.size > 0 && isFirstBefore(this.welcome, best)) best = this.welcome;
    const callId = best?.first;
    return best === null || callId === undefined ? null : { queueId: this.queueId, callId, rank: best.firstRank };
  }

  /** How many come before a call that waits. */
  positionOf(callId: CallId, rank: number): number {
    const before = this.askers.reduce((sum, { line }) => sum + line.indexOf(callId, rank), 0);
    return before + this.steadfast.indexOf(callId, rank);
  }

  /** In their order. */
  callIds(): readonly CallId[] {
    const lines = [...this.askers.map(({ line }) => line), this.steadfast].filter(({ size }) => size > 0);
    const [only, ...others] = lines;
    if (only === undefined) return [];
    if (others.length === 0) return only.ids();
    const all = lines.flatMap((line) => line.entries());
    return all.sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([callId]) => callId);
  }

  regularsOf(agentId: AgentId): readonly CallId[] {
    return this.regulars.get(agentId)?.ids() ?? [];
  }

  private callCame(rank: number): void {
    const { queue } = this.ready;
    const firstRank = Math.min(this.lines.firstRank(queue), rank);
    this.lines.setWaiting(queue, this.waiting + 1, this.steadfast.size, firstRank);
  }

  private callWent(rank: number): void {
    const { queue } = this.ready;
    let firstRank = this.lines.firstRank(queue);
    if (rank === firstRank) {
      firstRank = this.steadfast.firstRank;
      for (const { line } of this.askers) firstRank = Math.min(firstRank, line.firstRank);
    }
    this.lines.setWaiting(queue, this.waiting - 1, this.steadfast.size, firstRank);
  }

  private makeWelcome(agentId: AgentId): void {
    const line = this.regulars.get(agentId);
    const callId = line?.first;
    if (line === undefined || callId === undefined) return;
    this.welcome.insert(callId, line.firstRank);
    this.welcomeBy.set(agentId, { queueId: this.queueId, callId, rank: line.firstRank });
  }

  private takeWelcome(agentId: AgentId): void {
    const first = this.welcomeBy.get(agentId);
    if (first === undefined) return;
    this.welcome.delete(first.callId, first.rank);
    this.welcomeBy.delete(agentId);
  }
}

function isFirstBefore(line: LineUp<CallId>, other: LineUp<CallId> | null): boolean {
  if (other === null || line.firstRank < other.firstRank) return true;
  return line.firstRank === other.firstRank && (line.first ?? '') < (other.first ?? '');
}
