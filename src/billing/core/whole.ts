/**
 * Arithmetic on whole seconds, minutes and counts, in the only file of this core that may multiply and divide numbers
 * and make a number of a bigint (eslint.config.mjs): what is here is never an amount of money. All arguments are whole
 * and smaller than 2^53.
 */

const MS_PER_S = 1000;
const MS_PER_MINUTE = 60_000;
export const MINUTES_PER_DAY = 1440;

/** Whole parts of `size` that fit; both at least 0. */
export function wholeParts(amount: number, size: number): number {
  return (amount - (amount % size)) / size;
}

/** Parts of `size` that are begun; both at least 0. */
export function begunParts(amount: number, size: number): number {
  const rest = amount % size;
  return (amount - rest) / size + (rest > 0 ? 1 : 0);
}

export function times(count: number, size: number): number {
  return count * size;
}

/** Seconds begun within a duration; none of one that is not above zero. */
export function startedSeconds(ms: number): number {
  return ms > 0 ? begunParts(ms, MS_PER_S) : 0;
}

export function msOfSeconds(seconds: number): number {
  return seconds * MS_PER_S;
}

export function msOfMinutes(minutes: number): number {
  return minutes * MS_PER_MINUTE;
}

/** "HH:MM" */
export const TIME_OF_DAY = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** "HH:MM" -> minutes since 00:00; null for what is no time of day. */
export function minuteOfDay(text: string): number | null {
  if (!TIME_OF_DAY.test(text)) return null;
  const [h1, h2, m1, m2] = [0, 1, 3, 4].map((at) => text.charCodeAt(at) - 48);
  return ((h1 ?? 0) * 10 + (h2 ?? 0)) * 60 + (m1 ?? 0) * 10 + (m2 ?? 0);
}

/** 510 -> "08:30"; the end of a day is "24:00". */
export function clockText(minute: number): string {
  const minutes = minute % 60;
  return `${((minute - minutes) / 60).toString().padStart(2, '0')}:${minutes.toString().padStart(2, '0')}`;
}

/** How often something fits, as a number that counts; more than can be counted is Infinity. */
export function countOf(count: bigint): number {
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : Infinity;
}

/** A number of milliseconds that came of a proportion. */
export function wholeNumber(ms: bigint): number {
  return Number(ms);
}
