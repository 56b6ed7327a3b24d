import type { CallDirection, LimitAction, LimitName, PricedCall } from './charge.js';
import type { Instant } from './clock.js';
import type { AgentId, CallId, QueueId, TenantId, TrunkId } from './ids.js';

/**
 * Facts: what happened, in the past tense. They are committed with the states they follow from, travel to PostgreSQL
 * by the shipper (each once, by its id) and are the event stream of the local API (resumable, by journal sequence).
 */
export type Fact = CallStep | CallRecord | AgentStep | RecordingMade | CallCharge | LimitReached | CallSaying;

interface FactBase {
  /** Unique for ever; shipping the same id again changes nothing. */
  readonly id: string;
  readonly at: Instant;
  readonly tenantId: TenantId | null;
}

export type CallStepName =
  | 'call.arrived'
  /** The caller's number is on one of the tenant's lists (`list`), by which entry (`entryId`). */
  | 'list.matched'
  | 'call.refused'
  | 'call.answered'
  | 'menu.entered'
  /** A flow, in its version of then. */
  | 'flow.entered'
  | 'group.entered'
  /**
   * A node of a flow; `by` is the way that the node before was left by: `return` where another flow came back, null where
   * a flow begins. Older builds told no `by`, and only nodes in which callers spend time.
   */
  | 'flow.node'
  /** The caller goes on from the last node: `how` is go, over (it had nobody to come back to), circle or missing. */
  | 'flow.left'
  /** Back to the agent who had the caller asked; found: what it found out, as JSON, null where the flow failed. */
  | 'flow.returned'
  /** People have hung up, the caller goes on where the flow waits for them. */
  | 'flow.resumed'
  /** The caller is asked how it was with `agentId` of `queueId`. */
  | 'evaluation.asked'
  /** What they answered to `question`: `score` of `most`. */
  | 'evaluation.given'
  /** Which key, or that it was part of a secret. */
  | 'key.pressed'
  | 'queue.entered'
  | 'queue.left'
  | 'agent.offered'
  | 'agent.ringing'
  | 'agent.missed'
  /** Was called together with others, one of whom answered. */
  | 'agent.spared'
  | 'extension.dialled'
  | 'extension.missed'
  /** The telephone (`extensionId`) sends its caller on: `why` is all, after_hours, busy, no_answer or unreachable. */
  | 'call.forwarded'
  /** A number outside is called for the caller, or for those who talk. */
  | 'external.dialled'
  | 'external.ringing'
  | 'external.missed'
  | 'party.connected'
  /** After the tone. */
  | 'message.began'
  /** In which mailbox (`mailboxId`), and how long it is (`durationMs`). */
  | 'message.left'
  | 'recording.started'
  | 'recording.failed'
  /** It was paused or stopped, and the recorder did not obey. */
  | 'recording.goesOn'
  /** What people did with it: `act`, by which agent (`agentId`) or supervisor, and `to` whom. */
  | 'call.acted'
  /** Somebody who was asked to join a conversation. */
  | 'member.joined'
  | 'member.missed'
  | 'member.left'
  /** Of a call that we place: the agent's telephone is called first, then the customer. */
  | 'call.placed'
  | 'agent.called'
  | 'customer.dialled'
  | 'customer.ringing'
  | 'customer.missed'
  /** Another tenant's queue is asked for somebody. */
  | 'partner.dialled'
  | 'partner.ringing'
  | 'partner.missed'
  /** The tenant has moved, and its caller with it: from here on another node tells. */
  | 'call.moved'
  /** A code was dialled on a telephone; no key or PIN is told. */
  | 'feature.used'
  | 'line.opened'
  /** It rang at a colleague's telephone, and another one took it. */
  | 'call.pickedUp'
  /** The caller is to be called back: the number; `callId` is a call to them. Told also when the call is long over. */
  | 'callback.asked'
  | 'callback.called'
  | 'callback.missed'
  | 'callback.ended'
  | 'credit.warned'
  | 'credit.ended'
  | 'call.ended';

/** One step of one call; `detail` holds ids and numbers of that step (menuId, key, queueId, agentId, why, cause). */
export interface CallStep extends FactBase {
  readonly kind: 'call.step';
  readonly callId: CallId;
  readonly seq: number;
  readonly step: CallStepName;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export type EndedBy = 'caller' | 'agent' | 'system' | 'unknown';

/** Why a call did not reach who it was for; null where it did, or where the caller was served by the menu alone. */
export type LostReason =
  | 'abandoned_in_menu'
  | 'abandoned_in_queue'
  | 'abandoned_while_ringing'
  | 'queue_timeout'
  /** The queue had as many callers as it may, or nobody to serve them. */
  | 'queue_full'
  | 'queue_unstaffed'
  | 'queue_deleted'
  /** They hung up, and are called back when it is their turn. */
  | 'callback_requested'
  /** For whoever it was for; `no_message_left`: the caller hung up before the tone. */
  | 'message_left'
  | 'no_message_left'
  | 'menu_exhausted'
  | 'extension_unreachable'
  | 'external_unreachable'
  | 'no_channel'
  | 'no_ivr_line'
  | 'no_credit'
  | 'agent_unreachable'
  | 'customer_unreachable'
  | 'unknown_number'
  | 'tenant_suspended'
  /** The tenant takes no calls of this number. */
  | 'blacklisted'
  | 'not_permitted'
  | 'loop'
  | 'node_unreachable'
  | 'system_failure';

/** The call detail record: one per call, with the instant of every phase that was reached. */
export interface CallRecord extends FactBase {
  readonly kind: 'call.record';
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly trunkId: TrunkId | null;
  readonly caller: string;
  readonly called: string;
  readonly queueId: QueueId | null;
  readonly agentId: AgentId | null;
  readonly arrivedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly menuAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly offeredAt: Instant | null;
  readonly ringingAt: Instant | null;
  readonly connectedAt: Instant | null;
  readonly endedAt: Instant;
  /** True where the end was found after an outage of the engine, so that endedAt is the moment of finding it. */
  readonly endedAtIsLate: boolean;
  readonly offers: number;
  readonly endedBy: EndedBy;
  /** ITU-T Q.850 cause value. */
  readonly causeCode: number;
  readonly lostReason: LostReason | null;
  readonly recorded: boolean;
}

export type AgentPhase = 'loggedOut' | 'ready' | 'notReady' | 'offered' | 'talking' | 'wrapUp';

export interface AgentStep extends FactBase {
  readonly kind: 'agent.step';
  readonly agentId: AgentId;
  readonly seq: number;
  readonly from: AgentPhase;
  readonly to: AgentPhase;
  readonly reason: string | null;
  readonly callId: CallId | null;
}

/**
 * What somebody said of a call, or that an agent who was asked for a disposition ended the wrap-up without one. Of each
 * field the last one that was said counts.
 */
export interface CallSaying extends FactBase {
  readonly kind: 'call.saying';
  readonly tenantId: TenantId;
  readonly callId: CallId;
  readonly what: 'said' | 'left_out';
  readonly agentId: AgentId | null;
  /** Who it was, as people know them. */
  readonly by: string;
  /** Left out: was not spoken of; null: there is none after all. */
  readonly dispositionId?: string | null;
  readonly note?: string | null;
  /** Whether the message that was left in it is dealt with; left out: was not spoken of. */
  readonly handled?: boolean;
}

/** A finished recording; file is relative to the recordings folder. */
export interface RecordingMade extends FactBase {
  readonly kind: 'recording.made';
  readonly callId: CallId;
  readonly file: string;
  readonly format: 'ogg-opus';
  readonly durationMs: number;
  readonly bytes: number;
}

/**
 * What a call costs, committed with its record: each call is priced once. Entries that take one back, or put another in
 * its place, are made by billing.
 */
export interface CallCharge extends FactBase, PricedCall {
  readonly kind: 'call.charge';
  readonly tenantId: TenantId;
  readonly callId: CallId;
}

/** A quota, a fraud limit or the end of the money was met. */
export interface LimitReached extends FactBase {
  readonly kind: 'limit.reached';
  readonly tenantId: TenantId;
  readonly limit: LimitName;
  readonly action: LimitAction;
  readonly callId: CallId | null;
  readonly agentId: AgentId | null;
  readonly trunkId: TrunkId | null;
  /** What the limit was, and other figures; amounts as MicroText. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}
