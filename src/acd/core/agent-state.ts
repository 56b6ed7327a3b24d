import type { Instant } from '../../kernel/clock.js';
import type { AgentPhase, AgentStep } from '../../kernel/domain-events.js';
import type { AgentId, CallId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';

/** `busy`: a call that is not the agent's uses it. `away`: not registered, or it does not answer. */
export type TelephoneState = 'free' | 'busy' | 'away';

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
  /** Conversations since the login. */
  readonly calls: number;
  /** Where the agent goes after the call; asked for during it. */
  readonly afterCall: 'ready' | 'notReady' | 'loggedOut';
  readonly afterCallReason: string | null;
  /** Of this call a disposition is asked for, until the wrap-up is over. */
  readonly owes: CallId | null;
  /** The last call of which the agent has said what came of it. */
  readonly said: CallId | null;
  /** What is left of a wrap-up that a call of the agent's own interrupted, milliseconds; it goes on after that call. */
  readonly wrapUpLeftMs: number | null;
  /** Sign-ins that were refused because the tenant had no seat left. */
  readonly refusals: number;
  readonly seq: number;
  /** When the agent came here with the tenant, from another node; null: began here. */
  readonly adoptedAt: Instant | null;
  /** Offered are only those whose telephone is free; the phase is the agent's own affair. */
  readonly telephone: TelephoneState;
  /** The duty rule that logged the agent in; null: they did so themselves. */
  readonly byRule: string | null;
  /** The telephone of this login where it is not the agent's own. */
  readonly extensionId: ExtensionId | null;
  /** The number outside at which the agent is called during this login; null: at a telephone of the house. */
  readonly outsideNumber: string | null;
  /** Who was logged in by rule and has logged out by hand is let alone until then. */
  readonly sitsOutUntil: Instant | null;
  /** `back`: ready again, for the telephone may be there by then. */
  readonly timers: Readonly<Partial<Record<'wrapUp' | 'back', Instant>>>;
}

/** Of agents who place a call from a break or a wrap-up: should they be ready after it, they are so from then on. */
export const NOT_IDLE: Instant = -1;

/** Why an offer did not become a conversation. */
export type MissedWhy = 'no_answer' | 'busy' | 'declined' | 'unreachable';

/** Reasons of steps that nobody chose. */
export const REASON = {
  /** Logged in by a rule; logged out because its hours are over. */
  dutyRule: 'duty_rule',
  /** Logged out because somebody serves the queue by hand. */
  steppedBack: 'stepped_back',
  moved: 'moved',
} as const;

export interface LoginEvent {
  readonly type: 'login';
  readonly queueIds: readonly QueueId[];
  /** The duty rule that does it; left out: the agent. */
  readonly byRule?: string;
  /** Where the agent is called during this login; left out: at their own telephone. */
  readonly extensionId?: ExtensionId | null;
  /** Where outside, in its normal form; left out: nowhere. */
  readonly outsideNumber?: string | null;
}

export type AgentEvent =
  | LoginEvent
  /** sitsOutUntil: no rule logs the agent in before. */
  | { readonly type: 'logout'; readonly sitsOutUntil?: Instant }
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
  /** owes: of this call a disposition is asked for. */
  | { readonly type: 'callEnded'; readonly wrapUpS: number; readonly owes?: CallId }
  /** What came of the call has been said. */
  | { readonly type: 'said'; readonly callId: CallId }
  | { readonly type: 'wrapUpEnded' }
  /** The agent needs no longer. */
  | { readonly type: 'endWrapUp' }
  /** The agent needs longer. */
  | { readonly type: 'extendWrapUp'; readonly byS: number }
  | { readonly type: 'telephoneIs'; readonly telephone: TelephoneState }
  /** The rule that logged the agent in no longer wants them: at once, or after the call. */
  | { readonly type: 'stepBack'; readonly why: 'duty_rule' | 'stepped_back' }
  /** A call holds the agent, whatever the agent's state says. */
  | { readonly type: 'foundIn'; readonly callId: CallId; readonly phase: 'offered' | 'talking' };

export type AgentRefusal = 'acd.agent_not_logged_in' | 'acd.agent_busy' | 'acd.not_in_wrap_up';

export interface AgentDecision {
  readonly state: AgentState;
  readonly steps: readonly AgentStep[];
  readonly refusal: AgentRefusal | null;
  /** Calls whose disposition was asked for, and is not asked for any more though nobody has said it. */
  readonly leftOut: readonly CallId[];
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
    calls: 0,
    afterCall: 'ready',
    afterCallReason: null,
    owes: null,
    said: null,
    wrapUpLeftMs: null,
    refusals: 0,
    seq: 0,
    adoptedAt: null,
    telephone: 'free',
    byRule: null,
    extensionId: null,
    outsideNumber: null,
    sitsOutUntil: null,
    timers: {},
  };
}

/** A state as an older build kept it, with what that build did not know of. */
export function upgradedAgent(agent: AgentState): AgentState {
  const whole = newAgent(agent.agentId, agent.tenantId, agent.since);
  return Object.keys(whole).every((field) => field in agent) ? agent : { ...whole, ...agent };
}

/** Whether callers may be given to the agent now. */
export function isFree({ phase, telephone }: Pick<AgentState, 'phase' | 'telephone'>): boolean {
  return phase === 'ready' && telephone === 'free';
}
