import type { AgentPhase, AgentStep } from '../../src/kernel/domain-events.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { AgentId, CallId } from '../../src/kernel/ids.js';
import type { Violations } from './violations.js';

export interface AgentStory {
  phase: AgentPhase;
  seq: number;
  idleSince: Instant;
  /** Ready before the call that is offered now. */
  wasIdle: boolean;
  callId: CallId | null;
  reason: string | null;
}

/** Which phase may follow which. */
const NEXT: Readonly<Record<AgentPhase, readonly AgentPhase[]>> = {
  loggedOut: ['ready'],
  // to itself when a rule has logged them in and they do so by hand
  ready: ['ready', 'offered', 'notReady', 'loggedOut'],
  // to itself with another reason
  notReady: ['notReady', 'ready', 'loggedOut', 'offered'],
  // back to a wrap-up that a call of their own interrupted
  offered: ['talking', 'ready', 'notReady', 'loggedOut', 'wrapUp'],
  talking: ['wrapUp', 'ready', 'notReady', 'loggedOut'],
  wrapUp: ['ready', 'notReady', 'loggedOut', 'offered'],
};

/** Follows the agents through their facts alone. */
export class AgentLedger {
  readonly stories = new Map<AgentId, AgentStory>();

  constructor(private readonly violations: Violations) {}

  step(step: AgentStep): void {
    let story = this.stories.get(step.agentId);
    if (story === undefined) {
      story = { phase: 'loggedOut', seq: 0, idleSince: step.at, wasIdle: false, callId: null, reason: null };
      this.stories.set(step.agentId, story);
    }
    const { from, to } = step;
    const told = (): string => `${step.agentId} step ${String(step.seq)}: ${from} -> ${to}, was ${story.phase}`;
    this.violations.check(step.seq === story.seq + 1, 'agent-step-seq-gapless', told);
    this.violations.check(from === story.phase, 'agent-steps-chain', told);
    this.violations.check(NEXT[from].includes(to), 'agent-steps-legal', told);
    if (to === 'offered') this.violations.check(step.callId !== null, 'offered-a-call', told);
    if (from === 'offered' && to === 'talking') {
      this.violations.check(step.callId === story.callId, 'talks-to-whom-was-offered', told);
    }
    // an offer that comes to nothing leaves the agent as idle as before; from a break or a wrap-up they were not idle
    if (from === 'notReady' || from === 'wrapUp') story.wasIdle = false;
    if (from === 'ready') story.wasIdle = true;
    const isAsIdle = from === 'ready' || (from === 'offered' && story.wasIdle);
    if (to === 'ready' && !isAsIdle) story.idleSince = step.at;
    const byHand = story.reason === 'duty_rule' && step.reason === null;
    if (from === 'ready' && to === 'ready') this.violations.check(byHand, 'ready-again-by-hand', told);
    story.reason = step.reason;
    story.phase = to;
    story.seq = step.seq;
    story.callId = to === 'offered' || to === 'talking' ? step.callId : null;
  }
}
