import type { ChargedDirection, Payer } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { TariffId, TariffVersionId, TrunkId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';

/** Which kind of number a rate is for; the last two are closed to a tenant until they are opened for it. */
export const RATE_CLASSES = ['normal', 'international', 'premium'] as const;
export type RateClass = (typeof RATE_CLASSES)[number];

/** Days of a time window: kinds of days by the version's calendar, or days of the week (1 Monday … 7 Sunday). */
export const DAY_KINDS = ['workday', 'weekend', 'holiday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A time of the week in the tariff's zone; `to` at or before `from` runs past midnight, both equal is the whole day. */
export interface TimeWindow {
  /** On which days it begins; empty: every day. */
  readonly days: readonly (DayKind | Weekday)[];
  /** "HH:MM" */
  readonly from: string;
  readonly to: string;
}

/**
 * From which second of the charged time on, in which increments, at what price. A minimum is a first step with a longer
 * increment; "first 3 minutes 0.2 together, then 0.1 a minute" is {0, 180, 200000 per 180}, {180, 60, 100000 per 60}.
 */
export interface RateStep {
  readonly fromS: number;
  readonly incrementS: number;
  /** For `perS` seconds. */
  readonly priceMicro: MicroText;
  readonly perS: number;
}

export interface Rate {
  /** Unique within the version. */
  readonly code: string;
  readonly name: string;
  readonly direction: ChargedDirection;
  /** Of the called number, in its normal form (digits; international with 00); the longest that fits is taken. */
  readonly prefix: string;
  /** null: of any trunk; a rate of the very trunk goes before it. */
  readonly trunkId: TrunkId | null;
  /** Empty: always; a rate with windows goes before one without. */
  readonly windows: readonly TimeWindow[];
  readonly rateClass: RateClass;
  readonly payer: Payer;
  /** What charging begins with: the person's answer, or the network's (menu and queue included). */
  readonly chargeFrom: 'person' | 'network';
  /** Once for an answered leg. */
  readonly setupMicro: MicroText;
  /** Seconds from the begin of charging on that cost nothing. */
  readonly freeS: number;
  readonly steps: readonly RateStep[];
  /** The leg costs no more than this, set-up included. */
  readonly capMicro: MicroText | null;
  /** Increments are taken from this package as long as it has whole ones. */
  readonly packageCode: string | null;
}

/** Minutes included in a calendar month of the tariff's zone. */
export interface Package {
  readonly code: string;
  readonly name: string;
  readonly seconds: number;
}

/** What holds from an instant on; never changed once it is there, only followed by another version. */
export interface TariffVersion {
  readonly id: TariffVersionId;
  /** Counts the versions of a tariff; of two that hold from the same instant the higher one holds. */
  readonly number: number;
  readonly validFrom: Instant;
  /** Dates (YYYY-MM-DD) that are no workdays, and weekend days that are. */
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
  readonly rates: readonly Rate[];
  readonly packages: readonly Package[];
}

export const ROUNDING_MODES = ['up', 'half_up', 'half_even', 'down'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

export interface Tariff {
  readonly id: TariffId;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What a call costs in all is rounded to whole multiples of this, once. */
  readonly roundToMicro: MicroText;
  readonly roundingMode: RoundingMode;
  readonly versions: readonly TariffVersion[];
}
