import type { Instant } from '../../../kernel/clock.js';
import { isZone, wallClock } from '../../../kernel/zone.js';
import type { Asked } from '../call-filter.js';
import type { Words } from '../words.js';
import type { Interval } from './figures.js';

/** By what stretches figures are told; `whole`: the range as one. */
export const GROUPINGS = ['whole', 'quarter', 'hour', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type FiguresOfWhat = 'queues' | 'agents';

/** Which figures somebody wants. */
export interface FiguresAsked extends Interval {
  readonly by: Grouping;
  /** Of these queues or agents; empty: of all. */
  readonly ids: readonly string[];
  /** IANA name; hours and days begin on a clock there. */
  readonly timeZone: string;
}

export const GROUPING_WORDS: Readonly<Record<Grouping, Words>> = {
  whole: { zh: '合计', en: 'As a whole' },
  quarter: { zh: '15 分钟', en: '15 minutes' },
  hour: { zh: '小时', en: 'Hour' },
  day: { zh: '天', en: 'Day' },
};

const LONG_MS: Readonly<Record<Exclude<Grouping, 'whole'>, number>> = {
  quarter: 900_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const DAY_MS = 86_400_000;
/** Of a range, by its grouping: what people read, and what is reckoned in a moment. */
export const MOST_DAYS: Readonly<Record<Grouping, number>> = { whole: 3660, quarter: 31, hour: 100, day: 1100 };
const MOST_IDS = 500;
const LATEST = Date.UTC(9999, 0, 1);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type WrongFigures = 'interval' | 'by' | 'ids' | 'timeZone';

/**
 * What is asked for as lists ask: `interval` with from (inclusive) and to (exclusive), both instants; `by`; `ids` with
 * commas between.
 *
 * @returns wrong: the fields that nothing can match
 */
export function figuresAsked(
  { interval, by = 'whole', ids = '' }: Asked,
  timeZone: string,
): { readonly asked: FiguresAsked; readonly wrong: readonly WrongFigures[] } {
  const ends = typeof interval === 'object' ? interval : {};
  const [from, to] = [Date.parse(ends.from ?? ''), Date.parse(ends.to ?? '')];
  const grouping = GROUPINGS.find((one) => one === by);
  const wanted = typeof ids === 'string' ? ids.split(',').filter((id) => id !== '') : [];
  const isRange = from >= 0 && to > from && to <= LATEST;
  const most = MOST_DAYS[grouping ?? 'whole'] * DAY_MS;
  const wrong: WrongFigures[] = [
    // a day more: of a whole number of days the clock may have been changed in one
    ...(isRange && to - from <= most + DAY_MS ? [] : (['interval'] as const)),
    ...(grouping === undefined ? (['by'] as const) : []),
    ...(wanted.length <= MOST_IDS && wanted.every((id) => UUID.test(id)) ? [] : (['ids'] as const)),
    ...(isZone(timeZone) ? [] : (['timeZone'] as const)),
  ];
  return { asked: { from, to, by: grouping ?? 'whole', ids: wanted, timeZone }, wrong };
}

/** The first instants of the stretches of a range, rising: its own, then each quarter, hour or day that begins in it. */
export function startsOf({ from, to, by, timeZone }: FiguresAsked): readonly Instant[] {
  if (by === 'whole') return [from];
  const starts: Instant[] = [];
  for (let at = from; at < to; at = nextStart(at, LONG_MS[by], timeZone)) starts.push(at);
  return starts;
}

/** The first instant after this one at which the clock in the zone shows a whole quarter, hour or day. */
function nextStart(at: Instant, longMs: number, zone: string): Instant {
  const over = (instant: Instant): number => wallClock(zone, instant).msOfDay % longMs;
  const next = at + longMs - over(at);
  const past = over(next);
  // the clock is changed in between
  const back = next - past;
  return back > at && over(back) === 0 ? back : next + longMs - past;
}

/** The instant at which the day began in the zone that it is there at this one. */
export function dayBegan(zone: string, at: Instant): Instant {
  const now = wallClock(zone, at);
  const guess = at - now.msOfDay;
  const then = wallClock(zone, guess);
  if (then.msOfDay === 0) return guess;
  // the clock was changed since
  return then.dayNumber === now.dayNumber ? guess - then.msOfDay : guess + DAY_MS - then.msOfDay;
}
