import type { Instant } from './clock.js';

/** A day as calendars count it, from 1970-01-01 (0) on, in whatever zone. */
export type DayNumber = number;

const MS_PER_S = 1000;
const MS_PER_DAY = 86_400_000;

/** The wall clock of a zone at an instant. */
export interface WallClock {
  readonly dayNumber: DayNumber;
  /** What the clock on the wall shows since 00:00; on days when it is changed that is not what has passed. */
  readonly msOfDay: number;
  /** Up to here (exclusive) the wall clock certainly runs evenly. */
  readonly evenUntil: Instant;
}

export interface LocalTime extends WallClock {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  /** 1 … 31 */
  readonly day: number;
  /** 1 Monday … 7 Sunday */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A stretch of time with one offset from UTC. */
interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMs: number;
}

/** No zone changes its clock twice within two days, so the ends of such a stretch tell whether it did. */
const STRETCH_MS = 2 * MS_PER_DAY;
const MAX_STRETCHES = 4096;

/** Asking Intl takes microseconds; what it said is kept. */
class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly stretches = new Map<number, readonly Span[]>();
  private last: Span = { from: 0, until: 0, offsetMs: 0 };

  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  spanAt(at: Instant): Span {
    if (at >= this.last.from && at < this.last.until) return this.last;
    const number = Math.floor(at / STRETCH_MS);
    let spans = this.stretches.get(number);
    if (spans === undefined) {
      if (this.stretches.size >= MAX_STRETCHES) this.stretches.clear();
      spans = this.look(number * STRETCH_MS);
      this.stretches.set(number, spans);
    }
    const span = spans.find(({ until }) => at < until);
    if (span === undefined) throw new RangeError(`not an instant: ${at}`);
    this.last = span;
    return span;
  }

  private look(from: Instant): readonly Span[] {
    const until = from + STRETCH_MS;
    const before = this.ask(from);
    const after = this.ask(until - 1);
    if (before === after) return [{ from, until, offsetMs: before }];
    // Halved down to the second: clocks are changed at whole seconds.
    let low = from;
    let high = until;
    while (high - low > MS_PER_S) {
      const middle = low + Math.floor((high - low) / (2 * MS_PER_S)) * MS_PER_S;
      if (this.ask(middle) === before) low = middle;
      else high = middle;
    }
    return [
      { from, until: high, offsetMs: before },
      { from: high, until, offsetMs: after },
    ];
  }

  private ask(at: Instant): number {
    const name = this.format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] =
      /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
    const offsetS = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '-' ? -offsetS : offsetS) * MS_PER_S;
  }
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = new Zone(name);
    zones.set(name, zone);
  }
  return zone;
}

/** True for the IANA name of a time zone, as it is written there. */
export function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  if (zones.has(name)) return true;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError for what is no zone */
export function wallClock(zone: string, at: Instant): WallClock {
  const span = zoneOf(zone).spanAt(at);
  const local = at + span.offsetMs;
  const dayNumber = Math.floor(local / MS_PER_DAY);
  return { dayNumber, msOfDay: local - dayNumber * MS_PER_DAY, evenUntil: span.until };
}

/** @throws RangeError for what is no zone */
export function localTime(zone: string, at: Instant): LocalTime {
  const wall = wallClock(zone, at);
  const seconds = Math.floor(wall.msOfDay / MS_PER_S);
  return {
    ...wall,
    ...civilDate(wall.dayNumber),
    weekday: weekdayOf(wall.dayNumber),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}

export function weekdayOf(day: DayNumber): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (((((day + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The day in the Gregorian calendar; years of 400 are counted from 1 March on, so that the leap day is the last. */
export function civilDate(dayNumber: DayNumber): { year: number; month: number; day: number } {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** "2026-02-28" -> its day; null for what is not a date that exists. */
export function parseDate(text: string): DayNumber | null {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return null;
  const number = dayNumberOf(year, month, day);
  const back = civilDate(number);
  return back.year === year && back.month === month && back.day === day ? number : null;
}
