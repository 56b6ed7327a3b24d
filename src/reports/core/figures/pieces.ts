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

/** Kept intervals, by their first instants in any order, as the fewest stretches. */
export function stretchesOf(starts: readonly Instant[]): readonly Interval[] {
  const stretches: { from: Instant; to: Instant }[] = [];
  for (const from of starts.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last?.to === from) last.to = from + KEPT_MS;
    else stretches.push({ from, to: from + KEPT_MS });
  }
  return stretches;
}

/**
 * The kept intervals that spans have to do with, as few stretches of them as there are; the instant of a span's end counts
 * there.
 */
export function touched(
  spans: readonly { readonly beganAt: Instant; readonly overAt: Instant | null }[],
  keptUntil: Instant,
): readonly Interval[] {
  const stretches: { from: Instant; to: Instant }[] = [];
  const cut = spans.map(({ beganAt, overAt }) => ({
    from: keptFrom(beganAt),
    to: Math.min(keptFrom(overAt ?? keptUntil) + KEPT_MS, keptUntil),
  }));
  for (const { from, to } of cut.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from)) {
    const last = stretches.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else stretches.push({ from, to });
  }
  return stretches;
}
