import type { Instant } from '../../kernel/clock.js';
import type { AgentPhase, AgentStep } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import {
  NOT_IDLE,
  REASON,
  type AgentDecision,
  type AgentEvent,
  type AgentRefusal,
  type AgentState,
  type LoginEvent,
} from './agent-state.js';

export {
  isFree,
  newAgent,
  upgradedAgent,
  type AgentDecision,
  type AgentEvent,
  type AgentRefusal,
  type AgentState,
  type MissedWhy,
  type TelephoneState,
} from './agent-state.js';

/** A wrap-up that is extended again and again ends some time, milliseconds. */
const LONGEST_WRAP_UP_MS = 3_600_000;

type Change = Partial<Omit<AgentState, 'version' | 'agentId' | 'tenantId' | 'seq' | 'since'>>;
type Answer = Change | AgentRefusal | null;
type Answers = { readonly [E in AgentEvent as E['type']]: (s: AgentState, e: E, now: Instant) => Answer };

/** Nothing to do: the event says nothing new in this phase. */
const stay = (): null => null;
const notLoggedIn = (): AgentRefusal => 'acd.agent_not_logged_in';
const busy = (): AgentRefusal => 'acd.agent_busy';
const noWrapUp = (): AgentRefusal => 'acd.not_in_wrap_up';
const telephoneIs = (s: AgentState, e: Pick<AgentState, 'telephone'>): Change | null =>
  s.telephone === e.telephone ? null : { telephone: e.telephone };

const becomeReady = (now: Instant): Change => ({
  phase: 'ready',
  reason: null,
  idleSince: now,
  callId: null,
  afterCall: 'ready',
  afterCallReason: null,
  wrapUpLeftMs: null,
  timers: {},
});
const becomeNotReady = (reason: string | null): Change => ({
  phase: 'notReady',
  reason,
  callId: null,
  afterCall: 'ready',
  afterCallReason: null,
  wrapUpLeftMs: null,
  timers: {},
});
const becomeLoggedOut = (reason: string | null): Change => ({
  phase: 'loggedOut',
  reason,
  queueIds: [],
  callId: null,
  afterCall: 'ready',
  afterCallReason: null,
  wrapUpLeftMs: null,
  byRule: null,
  extensionId: null,
  outsideNumber: null,
  timers: {},
});

/** Who logs in is so by hand or by the rule that says so. */
const entry = (
  e: LoginEvent,
): Pick<AgentState, 'queueIds' | 'byRule' | 'extensionId' | 'outsideNumber' | 'sitsOutUntil'> => ({
  queueIds: e.queueIds,
  byRule: e.byRule ?? null,
  extensionId: e.extensionId ?? null,
  outsideNumber: e.outsideNumber ?? null,
  sitsOutUntil: null,
});

function afterCall(s: AgentState, now: Instant): Change {
  if (s.wrapUpLeftMs !== null) return resumeWrapUp(s.wrapUpLeftMs, now);
  switch (s.afterCall) {
    case 'ready':
      return becomeReady(now);
    case 'notReady':
      return becomeNotReady(s.afterCallReason);
    case 'loggedOut':
      return becomeLoggedOut(s.afterCallReason);
  }
}

function resumeWrapUp(leftMs: number, now: Instant): Change {
  return { phase: 'wrapUp', reason: null, callId: null, wrapUpLeftMs: null, timers: { wrapUp: now + leftMs } };
}

/** An offer that ends without a conversation leaves the agent as idle as before, unless they asked for something else. */
function withdraw(s: AgentState, now: Instant): Change {
  const goesOn = s.wrapUpLeftMs !== null;
  const keeps = s.afterCall === 'ready' && !goesOn && s.idleSince !== NOT_IDLE;
  return keeps ? { ...becomeReady(now), idleSince: s.idleSince } : afterCall(s, now);
}

function endCall(s: AgentState, e: Extract<AgentEvent, { type: 'callEnded' }>, now: Instant): Change {
  const owes = e.owes === undefined || e.owes === s.said ? s.owes : e.owes;
  if (e.wrapUpS <= 0) return { ...afterCall(s, now), owes };
  return { phase: 'wrapUp', reason: null, owes, timers: { wrapUp: now + e.wrapUpS * 1000 } };
}

/** Also during the call; then nobody asks for it after it. */
const said = (s: AgentState, e: { readonly callId: CallId }): Change | null =>
  s.callId !== e.callId && s.owes !== e.callId ? null : { said: e.callId, owes: s.owes === e.callId ? null : s.owes };

function extend(s: AgentState, e: { readonly byS: number }, now: Instant): Change {
  const until = Math.max(s.timers.wrapUp ?? now, now) + e.byS * 1000;
  return { timers: { wrapUp: Math.min(until, s.since + LONGEST_WRAP_UP_MS) } };
}

/** By hand; a rule lets the agent alone for a while. */
const leave = (_s: AgentState, e: { readonly sitsOutUntil?: Instant }): Change => ({
  ...becomeLoggedOut(null),
  sitsOutUntil: e.sitsOutUntil ?? null,
});
const moveAway = (): Change => becomeLoggedOut(REASON.moved);
const stepBack = (_s: AgentState, e: { readonly why: string }): Change => becomeLoggedOut(e.why);
const stepBackLater = (s: AgentState, e: { readonly why: string }): Change | null =>
  s.afterCall === 'loggedOut' ? null : { afterCall: 'loggedOut', afterCallReason: e.why };

/** A rule has asked the agent to step back after the call. */
function isToStepBack({ afterCall: after, afterCallReason: why }: AgentState): boolean {
  return after === 'loggedOut' && (why === REASON.steppedBack || why === REASON.dutyRule);
}

/** Where an agent goes after a call who is not ready: whom a timer would have made ready is so, for they were there. */
function afterBreak({ timers, reason }: AgentState): Pick<AgentState, 'afterCall' | 'afterCallReason'> {
  return timers.back === undefined
    ? { afterCall: 'notReady', afterCallReason: reason }
    : { afterCall: 'ready', afterCallReason: null };
}

/** In a call after all; afterwards where the agent was. */
const foundIn = (s: AgentState, e: { readonly callId: AgentState['callId']; readonly phase: AgentPhase }): Change => ({
  phase: e.phase,
  callId: e.callId,
  reason: null,
  timers: {},
  ...(s.phase === 'notReady'
    ? afterBreak(s)
    : ({
        afterCall: s.phase === 'loggedOut' ? 'loggedOut' : 'ready',
        afterCallReason: s.phase === 'loggedOut' ? s.reason : null,
      } as const)),
});
const foundInAnother = (
  s: AgentState,
  e: { readonly callId: AgentState['callId']; readonly phase: AgentPhase },
): Change | null => (s.callId === e.callId && s.phase === e.phase ? null : { phase: e.phase, callId: e.callId });

/** What a rule had asked for before is off when it wants the agent after all; what the agent asked for is not. */
function logInLater(s: AgentState, e: LoginEvent): Change {
  const isByRule = e.byRule !== undefined;
  const isRules = s.afterCallReason === REASON.steppedBack || s.afterCallReason === REASON.dutyRule;
  // Who logs in wants calls: a logout or a break asked for before is off.
  return { ...entry(e), ...(isByRule && !isRules ? {} : { afterCall: 'ready', afterCallReason: null }) };
}

const later = {
  movedAway: (): Change => ({ afterCall: 'loggedOut', afterCallReason: REASON.moved }),
  logout: (_s: AgentState, e: { readonly sitsOutUntil?: Instant }): Change => ({
    afterCall: 'loggedOut',
    afterCallReason: null,
    sitsOutUntil: e.sitsOutUntil ?? null,
  }),
  // Who steps back for a rule does so, whatever they ask for: only a login by hand makes them their own master.
  goReady: (s: AgentState): Change | null => (isToStepBack(s) ? null : { afterCall: 'ready', afterCallReason: null }),
  goNotReady: (s: AgentState, e: { readonly reason: string }): Change | null =>
    isToStepBack(s) ? null : { afterCall: 'notReady', afterCallReason: e.reason },
  login: logInLater,
  stepBack: stepBackLater,
};

const LOGGED_OUT: Answers = {
  login: (_s, e, now) => ({
    ...becomeReady(now),
    ...entry(e),
    calls: 0,
    reason: e.byRule === undefined ? null : REASON.dutyRule,
  }),
  logout: stay,
  goReady: notLoggedIn,
  goNotReady: notLoggedIn,
  offered: stay,
  dialsOut: notLoggedIn,
  answered: stay,
  missed: stay,
  withdrawn: stay,
  callEnded: stay,
  wrapUpEnded: stay,
  backDue: stay,
  movedAway: stay,
  extendWrapUp: notLoggedIn,
  telephoneIs,
  stepBack: stay,
  endWrapUp: notLoggedIn,
  said,
  foundIn,
};

const READY: Answers = {
  login: (s, e) => ({ ...entry(e), reason: e.byRule === undefined ? null : s.reason }),
  logout: leave,
  goReady: stay,
  goNotReady: (_s, e) => becomeNotReady(e.reason),
  offered: (_s, e) => ({ phase: 'offered', callId: e.callId, reason: null }),
  dialsOut: (_s, e) => ({ phase: 'offered', callId: e.callId, reason: null }),
  answered: stay,
  missed: stay,
  withdrawn: stay,
  callEnded: stay,
  wrapUpEnded: stay,
  backDue: stay,
  movedAway: moveAway,
  extendWrapUp: noWrapUp,
  endWrapUp: noWrapUp,
  said,
  telephoneIs,
  stepBack,
  foundIn,
};

const NOT_READY: Answers = {
  login: (s, e, now) => {
    // Other queues of a rule are no reason to end a break.
    if (e.byRule !== undefined && s.byRule !== null) return entry(e);
    return { ...becomeReady(now), ...entry(e) };
  },
  logout: leave,
  goReady: (_s, _e, now) => becomeReady(now),
  goNotReady: (_s, e) => ({ reason: e.reason, timers: {} }),
  offered: stay,
  dialsOut: (s, e) => ({
    phase: 'offered',
    callId: e.callId,
    reason: null,
    idleSince: NOT_IDLE,
    ...afterBreak(s),
    timers: {},
  }),
  answered: stay,
  missed: stay,
  withdrawn: stay,
  callEnded: stay,
  wrapUpEnded: stay,
  backDue: (s, _e, now) => ({ ...becomeReady(now), idleSince: s.idleSince }),
  movedAway: moveAway,
  extendWrapUp: noWrapUp,
  endWrapUp: noWrapUp,
  said,
  telephoneIs,
  stepBack,
  foundIn,
};

const OFFERED: Answers = {
  ...later,
  offered: stay,
  dialsOut: busy,
  answered: (s) => ({ phase: 'talking', reason: null, calls: s.calls + 1 }),
  missed: (s, e) =>
    s.afterCall === 'loggedOut'
      ? becomeLoggedOut(s.afterCallReason)
      : { ...becomeNotReady(e.why), timers: e.backAt === undefined ? {} : { back: e.backAt } },
  withdrawn: (s, _e, now) => withdraw(s, now),
  callEnded: (s, _e, now) => withdraw(s, now),
  wrapUpEnded: stay,
  backDue: stay,
  extendWrapUp: noWrapUp,
  endWrapUp: noWrapUp,
  said,
  telephoneIs,
  foundIn: foundInAnother,
};

const TALKING: Answers = {
  ...later,
  offered: stay,
  dialsOut: busy,
  answered: stay,
  missed: stay,
  withdrawn: stay,
  callEnded: endCall,
  wrapUpEnded: stay,
  backDue: stay,
  extendWrapUp: noWrapUp,
  endWrapUp: noWrapUp,
  said,
  telephoneIs,
  foundIn: foundInAnother,
};

const WRAP_UP: Answers = {
  login: later.login,
  logout: leave,
  goReady: (s, _e, now) => (isToStepBack(s) ? afterCall(s, now) : becomeReady(now)),
  goNotReady: (s, e, now) => (isToStepBack(s) ? afterCall(s, now) : becomeNotReady(e.reason)),
  offered: stay,
  dialsOut: (s, e, now) => ({
    phase: 'offered',
    callId: e.callId,
    reason: null,
    idleSince: NOT_IDLE,
    wrapUpLeftMs: Math.max(0, (s.timers.wrapUp ?? now) - now),
    timers: {},
  }),
  answered: stay,
  missed: stay,
  withdrawn: stay,
  callEnded: stay,
  wrapUpEnded: (s, _e, now) => afterCall(s, now),
  backDue: stay,
  movedAway: moveAway,
  extendWrapUp: extend,
  endWrapUp: (s, _e, now) => afterCall(s, now),
  said,
  telephoneIs,
  stepBack: stepBackLater,
  foundIn,
};

const TABLE: Readonly<Record<AgentPhase, Answers>> = {
  loggedOut: LOGGED_OUT,
  ready: READY,
  notReady: NOT_READY,
  offered: OFFERED,
  talking: TALKING,
  wrapUp: WRAP_UP,
};

/** Decides what an event means for an agent: the next state, the steps to record and what was left out, or why it cannot be. */
export function decideAgent(state: AgentState, event: AgentEvent, now: Instant): AgentDecision {
  const answer = (TABLE[state.phase][event.type] as (s: AgentState, e: AgentEvent, now: Instant) => Answer)(
    state,
    event,
    now,
  );
  if (answer === null) return { state, steps: [], refusal: null, leftOut: [] };
  if (typeof answer === 'string') return { state, steps: [], refusal: answer, leftOut: [] };
  const { next, leftOut } = asked(state, { ...state, ...answer });
  if (next.phase === state.phase && next.reason === state.reason) {
    return { state: next, steps: [], refusal: null, leftOut };
  }
  const moved: AgentState = { ...next, since: now, seq: state.seq + 1 };
  const step: AgentStep = {
    kind: 'agent.step',
    id: `${state.agentId}:${String(moved.seq)}`,
    at: now,
    tenantId: state.tenantId,
    agentId: state.agentId,
    seq: moved.seq,
    from: state.phase,
    to: moved.phase,
    reason: moved.reason,
    callId: moved.callId ?? state.callId,
  };
  return { state: moved, steps: [step], refusal: null, leftOut };
}

/** What an agent is asked for is so until the wrap-up is over; one that another call interrupts goes on after it. */
function asked(
  before: AgentState,
  after: AgentState,
): { readonly next: AgentState; readonly leftOut: readonly CallId[] } {
  const isOver = after.phase !== 'wrapUp' && after.wrapUpLeftMs === null;
  const owes = isOver ? null : after.owes;
  const askedFor = new Set([before.owes, after.owes].filter((callId) => callId !== null));
  const leftOut = [...askedFor].filter((callId) => callId !== owes && callId !== after.said);
  return { next: owes === after.owes ? after : { ...after, owes }, leftOut };
}
