import type { ChargedLeg } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallState } from './call-state.js';

/** The leg of a call that is charged, were it to end then; null before its answer, and of an internal call. Hung up, it costs no more. */
export function legOf(
  { direction, trunkId, called, times, ending, clockShiftMs, shiftBeforePersonMs }: CallState,
  at: Instant,
): ChargedLeg | null {
  const answeredAt = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (answeredAt === null || direction === 'internal') return null;
  const endedAt = ending === null ? at : Math.min(at, ending.chargedUntil);
  const clock = { clockShiftMs, shiftBeforePersonMs };
  return { direction, trunkId, number: called, answeredAt, connectedAt: times.connectedAt, endedAt, ...clock };
}
