import type { Instant } from '../../../kernel/clock.js';
import type { CallId, QueueId, TenantId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';

/** Somebody who waited in a queue, hung up, and is called back when it is their turn. */
export interface CallbackState {
  readonly version: 1;
  /** The call by which it was asked for. */
  readonly callbackId: CallId;
  readonly tenantId: TenantId;
  readonly queueId: QueueId;
  readonly language: Language;
  /** To be dialled, in its normal form. */
  readonly number: string;
  /** As in that call: their place in the line, and what they ask of an agent, follow from it. */
  readonly caller: string;
  readonly called: string;
  /** Since when they wait in the queue. */
  readonly since: Instant;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  /** `waiting` in the line; `resting` until it may be there again; `calling` a call to them runs. */
  readonly phase: 'waiting' | 'resting' | 'calling';
  /** After a try, until then; null: no try was in vain. */
  readonly restUntil: Instant | null;
  /** As of when what they ask of an agent was looked at last. */
  readonly wishAt: Instant;
  /** The call that runs. */
  readonly callId: CallId | null;
  /** Calls begun, and those in which the customer was not reached. */
  readonly calls: number;
  readonly tries: number;
  /** Of its last step; they are told as steps of the call by which it was asked for. */
  readonly seq: number;
  readonly timers: Readonly<Partial<Record<'look', Instant>>>;
}

/** How it ended. */
export type CallbackEnd =
  | 'reached'
  /** They called again, and somebody answered. */
  | 'served'
  | 'not_reached'
  | 'expired'
  | 'cancelled'
  | 'blocked'
  | 'queue_deleted';

/** Of a call to somebody who waits to be called back. */
export interface CallbackTry {
  readonly callbackId: CallId;
  /** The agent's telephone was not answered: they keep their place. */
  readonly agentMissed: boolean;
  /** The agent answered after the hours of calling back, or the number was blocked by then: it was not dialled. Left out: not so. */
  readonly notNow?: boolean;
}

/** In the line it stands under a name of its own: the call by which it was asked for may not be gone yet. */
const IN_LINE = '-k';

export function lineIdOf(callbackId: CallId): CallId {
  return `${callbackId}${IN_LINE}` as CallId;
}

/** The callback that stands in a line under this name; null: a call does. */
export function callbackInLine(id: CallId): CallId | null {
  return id.endsWith(IN_LINE) ? (id.slice(0, -IN_LINE.length) as CallId) : null;
}

/** The id of the n-th call to them. */
export function tryIdOf(callbackId: CallId, n: number): CallId {
  return `${callbackId}${IN_LINE}${String(n)}` as CallId;
}
