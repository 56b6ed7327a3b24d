import type { Instant } from '../../../kernel/clock.js';
import type { Interval } from './figures.js';

/** Figures are kept by intervals of this length, counted from 1970. */
export const KEPT_MS = 900_000;

export function keptFrom(at: Instant): Instant {
  return Math.floor(at / KEPT_MS) * KEPT_MS;
}

/** A range as what is kept of it, whole intervals, and what is not: cut off at its borders, or not kept yet. */
export interface Pieces {
  readonly kept: Interval | null;
  readonly rest: readonly Interval[];
}

/**
 * @param keptUntil the end of the last interval that is kept
 */
export function piecesOf({ from, to }: Interval, keptUntil: Instant): Pieces {
  if (to <= from) return { kept: null, rest: [] };
  const first = keptFrom(from + KEPT_MS - 1);
  const last = Math.min(keptFrom(to), keptUntil);
  if (last <= first) return { kept: null, rest: [{ from, to }] };
  const rest = [
    { from, to: first },
    { from: last, to },
  ];
  return { kept: { from: first, to: last }, rest: rest.filter((piece) => piece.to > piece.from) };
}

/** The first instants of the kept intervals that a span has to do with; the instant of its end counts there. */
export function touched(beganAt: Instant, overAt: Instant | null, keptUntil: Instant): readonly Instant[] {
  const starts: Instant[] = [];
  const last = Math.min(overAt ?? keptUntil, keptUntil - 1);
  for (let start = keptFrom(beganAt); start <= last; start += KEPT_MS) starts.push(start);
  return starts;
}
