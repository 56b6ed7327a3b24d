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
