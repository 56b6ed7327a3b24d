import { parseDate, weekdayOf, type DayNumber } from '../../kernel/zone.js';
import type { DayKind, TimeWindow, Weekday } from './tariff.js';
import { minuteOfDay, MINUTES_PER_DAY } from './whole.js';

/** What windows can know of a day, and of the one before it, from which windows may run over midnight. */
export interface DayShape {
  readonly weekday: Weekday;
  readonly kind: DayKind;
  readonly weekdayBefore: Weekday;
  readonly kindBefore: DayKind;
}

const MAX_PLACES = 10_000;

/** Which days are workdays: Monday to Friday but for holidays, and weekend days that were made workdays. */
export class Calendar {
  private readonly holidays: ReadonlySet<DayNumber>;
  private readonly workdays: ReadonlySet<DayNumber>;
  private readonly known: DayShape[] = [];
  private readonly places = new Map<DayNumber, number>();

  constructor(days: { readonly holidays: readonly string[]; readonly workdays: readonly string[] }) {
    this.holidays = datesOf(days.holidays);
    this.workdays = datesOf(days.workdays);
  }

  kindOf(day: DayNumber): DayKind {
    if (this.holidays.has(day)) return 'holiday';
    if (this.workdays.has(day)) return 'workday';
    return weekdayOf(day) >= 6 ? 'weekend' : 'workday';
  }

  shapeOf(day: DayNumber): DayShape {
    const before = day - 1;
    return {
      weekday: weekdayOf(day),
      kind: this.kindOf(day),
      weekdayBefore: weekdayOf(before),
      kindBefore: this.kindOf(before),
    };
  }

  /** A small number for the shape of a day: the same for days of the same shape. */
  placeOf(day: DayNumber): number {
    let place = this.places.get(day);
    if (place === undefined) {
      const shape = this.shapeOf(day);
      place = this.known.findIndex((other) => shapeKey(other) === shapeKey(shape));
      if (place === -1) place = this.known.push(shape) - 1;
      if (this.places.size >= MAX_PLACES) this.places.clear();
      this.places.set(day, place);
    }
    return place;
  }

  /** Every shape that a day can have: those of an ordinary week, of the special days and of the days after them. */
  shapes(): readonly DayShape[] {
    const ordinary = new Calendar({ holidays: [], workdays: [] });
    const found = new Map<string, DayShape>();
    const add = (shape: DayShape): void => void found.set(shapeKey(shape), shape);
    for (let day = 0; day < 7; day += 1) add(ordinary.shapeOf(day));
    for (const day of [...this.holidays, ...this.workdays]) {
      add(this.shapeOf(day));
      add(this.shapeOf(day + 1));
    }
    return [...found.values()];
  }
}

function shapeKey({ weekday, kind, kindBefore }: DayShape): string {
  return `${weekday} ${kind} ${kindBefore}`;
}

function datesOf(texts: readonly string[]): ReadonlySet<DayNumber> {
  return new Set(texts.map(parseDate).filter((day) => day !== null));
}

/** Minutes of a day, `to` exclusive. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

/** What a window takes of a day of this shape: what begins on it, and what runs over from the day before. */
export function spansOn(shape: DayShape, window: TimeWindow): readonly MinuteSpan[] {
  const from = minuteOfDay(window.from);
  const to = minuteOfDay(window.to);
  if (from === null || to === null) return [];
  const today = begins(window, shape.weekday, shape.kind);
  if (to > from) return today ? [{ from, to }] : [];
  const spans: MinuteSpan[] = [];
  if (to > 0 && begins(window, shape.weekdayBefore, shape.kindBefore)) spans.push({ from: 0, to });
  if (today) spans.push({ from, to: MINUTES_PER_DAY });
  return spans;
}

function begins(window: TimeWindow, weekday: Weekday, kind: DayKind): boolean {
  return window.days.length === 0 || window.days.includes(weekday) || window.days.includes(kind);
}
