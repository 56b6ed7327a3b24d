import type { AgentState } from '../../acd/core/agent.js';
import {
  blankPace,
  expectedWaitMs,
  paceAfterAnswer,
  paceAfterCall,
  paceAfterWait,
  type QueuePace,
} from '../../acd/core/expected-wait.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { lineOf } from './call-views.js';
import type { LineView } from './line-view.js';
import type { Matching } from './matching.js';
import type { Outbox } from './outbox.js';
import type { TurnState } from './turn-events.js';

type Lines = Pick<Matching, 'positionOf' | 'waitingIn' | 'lengthOf'>;

/** Agents of a queue who are logged in, and those of them who take calls. */
interface Count {
  loggedIn: number;
  atWork: number;
}

/** What an agent is busy with: since the offer; of which queue it is, null: of none. */
interface Busy {
  readonly since: Instant;
  readonly queueId: QueueId | null;
  readonly answered: boolean;
}

const NOBODY: Readonly<Count> = { loggedIn: 0, atWork: 0 };

/** Who serves which queue, and how fast the queues move: counted from what agents and callers do. */
export class Staff implements LineView {
  readonly paces = new Map<QueueId, QueuePace>();
  private readonly counts = new Map<QueueId, Count>();
  private readonly agents = new Map<AgentId, AgentState>();
  private readonly busy = new Map<AgentId, Busy>();
  private readonly deserted = new Set<QueueId>();

  constructor(
    private readonly calls: ReadonlyMap<CallId, CallState>,
    private readonly lines: Lines,
    private readonly out: Pick<Outbox, 'changes'>,
  ) {}

  /** Takes in a state as the journal kept it; how long an agent's present call takes is not known any more. */
  load(state: Extract<TurnState, { kind: 'pace' | 'agent' }>): void {
    if (state.kind === 'agent') this.count(state.agent);
    else this.paces.set(state.pace.queueId, state.pace);
  }

  agentIs(agent: AgentState): void {
    this.follow(agent);
    this.count(agent);
  }

  /** A caller who was in a line is elsewhere, or gone. */
  callChanged(before: CallState | undefined, after: CallState | null, now: Instant): void {
    if (before === undefined || !isInLine(before) || (after !== null && isInLine(after))) return;
    const { inLine, queueId } = before;
    if (inLine === null || queueId === null) return;
    const gaveUp = after === null || after.phase === 'ending';
    this.set(paceAfterWait(this.paceOf(queueId), now - inLine.since, gaveUp));
  }

  ahead(callId: CallId): number | undefined {
    return this.lines.positionOf(callId);
  }

  waiting(queueId: QueueId): number {
    return this.lines.lengthOf(queueId);
  }

  loggedIn(queueId: QueueId): number {
    return (this.counts.get(queueId) ?? NOBODY).loggedIn;
  }

  atWork(queueId: QueueId): number {
    return (this.counts.get(queueId) ?? NOBODY).atWork;
  }

  /** How long a caller with so many before them will wait; null: nobody can say. */
  expectedWaitMs(queueId: QueueId, ahead: number): number | null {
    return expectedWaitMs(this.paceOf(queueId), ahead, this.atWork(queueId));
  }

  /** Who waits in a queue that the last of its agents has left, or gone on a break from, since this was asked last. */
  takeDeserted(): readonly CallId[] {
    const deserted = [...this.deserted].filter((queueId) => this.atWork(queueId) === 0);
    this.deserted.clear();
    return deserted.flatMap((queueId) => this.lines.waitingIn(queueId));
  }

  private follow(agent: AgentState): void {
    const { agentId, phase, since } = agent;
    const busy = this.busy.get(agentId);
    switch (phase) {
      case 'offered':
        if (busy === undefined) this.busy.set(agentId, { since, queueId: null, answered: false });
        return;
      case 'talking': {
        const call = agent.callId === null ? undefined : this.calls.get(agent.callId);
        const queueId = call === undefined ? null : lineOf(call);
        if (busy?.answered !== false) return;
        this.busy.set(agentId, { ...busy, queueId, answered: true });
        if (queueId !== null) this.set(paceAfterAnswer(this.paceOf(queueId), since - busy.since));
        return;
      }
      case 'wrapUp':
        return;
      case 'ready':
      case 'notReady':
      case 'loggedOut':
        this.busy.delete(agentId);
        if (busy?.answered === true) this.callDone(agent, busy);
    }
  }

  /** Of the queues that the agent served up to now, also where they have just left. */
  private callDone(agent: AgentState, busy: Busy): void {
    const served = this.agents.get(agent.agentId)?.queueIds ?? agent.queueIds;
    for (const queueId of served) {
      this.set(paceAfterCall(this.paceOf(queueId), agent.since - busy.since, queueId === busy.queueId));
    }
  }

  private count(agent: AgentState): void {
    const before = this.agents.get(agent.agentId);
    if (before !== undefined) for (const queueId of before.queueIds) this.add(queueId, before, -1);
    for (const queueId of agent.queueIds) this.add(queueId, agent, 1);
    this.agents.set(agent.agentId, agent);
    for (const queueId of before?.queueIds ?? []) {
      // Also who takes a break may be the last who was logged in.
      if (before?.phase !== 'loggedOut' && this.atWork(queueId) === 0) this.deserted.add(queueId);
    }
  }

  private add(queueId: QueueId, agent: AgentState, by: 1 | -1): void {
    if (agent.phase === 'loggedOut') return;
    const count = this.counts.get(queueId) ?? { ...NOBODY };
    this.counts.set(queueId, count);
    count.loggedIn += by;
    if (takesCalls(agent)) count.atWork += by;
  }

  private paceOf(queueId: QueueId): QueuePace {
    return this.paces.get(queueId) ?? blankPace(queueId);
  }

  private set(pace: QueuePace): void {
    this.paces.set(pace.queueId, pace);
    this.out.changes.set(`pace:${pace.queueId}`, { kind: 'pace', pace });
  }
}

/** Now, or after the present call. */
function takesCalls({ phase, afterCall }: AgentState): boolean {
  if (phase === 'ready' || phase === 'wrapUp') return true;
  return (phase === 'offered' || phase === 'talking') && afterCall === 'ready';
}

function isInLine({ phase, role, host }: CallState): boolean {
  return (phase === 'waiting' || phase === 'offering') && role === 'owner' && host === null;
}
