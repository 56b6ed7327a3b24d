import type { Instant } from '../../kernel/clock.js';
import type { AgentPhase, AgentStep } from '../../kernel/domain-events.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';

/** What an agent does now; every phase answers every event (README: the state table). */
export interface AgentState {
  readonly version: 1;
  readonly agentId: AgentId;
  readonly tenantId: TenantId;
  readonly phase: AgentPhase;
  readonly since: Instant;
  readonly reason: string | null;
  readonly queueIds: readonly QueueId[];
  /** Since when the agent waits for a call; kept over an offer that was withdrawn. NOT_IDLE: did not wait before it. */
  readonly idleSince: Instant;
  readonly callId: CallId | null;
  /** Where the agent goes after the call; asked for during it. */
  readonly afterCall: 'ready' | 'notReady' | 'loggedOut';
  readonly afterCallReason: string | null;
  /** What is left of a wrap-up that a call of the agent's own interrupted, milliseconds; it goes on after that call. */
  readonly wrapUpLeftMs: number | null;
  /** Sign-ins that were refused because the tenant had no seat left. */
  readonly refusals: number;
  readonly seq: number;
  /** When the agent came here with the tenant, from another node; null: began here. */
  readonly adoptedAt: Instant | null;
  /** `back`: ready again, for the telephone may be there by then. */
  readonly timers: Readonly<Partial<Record<'wrapUp' | 'back', Instant>>>;
}

/** Of agents who place a call from a break or a wrap-up: should they be ready after it, they are so from then on. */
const NOT_IDLE: Instant = -1;

/** Why an offer did not become a conversation. */
export type MissedWhy = 'no_answer' | 'busy' | 'declined' | 'unreachable';

export type AgentEvent =
  | { readonly type: 'login'; readonly queueIds: readonly QueueId[] }
  | { readonly type: 'logout' }
  | { readonly type: 'goReady' }
  | { readonly type: 'goNotReady'; readonly reason: string }
  | { readonly type: 'offered'; readonly callId: CallId }
  /** The agent places a call: their own telephone is called first. */
  | { readonly type: 'dialsOut'; readonly callId: CallId }
  | { readonly type: 'answered' }
  /** backAt: it is held against nobody, then the agent is asked again. */
  | { readonly type: 'missed'; readonly why: MissedWhy; readonly backAt?: Instant }
  | { readonly type: 'backDue' }
  /** The tenant is at home on another node now. */
  | { readonly type: 'movedAway' }
  /** The offer was taken back, through no doing of the agent. */
  | { readonly type: 'withdrawn' }
  | { readonly type: 'callEnded'; readonly wrapUpS: number }
  | { readonly type: 'wrapUpEnded' };

export type AgentRefusal = 'acd.agent_not_logged_in' | 'acd.agent_busy';

export interface AgentDecision {
  readonly state: AgentState;
  readonly steps: readonly AgentStep[];
  readonly refusal: AgentRefusal | null;
}

export function newAgent(agentId: AgentId, tenantId: TenantId, now: Instant): AgentState {
  return {
    version: 1,
    agentId,
    tenantId,
    phase: 'loggedOut',
    since: now,
    reason: null,
    queueIds: [],
    idleSince: now,
    callId: null,
    afterCall: 'ready',
    afterCallReason: null,
    wrapUpLeftMs: null,
    refusals: 0,
    seq: 0,
    adoptedAt: null,
    timers: {},
  };
}

type Change = Partial<Omit<AgentState, 'version' | 'agentId' | 'tenantId' | 'seq' | 'since'>>;
type Answer = Change | AgentRefusal | null;
type Answers = { readonly [E in AgentEvent as E['type']]: (s: AgentState, e: E, now: Instant) => Answer };

/** Nothing to do: the event says nothing new in this phase. */
const stay = (): null => null;
const notLoggedIn = (): AgentRefusal => 'acd.agent_not_logged_in';
const busy = (): AgentRefusal => 'acd.agent_busy';

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
  timers: {},
});

function afterCall(s: AgentState, now: Instant): Change {
  // An older build's states know nothing of wrap-ups that go on.
  if ((s.wrapUpLeftMs ?? null) !== null) return resumeWrapUp(s.wrapUpLeftMs ?? 0, now);
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
  const goesOn = (s.wrapUpLeftMs ?? null) !== null;
  const keeps = s.afterCall === 'ready' && !goesOn && s.idleSince !== NOT_IDLE;
  return keeps ? { ...becomeReady(now), idleSince: s.idleSince } : afterCall(s, now);
}

function endCall(s: AgentState, e: { readonly wrapUpS: number }, now: Instant): Change {
  if (e.wrapUpS <= 0) return afterCall(s, now);
  return { phase: 'wrapUp', reason: null, timers: { wrapUp: now + e.wrapUpS * 1000 } };
}

const leave = (): Change => becomeLoggedOut(null);
const moveAway = (): Change => becomeLoggedOut('moved');

const later = {
  movedAway: (): Change => ({ afterCall: 'loggedOut', afterCallReason: 'moved' }),
  logout: (): Change => ({ afterCall: 'loggedOut', afterCallReason: null }),
  goReady: (): Change => ({ afterCall: 'ready', afterCallReason: null }),
  goNotReady: (_s: AgentState, e: { readonly reason: string }): Change => ({
    afterCall: 'notReady',
    afterCallReason: e.reason,
  }),
  /** Who logs in wants calls: a logout or a break asked for before is off. */
  login: (_s: AgentState, e: { readonly queueIds: readonly QueueId[] }): Change => ({
    queueIds: e.queueIds,
    afterCall: 'ready',
    afterCallReason: null,
  }),
};

const TABLE: Readonly<Record<AgentPhase, Answers>> = {
  loggedOut: {
    login: (_s, e, now) => ({ ...becomeReady(now), queueIds: e.queueIds }),
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
  },
  ready: {
    login: (_s, e) => ({ queueIds: e.queueIds }),
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
  },
  notReady: {
    login: (_s, e, now) => ({ ...becomeReady(now), queueIds: e.queueIds }),
    logout: leave,
    goReady: (_s, _e, now) => becomeReady(now),
    goNotReady: (_s, e) => ({ reason: e.reason, timers: {} }),
    offered: stay,
    dialsOut: (s, e) => ({
      phase: 'offered',
      callId: e.callId,
      reason: null,
      idleSince: NOT_IDLE,
      afterCall: 'notReady',
      afterCallReason: s.reason,
      timers: {},
    }),
    answered: stay,
    missed: stay,
    withdrawn: stay,
    callEnded: stay,
    wrapUpEnded: stay,
    backDue: (s, _e, now) => ({ ...becomeReady(now), idleSince: s.idleSince }),
    movedAway: moveAway,
  },
  offered: {
    ...later,
    offered: stay,
    dialsOut: busy,
    answered: () => ({ phase: 'talking', reason: null }),
    missed: (s, e) =>
      s.afterCall === 'loggedOut'
        ? becomeLoggedOut(s.afterCallReason)
        : { ...becomeNotReady(e.why), timers: e.backAt === undefined ? {} : { back: e.backAt } },
    withdrawn: (s, _e, now) => withdraw(s, now),
    callEnded: (s, _e, now) => withdraw(s, now),
    wrapUpEnded: stay,
    backDue: stay,
  },
  talking: {
    ...later,
    offered: stay,
    dialsOut: busy,
    answered: stay,
    missed: stay,
    withdrawn: stay,
    callEnded: endCall,
    wrapUpEnded: stay,
    backDue: stay,
  },
  wrapUp: {
    login: later.login,
    logout: leave,
    goReady: (_s, _e, now) => becomeReady(now),
    goNotReady: (_s, e) => becomeNotReady(e.reason),
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
  },
};

/** Decides what an event means for an agent: the next state, the steps to record, or why it cannot be. */
export function decideAgent(state: AgentState, event: AgentEvent, now: Instant): AgentDecision {
  const answer = (TABLE[state.phase][event.type] as (s: AgentState, e: AgentEvent, now: Instant) => Answer)(
    state,
    event,
    now,
  );
  if (answer === null) return { state, steps: [], refusal: null };
  if (typeof answer === 'string') return { state, steps: [], refusal: answer };
  const next = { ...state, ...answer };
  if (next.phase === state.phase && next.reason === state.reason) return { state: next, steps: [], refusal: null };
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
  return { state: moved, steps: [step], refusal: null };
}
