import type { Instant } from './clock.js';
import { civilDate, wallClock, weekdayOf, type DayNumber } from './zone.js';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** A span of the week by the clock on the wall. It may run past midnight, and belongs to the day on which it begins. */
export interface WeekHours {
  /** 1 Monday … 7 Sunday */
  readonly weekdays: readonly number[];
  /** "HH:MM"; the same as `to`: the whole day. */
  readonly from: string;
  readonly to: string;
}

/** Hours in which somebody works. */
export interface Shift extends WeekHours {
  /** Left out: the only one. */
  readonly name?: string;
}

/** A day that is not as its weekday says. */
export type SpecialDay =
  | { readonly date: string; readonly kind: 'rest' }
  | { readonly date: string; readonly kind: 'holiday'; readonly name: string }
  /** A day that is worked in exchange for another: it has the shifts of that weekday. */
  | { readonly date: string; readonly kind: 'working'; readonly as: number };

/** When somebody works: by the week, and otherwise on special days. Dates are "2026-10-01". */
export interface WorkingTimes {
  readonly shifts: readonly Shift[];
  readonly days: readonly SpecialDay[];
}

export type TimeNow =
  | { readonly is: 'working'; readonly shifts: readonly Shift[] }
  | { readonly is: 'rest' }
  | { readonly is: 'holiday'; readonly name: string };

/**
 * What the time is at an instant. Clocks that are put forward or back count as they show: an hour that is shown twice is
 * an hour of work both times. A shift that runs into a holiday is worked to its end.
 */
export function timeNow(times: WorkingTimes, zone: string, at: Instant): TimeNow {
  const { dayNumber, msOfDay } = wallClock(zone, at);
  const today = dayOf(times, dayNumber);
  const yesterday = dayOf(times, dayNumber - 1);
  const shifts = times.shifts.filter((shift) => {
    const [from, to] = [msOf(shift.from), msOf(shift.to)];
    if (from === to) return isWorked(shift, today);
    if (from < to) return isWorked(shift, today) && msOfDay >= from && msOfDay < to;
    return (isWorked(shift, today) && msOfDay >= from) || (isWorked(shift, yesterday) && msOfDay < to);
  });
  if (shifts.length > 0) return { is: 'working', shifts };
  const { special } = today;
  return special?.kind === 'holiday' ? { is: 'holiday', name: special.name } : { is: 'rest' };
}

/** The next instant at which any of them may be another; not every one of them is one. */
export function nextEdge(shifts: Iterable<Pick<WeekHours, 'from' | 'to'>>, zone: string, at: Instant): Instant {
  const { msOfDay, evenUntil } = wallClock(zone, at);
  let next = Math.min(evenUntil, at + MS_PER_DAY - msOfDay);
  for (const { from, to } of shifts) {
    for (const edge of [msOf(from), msOf(to)]) if (edge > msOfDay) next = Math.min(next, at + edge - msOfDay);
  }
  return next;
}

interface Day {
  readonly weekday: number;
  readonly special: SpecialDay | undefined;
}

function dayOf({ days }: WorkingTimes, dayNumber: DayNumber): Day {
  const special = days.length === 0 ? undefined : specialDay(days, dayNumber);
  return { weekday: special?.kind === 'working' ? special.as : weekdayOf(dayNumber), special };
}

function specialDay(days: readonly SpecialDay[], dayNumber: DayNumber): SpecialDay | undefined {
  const { year, month, day } = civilDate(dayNumber);
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return days.find((one) => one.date === date);
}

function isWorked(shift: Shift, { weekday, special }: Day): boolean {
  return (special === undefined || special.kind === 'working') && shift.weekdays.includes(weekday);
}

function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MS_PER_MINUTE;
}
