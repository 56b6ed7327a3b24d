import type { Instant } from '../../kernel/clock.js';
import type { CallState } from './call-state.js';

/**
 * Up to when a call is charged that was found to be over, for nobody pays for how long the engine or Asterisk were away:
 * to the last moment at which it was known to be there, and no further than the end of its money at which Asterisk was
 * told to end it.
 *
 * @param contact when Asterisk was last heard of; null: an engine that kept no such thing has begun the call
 */
export function chargedUntil(call: CallState, contact: Instant | null, found: Instant): Instant {
  // Being connected is heard of Asterisk; whatever else has a time may have been done while Asterisk was away.
  return legChargedUntil(call, call.times.connectedAt ?? call.times.answeredAt ?? 0, contact, found);
}

/** The same of one leg of it, that began then. */
export function legChargedUntil(
  { paidUntil }: Pick<CallState, 'paidUntil'>,
  begun: Instant,
  contact: Instant | null,
  found: Instant,
): Instant {
  const known = Math.max(contact ?? found, begun);
  return Math.min(known, paidUntil ?? found, found);
}
