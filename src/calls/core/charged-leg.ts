import type { ChargedLeg } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallState } from './call-state.js';
import { outsideCharged } from './outside/outside-leg.js';

/**
 * The legs of a call that are charged, were it to end then: its own, and those to others outside. None before the answer.
 * Hung up, it costs no more.
 */
export function legsOf(call: CallState, at: Instant): readonly ChargedLeg[] {
  const own = ownLegOf(call, at);
  if (call.outside.length === 0) return own === null ? [] : [own];
  return [...(own === null ? [] : [own]), ...outsideCharged(call, at)];
}

/** Of calls inside the company the network has no part in their own leg. */
function ownLegOf(
  { direction, trunkId, called, times, ending, clockShiftMs, shiftBeforePersonMs }: CallState,
  at: Instant,
): ChargedLeg | null {
  const answeredAt = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (answeredAt === null || direction === 'internal') return null;
  const endedAt = ending === null ? at : Math.min(at, ending.chargedUntil);
  const clock = { clockShiftMs, shiftBeforePersonMs };
  return { direction, trunkId, number: called, answeredAt, connectedAt: times.connectedAt, endedAt, ...clock };
}

/** When the first of them was answered: by that the version of the tariff, and the month of the packages, are chosen. */
export function firstAnswer(legs: readonly ChargedLeg[]): Instant | null {
  let first: Instant | null = null;
  for (const { answeredAt } of legs) if (first === null || answeredAt < first) first = answeredAt;
  return first;
}
