import type { ChargedDirection } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { TrunkId } from '../../kernel/ids.js';
import { microOf, type Micro } from '../../kernel/money.js';
import { wallClock, type DayNumber } from '../../kernel/zone.js';
import type { Rate, RateStep, TariffVersion } from './tariff.js';
import { Calendar, spansOn, type DayShape } from './tariff-time.js';
import { MINUTES_PER_DAY, msOfMinutes, times } from './whole.js';

/** A step with its figures ready. */
export interface MeterStep {
  readonly step: RateStep;
  /** Where the next step begins; Infinity for the last. */
  readonly untilS: number;
  readonly price: Micro;
  readonly per: bigint;
  /** Price of one increment where that is a whole number of millionths. */
  readonly incrementPrice: Micro | null;
}

export interface MeterRate {
  readonly rate: Rate;
  readonly setup: Micro;
  readonly cap: Micro | null;
  readonly steps: readonly MeterStep[];
}

/** A rate, and until when it certainly holds. */
export interface RateHold {
  readonly rate: MeterRate;
  readonly until: Instant;
}

function meterRate(rate: Rate): MeterRate {
  return {
    rate,
    setup: microOf(rate.setupMicro),
    cap: rate.capMicro === null ? null : microOf(rate.capMicro),
    steps: rate.steps.map((step, i) => {
      const price = microOf(step.priceMicro);
      const per = BigInt(step.perS);
      const exact = price * BigInt(step.incrementS);
      return {
        step,
        untilS: rate.steps[i + 1]?.fromS ?? Infinity,
        price,
        per,
        incrementPrice: exact % per === 0n ? exact / per : null,
      };
    }),
  };
}

/** One stretch of a day. */
interface DaySlot {
  readonly untilMs: number;
  readonly rate: MeterRate;
}

/** The rates of one direction, prefix and trunk: by day and time, together always. */
export class RateSet {
  private always: RateHold | null = null;
  private readonly windowed: MeterRate[] = [];
  /** By the place of a day's shape in the calendar. */
  private readonly days: (readonly DaySlot[] | undefined)[] = [];

  constructor(private readonly calendar: Calendar) {}

  add(rate: Rate): void {
    if (rate.windows.length > 0) this.windowed.push(meterRate(rate));
    else this.always = { rate: meterRate(rate), until: Infinity };
  }

  at(zone: string, at: Instant): RateHold {
    if (this.windowed.length === 0 && this.always !== null) return this.always;
    const { dayNumber, msOfDay, evenUntil } = wallClock(zone, at);
    const slots = this.slotsOf(dayNumber);
    let i = 0;
    while (msOfDay >= (slots[i]?.untilMs ?? Infinity)) i += 1;
    const slot = slots[i];
    if (slot === undefined) throw new RangeError('a tariff with gaps was not checked');
    const slotEnds = at + (slot.untilMs - msOfDay);
    return { rate: slot.rate, until: slotEnds < evenUntil ? slotEnds : evenUntil };
  }

  private slotsOf(day: DayNumber): readonly DaySlot[] {
    const place = this.calendar.placeOf(day);
    let slots = this.days[place];
    if (slots === undefined) {
      slots = this.layOut(this.calendar.shapeOf(day));
      this.days[place] = slots;
    }
    return slots;
  }

  private layOut(shape: DayShape): readonly DaySlot[] {
    const spans = this.windowed
      .flatMap((rate) =>
        rate.rate.windows.flatMap((window) => spansOn(shape, window)).map((span) => ({ rate, ...span })),
      )
      .sort((a, b) => a.from - b.from);
    const slots: DaySlot[] = [];
    let filled = 0;
    const fill = (to: number, rate: MeterRate | null): void => {
      if (to <= filled) return;
      if (rate === null) throw new RangeError('a tariff with gaps was not checked');
      slots.push({ untilMs: msOfMinutes(to), rate });
      filled = to;
    };
    for (const span of spans) {
      fill(span.from, this.always?.rate ?? null);
      fill(span.to, span.rate);
    }
    fill(MINUTES_PER_DAY, this.always?.rate ?? null);
    return slots;
  }
}

/** Rates of one prefix. */
interface Entry {
  any: RateSet | null;
  readonly byTrunk: Map<TrunkId, RateSet>;
}

/** A tree of digits in one array: ten places a node, so that a look-up allocates nothing. */
class DigitTree {
  private next = new Int32Array(10_240);
  private count = 1;
  private readonly entries: (Entry | undefined)[] = [undefined];

  entryOf(prefix: string): Entry {
    let node = 0;
    for (let i = 0; i < prefix.length; i += 1) {
      const place = times(node, 10) + prefix.charCodeAt(i) - 48;
      node = this.next[place] ?? 0;
      if (node !== 0) continue;
      node = this.count;
      this.count += 1;
      this.entries.push(undefined);
      this.makeRoom();
      this.next[place] = node;
    }
    return (this.entries[node] ??= { any: null, byTrunk: new Map() });
  }

  /** The longest prefix that has rates for the trunk; the very trunk's before any trunk's. */
  find(number: string, trunkId: TrunkId | null): RateSet | null {
    let found: RateSet | null = null;
    let node = 0;
    for (let i = 0; ; i += 1) {
      const entry = this.entries[node];
      if (entry !== undefined) {
        const own = trunkId === null || entry.byTrunk.size === 0 ? undefined : entry.byTrunk.get(trunkId);
        found = own ?? entry.any ?? found;
      }
      if (i === number.length) return found;
      node = this.next[times(node, 10) + number.charCodeAt(i) - 48] ?? 0;
      if (node === 0) return found;
    }
  }

  private makeRoom(): void {
    if (times(this.count, 10) <= this.next.length) return;
    const larger = new Int32Array(times(this.next.length, 2));
    larger.set(this.next);
    this.next = larger;
  }
}

/** All rates of a version, found by number. The version must have been checked. */
export class RateIndex {
  private readonly trees: Readonly<Record<ChargedDirection, DigitTree>> = {
    inbound: new DigitTree(),
    outbound: new DigitTree(),
  };

  constructor(version: TariffVersion) {
    const calendar = new Calendar(version);
    for (const rate of version.rates) {
      const entry = this.trees[rate.direction].entryOf(rate.prefix);
      let set = rate.trunkId === null ? entry.any : (entry.byTrunk.get(rate.trunkId) ?? null);
      set ??= new RateSet(calendar);
      if (rate.trunkId === null) entry.any = set;
      else entry.byTrunk.set(rate.trunkId, set);
      set.add(rate);
    }
  }

  /** @param number in its normal form */
  find(direction: ChargedDirection, number: string, trunkId: TrunkId | null): RateSet | null {
    return this.trees[direction].find(number, trunkId);
  }
}
