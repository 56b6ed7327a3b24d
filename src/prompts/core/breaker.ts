import type { Instant } from '../../kernel/clock.js';

/** So many failures in a row, and an engine is left alone for a while. */
const MOST_FAILURES = 3;
const PAUSE_MS = 30_000;

export interface Breaker {
  readonly failures: number;
  readonly pausedUntil: Instant;
}

export const CLOSED: Breaker = { failures: 0, pausedUntil: 0 };

export function mayAsk(breaker: Breaker, now: Instant): boolean {
  return now >= breaker.pausedUntil;
}

/** After a pause one failure is enough for the next. */
export function afterFailure({ failures }: Breaker, now: Instant): Breaker {
  return { failures: failures + 1, pausedUntil: failures + 1 >= MOST_FAILURES ? now + PAUSE_MS : 0 };
}
