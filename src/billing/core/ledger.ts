import type { Instant } from '../../kernel/clock.js';
import type { LimitName, PricedCall } from '../../kernel/charge.js';
import type { TenantId } from '../../kernel/ids.js';
import { microOf, microText, type Micro, type MicroText } from '../../kernel/money.js';
import { localTime } from '../../kernel/zone.js';
import type { Account } from './account.js';
import { dayAt, hourAt, nightAt, type CountedSpan } from '../../kernel/spans.js';

/** What was spent, in an hour or a day, for calls that we dialled and that have ended. */
export interface SpentSpan extends CountedSpan {
  readonly spentMicro: MicroText;
  /** Whether the alarm has been raised in this span. */
  readonly alarmed: boolean;
}

export interface Night extends CountedSpan {
  readonly calls: number;
  readonly alarmed: boolean;
}

/** Alarms of the balance that stand, with what was available when they were raised. */
export type BalanceAlarms = Readonly<Partial<Record<'balance_low' | 'balance_out', MicroText>>>;

/** What a tenant has spent, as the engine counts it and the journal keeps it. */
export interface Ledger {
  readonly version: 1;
  readonly tenantId: TenantId;
  /** All charges ever. */
  readonly spentMicro: MicroText;
  readonly hour: SpentSpan | null;
  readonly day: SpentSpan | null;
  readonly night: Night | null;
  /** Seconds taken from packages, by month ("YYYY-MM") and code. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly alarms: BalanceAlarms;
  /** Counts the alarms: their ids follow from it. */
  readonly alarmCount: number;
}

export type SpendLimit = Extract<LimitName, 'spend_hour' | 'spend_day'>;

/** Where counting begins that has no journal: with what has arrived in PostgreSQL. */
export function newLedger(account: Account): Ledger {
  return {
    version: 1,
    tenantId: account.tenantId,
    spentMicro: account.chargedMicro,
    hour: null,
    day: null,
    night: null,
    packages: {},
    alarms: {},
    alarmCount: 0,
  };
}

/** What may still be spent: the balance, of postpaid tenants what is left of their limit. */
export function availableOf(account: Account, ledger: Ledger): Micro {
  const balance = microOf(account.creditMicro) - microOf(ledger.spentMicro);
  return account.mode === 'postpaid' ? balance + microOf(account.creditLimitMicro) : balance;
}

/** The hour or the day of now, with what was spent in it. */
export function spentSpan(ledger: Ledger, limit: SpendLimit, zone: string, now: Instant): SpentSpan {
  const kept = limit === 'spend_hour' ? ledger.hour : ledger.day;
  if (kept !== null && now >= kept.from && now < kept.until) return kept;
  const span = limit === 'spend_hour' ? hourAt(zone, now) : dayAt(zone, now);
  if (turnedBack(kept, now)) return { ...kept, ...span };
  return { ...span, spentMicro: '0', alarmed: false };
}

/** The night of now, with its calls; null by day. */
export function nightOf(ledger: Ledger, { timeZone, fraud }: Account, now: Instant): Night | null {
  const span = nightAt(timeZone, fraud.nightFrom, fraud.nightTo, now);
  if (span === null) return null;
  const { night } = ledger;
  if (night !== null && now >= night.from && now < night.until) return night;
  if (turnedBack(night, now)) return { ...night, ...span };
  return { ...span, calls: 0, alarmed: false };
}

/** A clock that was put back does not give another time what was spent already. */
function turnedBack<T extends CountedSpan>(kept: T | null, now: Instant): kept is T {
  return kept !== null && now < kept.from;
}

/** @param shares of what was paid for calls that we dialled, what falls into this hour and this day */
export function charged(
  ledger: Ledger,
  account: Account,
  priced: PricedCall,
  shares: Readonly<Record<SpendLimit, Micro>>,
  month: string,
  now: Instant,
): Ledger {
  const span = (limit: SpendLimit): SpentSpan => {
    const kept = spentSpan(ledger, limit, account.timeZone, now);
    return {
      from: kept.from,
      until: kept.until,
      spentMicro: plus(kept.spentMicro, shares[limit]),
      alarmed: kept.alarmed,
    };
  };
  const outbound = priced.calculation.legs.some((leg) => leg.direction === 'outbound');
  return {
    ...ledger,
    spentMicro: plus(ledger.spentMicro, microOf(priced.amountMicro)),
    hour: outbound ? span('spend_hour') : ledger.hour,
    day: outbound ? span('spend_day') : ledger.day,
    packages: packagesAfter(ledger.packages, month, priced.calculation.packageUsedS),
  };
}

/** Months of packages that are kept: calls are priced by the month in which they were answered. */
const MONTHS_KEPT = 3;

function packagesAfter(
  packages: Ledger['packages'],
  month: string,
  used: Readonly<Record<string, number>>,
): Ledger['packages'] {
  if (Object.keys(used).length === 0) return packages;
  const before = packages[month] ?? {};
  const after = Object.fromEntries(
    Object.entries(used).map(([code, seconds]) => [code, (before[code] ?? 0) + seconds]),
  );
  const all = { ...packages, [month]: { ...before, ...after } };
  const kept = Object.keys(all).sort().slice(-MONTHS_KEPT);
  return Object.fromEntries([...new Set([...kept, month])].map((name) => [name, all[name] ?? {}]));
}

/** The month whose packages a call uses: that of its answer, in the tariff's zone. */
export function monthOf(zone: string, answeredAt: Instant): string {
  const { year, month } = localTime(zone, answeredAt);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** Alarms are numbered on from here by a tenant's new home: the old one may still raise some of its own. */
const ROOM_FOR_THE_OLD_HOME = 1_000;

/**
 * A ledger with what the node that the tenant came from had counted in hours, days, nights and packages: of the same span
 * the greater figure is the later one, for whoever counts on begins with what there was. What each node has charged stays
 * that node's sum.
 */
export function withThatOf(own: Ledger, other: Ledger): Ledger {
  const later = <T extends CountedSpan>(a: T | null, b: T | null, count: (span: T) => bigint): T | null => {
    if (a === null || b === null) return a ?? b;
    if (a.from !== b.from) return a.from > b.from ? a : b;
    return count(a) >= count(b) ? a : b;
  };
  const spent = (span: SpentSpan): bigint => microOf(span.spentMicro);
  const isBehind = other.alarmCount > own.alarmCount;
  return {
    ...own,
    hour: later(own.hour, other.hour, spent),
    day: later(own.day, other.day, spent),
    night: later(own.night, other.night, ({ calls }) => BigInt(calls)),
    packages: packagesOfBoth(own.packages, other.packages),
    alarms: isBehind ? other.alarms : own.alarms,
    alarmCount: isBehind ? other.alarmCount + ROOM_FOR_THE_OLD_HOME : own.alarmCount,
  };
}

function packagesOfBoth(own: Ledger['packages'], other: Ledger['packages']): Ledger['packages'] {
  const all: Record<string, Record<string, number>> = {};
  for (const packages of [own, other]) {
    for (const [month, used] of Object.entries(packages)) {
      const sums = (all[month] ??= {});
      for (const [code, seconds] of Object.entries(used)) sums[code] = Math.max(sums[code] ?? 0, seconds);
    }
  }
  return all;
}

function plus(amount: MicroText, more: Micro): MicroText {
  return microText(microOf(amount) + more);
}
