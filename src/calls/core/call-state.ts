import type { CallDirection } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { EndedBy, LostReason } from '../../kernel/domain-events.js';
import type {
  AgentId,
  CallId,
  ChannelId,
  ExtensionId,
  PlaybackId,
  QueueId,
  RingGroupId,
  TariffId,
  TenantId,
  TrunkId,
} from '../../kernel/ids.js';
import type { Destination } from '../../kernel/destination.js';
import type { Language } from '../../kernel/language.js';
import type { CallRole } from '../../kernel/visit.js';
import type { FlowProgress } from '../../ivr/core/flow-state.js';
import type { Asking } from './callback/asking.js';
import type { CallbackTry } from './callback/callback-state.js';
import type { OutsideLeg, OutsideParty, PersonParty } from './outside/outside-party.js';
import type { Talk } from './talk/side-leg.js';
import type { OpenLine } from './agent-line.js';
import type { MessageLeft } from './message-left.js';
import type { SignIn } from './sign-in.js';

/** The phases of a call (README: the state table). A call that has ended has no state any more, only its record. */
export const CALL_PHASES = [
  /** An announcement before the answer, then the refusal. */
  'announcing',
  /** In a menu. */
  'navigating',
  /** Somebody logs in by the keys of a telephone. */
  'signingIn',
  /** The open line of an agent: nothing, or what comes to it. */
  'standingBy',
  /** In a queue, no telephone rings. */
  'waiting',
  /** In a queue, an agent's telephone is called. */
  'offering',
  /** An extension is called, without a queue. */
  'ringing',
  /** Of a call that we place: the agent's own telephone is called. */
  'calling',
  /** Of a call that we place: the customer is called, the agent hears it ringing. */
  'dialling',
  /** Another tenant's queue on another node is asked for somebody. */
  'visiting',
  'talking',
  /** The caller leaves a message: is told how, then recorded. */
  'voicemail',
  /** The tenant has moved: its new home is asked to take the call over. */
  'handingOver',
  /** It is another node's call, which is called. */
  'relaying',
  /** It is another node's call, and that node talks to the caller. */
  'relayed',
  /** The last prompt before the hang-up. */
  'closing',
  /** Hung up; the channels are not all gone yet. */
  'ending',
] as const;
export type CallPhase = (typeof CALL_PHASES)[number];

export type CallTimer =
  | 'prompt'
  | 'key'
  | 'maxWait'
  /** The caller may be given to others than so far. */
  | 'widen'
  /** Something is to be said to a caller who waits. */
  | 'say'
  | 'ring'
  /** A message has become as long as it may. */
  | 'message'
  /** Another node is called once more. */
  | 'again'
  /** The telephone of somebody who is asked to join a conversation rings. */
  | 'side'
  /** Channels that should be gone. */
  | 'endGuard';

export interface CallerLeg {
  readonly channelId: ChannelId;
  readonly endpoint: string;
  readonly since: Instant;
  readonly answered: boolean;
  readonly gone: boolean;
  /** Who is there, where it is somebody of the house, or was the second before; left out: who called. */
  readonly party?: PersonParty;
  /** By which line the agent is called who places the call, where that is at a number of the network. */
  readonly outside?: Omit<OutsideParty, 'kind'>;
}

/** The leg that we dial to bring somebody to the caller. */
export interface PartyLeg {
  readonly channelId: ChannelId;
  readonly since: Instant;
  readonly rang: boolean;
  readonly answered: boolean;
  readonly party:
    | PersonParty
    /** tried: trunks that could not take it before this one. */
    | {
        readonly kind: 'customer';
        readonly number: string;
        readonly trunkId: TrunkId;
        readonly tried?: readonly TrunkId[];
      }
    /** A call of the agent whose open line this is. */
    | { readonly kind: 'line' }
    /** Another node. */
    | { readonly kind: 'node'; readonly nodeId: string };
}

export interface StrayLeg {
  readonly channelId: ChannelId;
  readonly since: Instant;
  /** What it is hung up with; the normal end where nothing is said. */
  readonly causeCode?: number;
}

export interface CallTimes {
  readonly arrivedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly menuAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly offeredAt: Instant | null;
  readonly ringingAt: Instant | null;
  readonly connectedAt: Instant | null;
}

export interface CallEnding {
  readonly by: EndedBy;
  readonly causeCode: number;
  readonly lost: LostReason | null;
  readonly at: Instant;
  readonly late: boolean;
  /** Up to then it costs something: earlier than `at` where only later it was found to be over. */
  readonly chargedUntil: Instant;
}

/** A visit to another tenant's queue. */
export interface Host {
  readonly shareId: string;
  readonly name: string;
  readonly tenantId: TenantId;
  readonly queueId: QueueId;
  /** Who of them serves the call here; no part of its record. */
  readonly agentId: AgentId | null;
  /** Since when their node has been called in vain. */
  readonly failingSince: Instant | null;
}

/** A caller in a queue of their own tenant. */
export interface InLine {
  /** In this queue. */
  readonly since: Instant;
  /** When they are told their place next, when the queue's prompt is played next; null: not at all. */
  readonly tellAt: Instant | null;
  readonly promptAt: Instant | null;
  /** When they are told that they may be called back; null: not, or told already. Left out by older builds. */
  readonly offerAt?: Instant | null;
}

/** Where a call is to go on that is another node's, or is being handed over to its tenant's new home. */
export interface Handover {
  readonly nodeId: string;
  /** Whose it is, as far as this node can know. */
  readonly tenantId: TenantId | null;
  /** That node has given a sign of life: it tells of the call from then on. */
  readonly heard: boolean;
  readonly destination: Destination;
  /** It waits in that queue, since then; null: it was on its way. */
  readonly since: Instant | null;
  readonly losing: LostReason | null;
}

export interface CallState {
  readonly version: 1;
  readonly role: CallRole;
  /** Nodes it has passed before this one. */
  readonly nodes: number;
  readonly host: Host | null;
  readonly handover: Handover | null;
  readonly callId: CallId;
  /** Of a call that we place, the leg of the caller is the agent's telephone and the party is the customer. */
  readonly direction: CallDirection;
  readonly tenantId: TenantId | null;
  readonly trunkId: TrunkId | null;
  readonly language: Language;
  readonly caller: string;
  readonly called: string;
  readonly phase: CallPhase;
  readonly callerLeg: CallerLeg;
  readonly partyLeg: PartyLeg | null;
  /** While agents are called: all others who are called at the same time; the first who answers becomes the party. */
  readonly rivals: readonly PartyLeg[];
  /** Legs we dialled and gave up, which Asterisk still holds. */
  readonly strayLegs: readonly StrayLeg[];
  readonly times: CallTimes;
  /** While telephones of a ring group ring: those that have rung so far, or do. Left out by older builds. */
  readonly group?: { readonly ringGroupId: RingGroupId; readonly rung: readonly ExtensionId[] } | null;
  /** Where the caller is in a menu or flow. */
  readonly flow: FlowProgress | null;
  /** Where the caller goes on in a flow when people have hung up; null, or left out by older builds: nowhere. */
  readonly comesBack?: FlowProgress | null;
  readonly signIn: SignIn | null;
  /** It is the line of an agent which stays open; null: it is none. */
  readonly line: OpenLine | null;
  readonly queueId: QueueId | null;
  readonly inLine: InLine | null;
  /** Who is sent on out of a conversation has waited since then only; null: since `queuedAt`. */
  readonly waitsSince: Instant | null;
  /** The caller is asked where to call them back, in the line. */
  readonly asking: Asking | null;
  /** It is a call to somebody who waited to be called back. */
  readonly callback: CallbackTry | null;
  /** As of when what the caller asks of an agent was looked at last, in a queue. */
  readonly wishAt: Instant | null;
  /** Of the queue's rules, what holds for this call to its end, also when the queue is deleted meanwhile. */
  readonly wrapUpS: number;
  readonly agentId: AgentId | null;
  /** The prompt that plays now. */
  readonly playbackId: PlaybackId | null;
  readonly music: string | null;
  /** `stopped`: no more of it is made unless somebody asks for it. */
  readonly recording: 'none' | 'asked' | 'running' | 'paused' | 'stopped' | 'failed';
  /** How many parts of sound there are: whatever was paused or stopped goes on in another one. */
  readonly recordingParts: number;
  readonly message: MessageLeft | null;
  /** What people have made of the conversation; null: nothing. */
  readonly talk: Talk | null;
  /** Of a call that we place: the agent has left it, the customer's leg is the first now. */
  readonly turned: boolean;
  /** Telephones that have sent the caller on since the last conversation. */
  readonly forwardedBy: readonly ExtensionId[];
  /** Legs to the network beside its own. */
  readonly outside: readonly OutsideLeg[];
  /** The caller was served and has gone on alone: whatever ends it, the call is not lost. Left out: not so. */
  readonly served?: boolean;
  /** Set when the waiting time ran out while a telephone rang. */
  readonly overdue: boolean;
  /** Why the call will count as lost once the last prompt has been played. */
  readonly losing: LostReason | null;
  /** The cause that goes with it, where another than the end of the last prompt says why. */
  readonly losingCauseCode: number | null;
  readonly ending: CallEnding | null;
  /** By which tariff it is priced, that of the account at the answer. null: it costs nothing. */
  readonly tariffId: TariffId | null;
  /** When its money ends, as far as Asterisk was told to end it then; null: not in sight. */
  readonly paidUntil: Instant | null;
  /** Whether those who talk have been told that the money will soon be used up. */
  readonly creditWarned: boolean;
  /** What the clock was put forward by since the network's answer, milliseconds. */
  readonly clockShiftMs: number;
  /** Of that, what lies before the two were connected. */
  readonly shiftBeforePersonMs: number;
  /** Counters: menus, queues and extensions passed; offers made; dialled legs; prompts; steps. */
  readonly hops: number;
  readonly offers: number;
  readonly dials: number;
  readonly prompts: number;
  readonly seq: number;
  readonly timers: Readonly<Partial<Record<CallTimer, Instant>>>;
}
