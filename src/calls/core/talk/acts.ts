import type { OutsideRefusal } from '../outside/outside-refusal.js';
import type { AgentId, CallId, ChannelId, ExtensionId, FlowId, MenuId, QueueId } from '../../../kernel/ids.js';

/** Who asks for something to be done about a call. */
export type By =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  /** extensionId: the telephone that they would hear and speak by; null: they have none at hand. */
  | {
      readonly kind: 'supervisor';
      readonly name: string;
      readonly extensionId: ExtensionId | null;
      /** The only agents whom they look after; left out: all. */
      readonly reach?: readonly AgentId[];
    };

/** Where a call, or one of those who talk, can be sent. */
export type TalkTarget =
  | { readonly to: 'agent'; readonly agentId: AgentId }
  | { readonly to: 'extension'; readonly extensionId: ExtensionId }
  | { readonly to: 'queue'; readonly queueId: QueueId }
  | { readonly to: 'menu'; readonly menuId: MenuId }
  | { readonly to: 'flow'; readonly flowId: FlowId }
  /** A number outside, dialled by the tenant's trunks. */
  | { readonly to: 'external'; readonly number: string };

/** One person of the tenant. */
export type Colleague = Extract<TalkTarget, { readonly to: 'agent' | 'extension' }>;

/** Who can be asked, or invited: a colleague, or somebody outside. */
export type Person = Colleague | Extract<TalkTarget, { readonly to: 'external' }>;

/** A speaker hears and is heard, a listener only hears. */
export type TalkRole = 'speaker' | 'listener';

/** What people may do with a call. */
export type TalkAct =
  /** The caller hears music, the agent nobody; and back. */
  | { readonly act: 'hold' | 'retrieve' }
  /** The agent is not heard, but hears; and back. */
  | { readonly act: 'mute' | 'unmute' }
  /** Tones for the other side: digits, `*` and `#`. */
  | { readonly act: 'sendDigits'; readonly digits: string }
  /** Blind: the agent is gone at once. */
  | { readonly act: 'transfer'; readonly to: TalkTarget }
  /** The caller hears music, the agent talks with somebody else. */
  | { readonly act: 'consult'; readonly to: Person }
  /** The other side walks a flow while the agent waits, and comes back; or is fetched by `retrieve`. */
  | { readonly act: 'askByFlow'; readonly to: Extract<TalkTarget, { readonly to: 'flow' }> }
  /** The agent's telephone rings, and is told to answer. */
  | { readonly act: 'answer' }
  /** To the other of the two, who hears music meanwhile. */
  | { readonly act: 'swap' }
  /** Back to the caller, whoever was consulted goes. */
  | { readonly act: 'backFromConsult' }
  /** Who was consulted goes on with the caller, the agent is gone. */
  | { readonly act: 'completeTransfer' }
  /** Whoever was consulted and the caller come together, the agent stays. */
  | { readonly act: 'conference' }
  | { readonly act: 'invite'; readonly to: Person; readonly as: TalkRole }
  | { readonly act: 'setRole'; readonly member: ChannelId; readonly as: TalkRole }
  | { readonly act: 'dismiss'; readonly member: ChannelId }
  /** The agent leaves a conference that goes on without them. */
  | { readonly act: 'leave' }
  | { readonly act: 'startRecording' | 'stopRecording' | 'pauseRecording' | 'resumeRecording' }
  /** A supervisor's telephone: hears; is heard by the agent alone; by all; instead of the agent; goes. */
  | { readonly act: 'listen' | 'whisper' | 'bargeIn' | 'takeOver' | 'stopListening' }
  | { readonly act: 'disconnect' }
  /** A call that waits is given to an agent who is free. */
  | { readonly act: 'assign'; readonly agentId: AgentId }
  /** A call that waits, or rings at a colleague's, is taken by the agent who asks: their telephone is called. */
  | { readonly act: 'pickUp' };

/** Why it is not done; the code is what programs see. */
export type ActRefusal =
  | 'calls.unknown_call'
  /** Another call, or another phase of it, than the act is for. */
  | 'calls.not_now'
  | 'calls.not_in_this_call'
  /** It is served by another node, or is another node's. */
  | 'calls.on_another_node'
  | 'calls.unknown_target'
  /** The agent who is wanted is in a call, or not there. */
  | 'calls.target_busy'
  | 'calls.nobody_consulted'
  | 'calls.unknown_member'
  | 'calls.conference_full'
  /** All lines for callers in menus and flows are taken. */
  | 'calls.no_ivr_line'
  | 'calls.no_telephone_given'
  | 'calls.bad_digits'
  | 'calls.not_recorded'
  | 'calls.not_for_agents'
  /** The telephone answers by hand only. */
  | 'calls.by_hand_only'
  | 'calls.asterisk_away'
  | OutsideRefusal
  | 'billing.recorded_seats';

/** An act, as it enters the turn. */
export interface CallActed {
  readonly type: 'call.act';
  readonly callId: CallId;
  readonly by: By;
  readonly act: TalkAct;
}

/** The most who talk and listen in one conversation. */
export const MOST_TOGETHER = 30;
