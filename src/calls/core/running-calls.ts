import { monthOf, type Ledger } from '../../billing/core/ledger.js';
import { priceCall, type CompiledTariff } from '../../billing/core/rating.js';
import { NO_SHIFTS, type ChargedDirection, type ChargedLeg, type PricedCall } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallId, TariffId, TrunkId } from '../../kernel/ids.js';
import { microOf, type Micro } from '../../kernel/money.js';
import type { CallState } from './call-state.js';
import { firstAnswer, legsOf } from './charged-leg.js';

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
  readonly answeredAt: Instant;
  /** That of the account at the answer. null: the call costs nothing. */
  readonly tariff: CompiledTariff | null;
  /** The month whose packages it uses. */
  readonly month: string;
  /** Up to then it costs nothing, however long it lasts. */
  readonly freeUntil: Instant;
  /** Whether its rates take from packages: then what it costs depends on what other calls have taken. */
  readonly takes: boolean;
}

/** A call that has ended. */
export interface Priced {
  readonly priced: PricedCall;
  /** The month whose packages it has used. */
  readonly month: string;
  /** What it had cost that we dialled, at an instant, with the packages that it had. */
  readonly outboundBy: (at: Instant) => Micro;
}

/** Seconds of packages taken by calls that run, while they are added up: by month and code. */
type Taken = Record<string, Record<string, number>>;

/**
 * The answered calls of one tenant, priced as if they ended now, or later. Calls take from a package in the order in which
 * they were answered, whichever ends first: so nothing becomes dearer afterwards.
 */
export class RunningCalls {
  /** By which new calls are priced. */
  tariff: CompiledTariff | null = null;
  private calls = new Map<CallId, Running>();
  private inOrder = true;
  private last: Running | null = null;
  private packages: Ledger['packages'] = {};

  constructor(private readonly tariffOf: (id: TariffId | null) => CompiledTariff | null) {}

  /** In the order of their answers, also after a restart. */
  get entries(): ReadonlyMap<CallId, Running> {
    if (!this.inOrder) {
      this.calls = new Map([...this.calls].sort(([, a], [, b]) => answerOrder(a, b)));
      this.last = [...this.calls.values()].at(-1) ?? null;
      this.inOrder = true;
    }
    return this.calls;
  }

  get size(): number {
    return this.calls.size;
  }

  /** What was taken from packages by calls that have ended. */
  packagesAre(packages: Ledger['packages']): void {
    this.packages = packages;
  }

  /** The call as it is now; null while it is not answered. */
  put(call: CallState): Running | null {
    const answeredAt = firstAnswer(legsOf(call, Infinity));
    if (answeredAt === null) return null;
    const tariff = this.tariffOf(call.tariffId);
    const month = monthIn(tariff, answeredAt);
    const running = { call, answeredAt, tariff, month, ...this.outlook(call, tariff) };
    const known = this.calls.get(call.callId);
    if (known === undefined && this.last !== null && answerOrder(this.last, running) > 0) this.inOrder = false;
    this.calls.set(call.callId, running);
    if (known === undefined || this.last?.call.callId === call.callId) this.last = running;
    return running;
  }

  /** Something of the call has changed that it is not priced by. */
  is(known: Running, call: CallState): void {
    this.calls.set(call.callId, { ...known, call });
  }

  remove(callId: CallId): void {
    this.calls.delete(callId);
  }

  /** Tariffs may be others than they were. @returns whether any is by which calls are priced */
  tariffsAre(tariff: CompiledTariff | null): boolean {
    let changed = tariff !== this.tariff;
    this.tariff = tariff;
    for (const known of [...this.calls.values()]) {
      if (this.tariffOf(known.call.tariffId) === known.tariff) continue;
      this.put(known.call);
      changed = true;
    }
    return changed;
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

  /** What those that were answered before had cost at an instant in the past, call by call. */
  costsBefore(at: Instant): ReadonlyMap<CallId, Cost> {
    const taken: Taken = {};
    const costs = new Map<CallId, Cost>();
    for (const [callId, running] of this.entries) {
      if (running.answeredAt < at) costs.set(callId, this.costOf(running, at, taken));
    }
    return costs;
  }

  /** What one call costs at most: without packages it is never less than in the sum of all. */
  mostOf(running: Running, at: Instant): Cost {
    return this.costOf(running, at, null);
  }

  /** What one call costs at least, were it alone with what it takes from packages. */
  leastOf(running: Running, at: Instant): Cost {
    return running.takes ? NOTHING : this.costOf(running, at, null);
  }

  /** What one call costs at any time, with the packages that those leave to it by then who were answered before. */
  alone(running: Running, by: Instant): (at: Instant) => Cost {
    if (!running.takes) return (at) => this.costOf(running, at, null);
    const before = this.takenBefore(running.call.callId, by);
    return (at) => costIn(this.priced(running, at, before));
  }

  /** The price of a call that has ended: packages are left to it as those leave it who were answered before. */
  price(call: CallState, legs: readonly ChargedLeg[], now: Instant): Priced | null {
    const answeredAt = firstAnswer(legs);
    if (answeredAt === null) return null;
    const tariff = this.calls.get(call.callId)?.tariff ?? this.tariffOf(call.tariffId);
    if (tariff === null) return null;
    const month = monthIn(tariff, answeredAt);
    let priced = priceCall(tariff, legs, this.left(tariff, answeredAt, month, {}));
    if (priced === null) return null;
    if (Object.keys(priced.calculation.packageUsedS).length > 0 && !this.isEnoughFor(priced, now)) {
      const taken = this.takenBefore(call.callId, now);
      priced = priceCall(tariff, legs, this.left(tariff, answeredAt, month, taken)) ?? priced;
    }
    const { outboundMicro, calculation } = priced;
    const outboundBy = (at: Instant): Micro => {
      if (legs.every(({ endedAt }) => at >= endedAt)) return microOf(outboundMicro);
      const by = legs.filter((leg) => leg.answeredAt < at);
      const until = by.map((leg) => ({ ...leg, endedAt: Math.min(at, leg.endedAt) }));
      return costIn(priceCall(tariff, until, calculation.packageLeftS)).outbound;
    };
    return { priced, month, outboundBy };
  }

  /** By how much a call would become dearer the moment it were like this. */
  riseBy(call: CallState, now: Instant): Micro {
    const at = now + 1;
    const known = this.calls.get(call.callId);
    const taken = this.takenBefore(call.callId, at);
    const before = known === undefined ? NOTHING : costIn(this.priced(known, at, taken));
    const tariff = known?.tariff ?? this.tariffOf(call.tariffId);
    const answeredAt = firstAnswer(legsOf(call, at));
    if (answeredAt === null) return 0n;
    const month = monthIn(tariff, answeredAt);
    const then = { call, answeredAt, tariff, month, freeUntil: 0, takes: true };
    return costIn(this.priced(then, at, taken)).all - before.all;
  }

  /** What a call would cost as soon as it were answered. */
  firstCost(called: { direction: ChargedDirection; number: string; trunkId: TrunkId | null }, now: Instant): Cost {
    const { tariff } = this;
    if (tariff === null) return NOTHING;
    const leg = { ...called, answeredAt: now, connectedAt: now, endedAt: now + 1, ...NO_SHIFTS };
    const taken = packagesOf(tariff, now).length > 0 ? this.takenBefore(null, now) : {};
    return costIn(priceCall(tariff, [leg], this.left(tariff, now, monthIn(tariff, now), taken)));
  }

  /** Packages of the month of now, and what is left of them; what runs has taken its part. */
  packagesLeft(now: Instant): readonly { readonly code: string; readonly seconds: number; readonly leftS: number }[] {
    const { tariff } = this;
    const left = this.left(tariff, now, monthIn(tariff, now), this.takenBefore(null, now));
    return packagesOf(tariff, now).map(({ code, seconds }) => ({ code, seconds, leftS: left[code] ?? 0 }));
  }

  /** @param taken by calls that were answered before, grows by what this one takes; null: there are no packages */
  private costOf(running: Running, at: Instant, taken: Taken | null): Cost {
    const priced = this.priced(running, at, taken);
    if (priced !== null && taken !== null) take(taken, running.month, priced.calculation.packageUsedS);
    return costIn(priced);
  }

  private priced({ call, tariff, month, freeUntil }: Running, at: Instant, taken: Taken | null): PricedCall | null {
    if (tariff === null || at <= freeUntil) return null;
    const legs = legsOf(call, at);
    const answeredAt = firstAnswer(legs);
    if (answeredAt === null) return null;
    return priceCall(tariff, legs, taken === null ? NO_PACKAGES : this.left(tariff, answeredAt, month, taken));
  }

  /** What those have taken from packages by an instant who were answered before a call; null: all. */
  private takenBefore(callId: CallId | null, at: Instant): Taken {
    const taken: Taken = {};
    for (const [id, running] of this.entries) {
      if (id === callId) break;
      if (running.takes) this.costOf(running, at, taken);
    }
    return taken;
  }

  /** Whether packages suffice for it whatever all that runs may have taken. */
  private isEnoughFor({ calculation }: PricedCall, now: Instant): boolean {
    let mostS = 0;
    for (const { call } of this.calls.values()) mostS += (now - call.times.arrivedAt) / 1000 + LONGEST_INCREMENT_S;
    const { packageLeftS, packageUsedS } = calculation;
    return Object.entries(packageUsedS).every(([code, usedS]) => (packageLeftS[code] ?? 0) - mostS >= usedS);
  }

  private left(
    tariff: CompiledTariff | null,
    at: Instant,
    month: string,
    taken: Taken,
  ): Readonly<Record<string, number>> {
    const packages = packagesOf(tariff, at);
    if (packages.length === 0) return NO_PACKAGES;
    const left: Record<string, number> = {};
    for (const { code, seconds } of packages) {
      const gone = (this.packages[month]?.[code] ?? 0) + (taken[month]?.[code] ?? 0);
      left[code] = Math.max(0, seconds - gone);
    }
    return left;
  }

  /** Callers who wait, and calls that others pay for, need not be priced at every look. */
  private outlook(call: CallState, tariff: CompiledTariff | null): Pick<Running, 'freeUntil' | 'takes'> {
    const until = (call.times.connectedAt ?? call.times.answeredAt ?? 0) + FREE_LOOK_MS;
    const legs = legsOf(call, until);
    const answeredAt = firstAnswer(legs);
    if (tariff === null || answeredAt === null) return { freeUntil: 0, takes: false };
    const priced = priceCall(tariff, legs, NO_PACKAGES);
    if (priced === null) return { freeUntil: Infinity, takes: false };
    const takes = packagesOf(tariff, answeredAt).length > 0;
    return { freeUntil: priced.amountMicro === '0' ? until : 0, takes: takes && asksPackages(priced) };
  }
}

/** A rate with a package has asked for it, though there was none; what a day does not show is not taken for granted. */
function asksPackages({ calculation, amountMicro }: PricedCall): boolean {
  return amountMicro === '0' || Object.keys(calculation.packageLeftS).length > 0;
}

/** The month whose packages a call of that answer uses. */
function monthIn(tariff: CompiledTariff | null, answeredAt: Instant): string {
  return tariff === null ? '' : monthOf(tariff.tariff.timeZone, answeredAt);
}

function packagesOf(
  tariff: CompiledTariff | null,
  at: Instant,
): readonly { readonly code: string; readonly seconds: number }[] {
  return tariff?.versions.findLast(({ validFrom }) => validFrom <= at)?.packages ?? [];
}

function answerOrder(a: Running, b: Running): number {
  return a.answeredAt - b.answeredAt || (a.call.callId < b.call.callId ? -1 : 1);
}

function costIn(priced: PricedCall | null): Cost {
  if (priced === null) return NOTHING;
  return { all: microOf(priced.amountMicro), outbound: microOf(priced.outboundMicro) };
}

function take(taken: Taken, month: string, used: Readonly<Record<string, number>>): void {
  for (const [code, seconds] of Object.entries(used)) {
    const ofMonth = (taken[month] ??= {});
    ofMonth[code] = (ofMonth[code] ?? 0) + seconds;
  }
}
