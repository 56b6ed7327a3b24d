import { monthOf, type Ledger } from '../../billing/core/ledger.js';
import { priceCall, type CompiledTariff } from '../../billing/core/rating.js';
import type { CallDirection, ChargedLeg, PricedCall } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallId, TrunkId } from '../../kernel/ids.js';
import { microOf, type Micro } from '../../kernel/money.js';
import type { CallState } from './call-state.js';

/** How far a call is looked at that seems to cost nothing, milliseconds. */
const FREE_LOOK_MS = 86_400_000;

/** What a call has cost the tenant, or will have. */
export interface Cost {
  readonly all: Micro;
  /** Of that, what is for calls that we dial. */
  readonly outbound: Micro;
}

/** No increment of a tariff is longer, seconds. */
const LONGEST_INCREMENT_S = 3600;

const NO_PACKAGES: Readonly<Record<string, number>> = {};
const NOTHING: Cost = { all: 0n, outbound: 0n };

/** An answered call of a tenant. */
export interface Running {
  readonly call: CallState;
  /** The month whose packages it uses. */
  readonly month: string;
  /** Up to then it costs nothing, however long it lasts. */
  readonly freeUntil: Instant;
}

/** Seconds of packages taken by calls that run, while they are added up: by month and code. */
type Taken = Record<string, Record<string, number>>;

/**
 * The answered calls of one tenant, priced as if they ended now, or later. Calls take from a package in the order in which
 * they were answered, whichever ends first: so nothing becomes dearer afterwards.
 */
export class RunningCalls {
  readonly entries = new Map<CallId, Running>();
  tariff: CompiledTariff | null = null;
  private packages: Ledger['packages'] = {};

  get size(): number {
    return this.entries.size;
  }

  /** What was taken from packages by calls that have ended. */
  packagesAre(packages: Ledger['packages']): void {
    this.packages = packages;
  }

  put(call: CallState): Running | null {
    const leg = legOf(call, call.times.arrivedAt);
    if (leg === null) return null;
    const running = { call, month: this.month(leg.answeredAt), freeUntil: this.freeUntil(call) };
    this.entries.set(call.callId, running);
    return running;
  }

  remove(callId: CallId): void {
    this.entries.delete(callId);
  }

  /** Another tariff holds. */
  priceAnew(tariff: CompiledTariff | null): void {
    this.tariff = tariff;
    for (const { call } of [...this.entries.values()]) this.put(call);
  }

  /** What all calls together will have cost at an instant, should nothing begin or end. */
  costAt(at: Instant): Cost {
    let all = 0n;
    let outbound = 0n;
    const taken: Taken = {};
    for (const running of this.entries.values()) {
      const cost = this.costOf(running, at, taken);
      all += cost.all;
      outbound += cost.outbound;
    }
    return { all, outbound };
  }

  /** The same call by call. */
  costsAt(at: Instant): ReadonlyMap<CallId, Cost> {
    const taken: Taken = {};
    return new Map([...this.entries].map(([callId, running]) => [callId, this.costOf(running, at, taken)]));
  }

  /** One call alone; without packages it is never less than in the sum of all. */
  costOf({ call, month, freeUntil }: Running, at: Instant, taken: Taken | null): Cost {
    if (this.tariff === null || at <= freeUntil) return NOTHING;
    const leg = legOf(call, at);
    if (leg === null) return NOTHING;
    const priced = priceCall(this.tariff, [leg], taken === null ? {} : this.leftFor(leg, month, taken));
    if (priced === null) return NOTHING;
    if (taken !== null) take(taken, month, priced.calculation.packageUsedS);
    return { all: microOf(priced.amountMicro), outbound: microOf(priced.outboundMicro) };
  }

  /** The price of a call that has ended: packages are left to it as those leave it who were answered before. */
  price(callId: CallId, leg: ChargedLeg, now: Instant): PricedCall | null {
    if (this.tariff === null) return null;
    const month = this.month(leg.answeredAt);
    const alone = priceCall(this.tariff, [leg], this.leftFor(leg, month, {}));
    if (alone === null || Object.keys(alone.calculation.packageUsedS).length === 0) return alone;
    if (this.isEnoughFor(alone, now)) return alone;
    const taken: Taken = {};
    for (const [id, running] of this.entries) {
      if (id === callId) break;
      this.costOf(running, now, taken);
    }
    return priceCall(this.tariff, [leg], this.leftFor(leg, month, taken));
  }

  /** Whether packages suffice for it whatever all that runs may have taken. */
  private isEnoughFor({ calculation }: PricedCall, now: Instant): boolean {
    let mostS = 0;
    for (const { call } of this.entries.values()) mostS += (now - call.times.arrivedAt) / 1000 + LONGEST_INCREMENT_S;
    const { packageLeftS, packageUsedS } = calculation;
    return Object.entries(packageUsedS).every(([code, usedS]) => (packageLeftS[code] ?? 0) - mostS >= usedS);
  }

  /** What a call would cost as soon as it were answered. */
  firstCost(called: { direction: CallDirection; number: string; trunkId: TrunkId | null }, now: Instant): Cost {
    if (this.tariff === null) return NOTHING;
    const leg = { ...called, answeredAt: now, connectedAt: now, endedAt: now + 1, ...NO_SHIFTS };
    const month = this.month(now);
    const taken: Taken = {};
    if (this.packagesOf(now).length > 0) for (const running of this.entries.values()) this.costOf(running, now, taken);
    const priced = priceCall(this.tariff, [leg], this.leftFor(leg, month, taken));
    if (priced === null) return NOTHING;
    return { all: microOf(priced.amountMicro), outbound: microOf(priced.outboundMicro) };
  }

  /** Packages of the month of now, and what is left of them; what runs has taken its part. */
  packagesLeft(now: Instant): readonly { readonly code: string; readonly seconds: number; readonly leftS: number }[] {
    const taken: Taken = {};
    for (const running of this.entries.values()) this.costOf(running, now, taken);
    const left = this.left(now, this.month(now), taken);
    return this.packagesOf(now).map(({ code, seconds }) => ({ code, seconds, leftS: left[code] ?? 0 }));
  }

  /** The month whose packages a call of that answer uses. */
  month(answeredAt: Instant): string {
    return this.tariff === null ? '' : monthOf(this.tariff.tariff.timeZone, answeredAt);
  }

  private leftFor(leg: ChargedLeg, month: string, taken: Taken): Readonly<Record<string, number>> {
    return this.left(leg.answeredAt, month, taken);
  }

  private left(at: Instant, month: string, taken: Taken): Readonly<Record<string, number>> {
    const packages = this.packagesOf(at);
    if (packages.length === 0) return NO_PACKAGES;
    const left: Record<string, number> = {};
    for (const { code, seconds } of packages) {
      const gone = (this.packages[month]?.[code] ?? 0) + (taken[month]?.[code] ?? 0);
      left[code] = Math.max(0, seconds - gone);
    }
    return left;
  }

  private packagesOf(at: Instant): readonly { readonly code: string; readonly seconds: number }[] {
    return this.tariff?.versions.findLast(({ validFrom }) => validFrom <= at)?.packages ?? [];
  }

  /** Callers who wait, and calls that others pay for, need not be priced at every look. */
  private freeUntil(call: CallState): Instant {
    const until = (call.times.connectedAt ?? call.times.answeredAt ?? 0) + FREE_LOOK_MS;
    const leg = legOf(call, until);
    if (this.tariff === null || leg === null) return 0;
    const priced = priceCall(this.tariff, [leg], {});
    if (priced === null) return Infinity;
    return priced.amountMicro === '0' ? until : 0;
  }
}

function take(taken: Taken, month: string, used: Readonly<Record<string, number>>): void {
  for (const [code, seconds] of Object.entries(used)) {
    const ofMonth = (taken[month] ??= {});
    ofMonth[code] = (ofMonth[code] ?? 0) + seconds;
  }
}

/** The leg of a call that is charged, were it to end then; null before its answer. Hung up, it costs no more. */
export function legOf(
  { direction, trunkId, called, times, ending, clockShiftMs, shiftBeforePersonMs }: ChargedCall,
  at: Instant,
): ChargedLeg | null {
  const answeredAt = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (answeredAt === null) return null;
  const endedAt = ending === null ? at : Math.min(at, ending.at);
  const clock = { clockShiftMs, shiftBeforePersonMs };
  return { direction, trunkId, number: called, answeredAt, connectedAt: times.connectedAt, endedAt, ...clock };
}

/** What the clock was put forward by during a call. */
export type ClockShifts = Pick<CallState, 'clockShiftMs' | 'shiftBeforePersonMs'>;

export const NO_SHIFTS: ClockShifts = { clockShiftMs: 0, shiftBeforePersonMs: 0 };

/** What is charged of a call. */
export type ChargedCall = Pick<CallState, 'direction' | 'trunkId' | 'called'> &
  ClockShifts & {
    readonly times: Pick<CallState['times'], 'answeredAt' | 'connectedAt'>;
    readonly ending: { readonly at: Instant } | null;
  };
