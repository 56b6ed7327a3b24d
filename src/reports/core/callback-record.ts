import type { Instant } from '../../kernel/clock.js';

/** What became of somebody who asked to be called back (calls/core/callback/callback-state.ts). */
export const CALLBACK_OUTCOMES = [
  'reached',
  'served',
  'not_reached',
  'expired',
  'cancelled',
  'blocked',
  'queue_deleted',
] as const;
export type CallbackOutcome = (typeof CALLBACK_OUTCOMES)[number];

/** A callback that is over. */
export interface CallbackRecordView {
  /** The call by which it was asked for. */
  readonly callId: string;
  readonly outcome: CallbackOutcome;
  /** null: the step that told it is kept no longer; so of number and queueNumber. */
  readonly askedAt: Instant | null;
  readonly endedAt: Instant;
  readonly number: string | null;
  readonly queueNumber: string | null;
  /** Calls in vain. */
  readonly missed: number;
  /** The call in which they were reached. */
  readonly reachedBy: string | null;
}
