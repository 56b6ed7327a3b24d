import type { ChargedLeg, ChargeLineKind, Payer } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import { microText, type Micro } from '../../kernel/money.js';
import { amountLine, type Bill, type PackageUse } from './bill.js';
import { priceOf } from './rounding.js';
import type { MeterRate, MeterStep, RateHold, RateSet } from './tariff-index.js';
import { begunParts, msOfSeconds, startedSeconds, times, wholeParts } from './whole.js';

/** What was metered of a leg. */
export interface Metered {
  readonly startedAt: Instant;
  readonly seconds: number;
}

/** A line that still grows. */
interface OpenLine {
  readonly kind: 'step' | 'package';
  readonly rate: MeterRate;
  readonly step: MeterStep;
  readonly fromS: number;
  increments: number;
}

/**
 * The meter of one leg. At the begin of each increment the rate in force at that instant says its length and price, so a
 * boundary within a call splits it. It goes from boundary to boundary, not from increment to increment.
 */
export class Meter {
  private open: OpenLine | null = null;
  private total: Micro = 0n;
  private cap: Micro | null = null;
  private capRate = '';
  /** What the cap took off, by payer. */
  private readonly over: Record<Payer, Micro> = { tenant: 0n, caller: 0n };
  /** Packages that had no whole increment left; they are not asked again within the leg. */
  private emptied: string[] | null = null;

  constructor(
    private readonly bill: Bill,
    private readonly packages: PackageUse,
    private readonly zone: string,
    private readonly leg: number,
  ) {}

  /** @returns null where charging never began: no person answered, and the rate charges from then on */
  run(rates: RateSet, leg: ChargedLeg): Metered | null {
    const { answeredAt, connectedAt, endedAt } = leg;
    const first = rates.at(this.zone, answeredAt);
    const fromNetwork = first.rate.rate.chargeFrom === 'network';
    const begin = fromNetwork ? answeredAt : connectedAt;
    if (begin === null) return null;
    const opening = begin < first.until && begin >= answeredAt ? first : rates.at(this.zone, begin);
    const shiftMs = leg.clockShiftMs - (fromNetwork ? 0 : leg.shiftBeforePersonMs);
    const seconds = startedSeconds(endedAt - begin - shiftMs);
    this.begin(opening.rate);
    const freeS = opening.rate.rate.freeS;
    if (freeS > 0 && seconds > 0) this.addFree(opening.rate, seconds < freeS ? seconds : freeS);
    if (seconds > freeS) this.charge(rates, opening, begin, freeS, seconds - freeS);
    this.finish();
    return { startedAt: begin, seconds };
  }

  private begin(opening: MeterRate): void {
    this.cap = opening.cap;
    this.capRate = opening.rate.code;
    if (opening.setup === 0n) return;
    const { code, payer } = opening.rate;
    this.bill.add(amountLine('setup', this.leg, code, payer, opening.setup), opening.setup);
    this.count(payer, opening.setup);
  }

  private addFree({ rate }: MeterRate, seconds: number): void {
    const line = amountLine('free', this.leg, rate.code, rate.payer, 0n);
    this.bill.add({ ...line, seconds }, 0n);
  }

  /** `durationS` seconds from `freeS` after `begin` on. */
  private charge(rates: RateSet, opening: RateHold, begin: Instant, freeS: number, durationS: number): void {
    const zero = begin + msOfSeconds(freeS);
    let hold = opening;
    let stepAt = 0;
    for (let atS = 0; atS < durationS;) {
      const at = zero + msOfSeconds(atS);
      if (at >= hold.until) {
        const before = hold.rate;
        hold = rates.at(this.zone, at);
        if (hold.rate !== before) stepAt = 0;
      }
      const { steps } = hold.rate;
      while (atS >= (steps[stepAt]?.untilS ?? Infinity)) stepAt += 1;
      const step = steps[stepAt];
      if (step === undefined) return;
      let limitS = step.untilS < durationS ? step.untilS : durationS;
      // Begins before the boundary are those of whole seconds that start before it.
      if (hold.until < zero + msOfSeconds(limitS)) limitS = startedSeconds(hold.until - zero);
      const increments = begunParts(limitS - atS, step.step.incrementS);
      this.meter(hold.rate, step, freeS + atS, increments);
      atS += times(increments, step.step.incrementS);
    }
  }

  /** Increments of one step: first from the package, then for money. */
  private meter(rate: MeterRate, step: MeterStep, fromS: number, increments: number): void {
    const fromPackage = rate.rate.packageCode === null ? 0 : this.takeFromPackage(rate, step, increments);
    if (fromPackage > 0) this.extend('package', rate, step, fromS, fromPackage);
    const paidFromS = fromS + times(fromPackage, step.step.incrementS);
    if (fromPackage < increments) this.extend('step', rate, step, paidFromS, increments - fromPackage);
  }

  private takeFromPackage(rate: MeterRate, step: MeterStep, increments: number): number {
    const code = rate.rate.packageCode ?? '';
    if (this.emptied?.includes(code) === true) return 0;
    const { incrementS } = step.step;
    const whole = wholeParts(this.packages.left(code), incrementS);
    const taken = whole < increments ? whole : increments;
    if (taken < increments) (this.emptied ??= []).push(code);
    if (taken > 0) this.packages.take(code, times(taken, incrementS));
    return taken;
  }

  private continues(kind: OpenLine['kind'], rate: MeterRate, step: MeterStep): boolean {
    return this.open !== null && this.open.kind === kind && this.open.rate === rate && this.open.step === step;
  }

  private extend(kind: OpenLine['kind'], rate: MeterRate, step: MeterStep, fromS: number, increments: number): void {
    if (this.open !== null && this.continues(kind, rate, step)) {
      this.open.increments += increments;
      return;
    }
    this.close();
    this.open = { kind, rate, step, fromS, increments };
  }

  private close(): void {
    if (this.open === null) return;
    const { kind, rate, step, fromS, increments } = this.open;
    this.open = null;
    const { incrementS, priceMicro, perS } = step.step;
    const seconds = times(increments, incrementS);
    const amount = kind === 'package' ? 0n : amountOf(step, seconds, increments);
    this.bill.add(
      {
        kind: kind satisfies ChargeLineKind,
        leg: this.leg,
        rate: rate.rate.code,
        payer: rate.rate.payer,
        fromS,
        seconds,
        increments,
        incrementS,
        priceMicro,
        perS,
        amountMicro: microText(amount),
      },
      amount,
    );
    this.count(rate.rate.payer, amount);
  }

  private count(payer: Payer, amount: Micro): void {
    if (this.cap === null) return;
    const before = this.total < this.cap ? this.total : this.cap;
    this.total += amount;
    const after = this.total < this.cap ? this.total : this.cap;
    this.over[payer] += amount - (after - before);
  }

  private finish(): void {
    this.close();
    if (this.cap === null) return;
    for (const payer of ['tenant', 'caller'] as const) {
      const over = this.over[payer];
      if (over > 0n) this.bill.add(amountLine('cap', this.leg, this.capRate, payer, -over), -over);
    }
  }
}

function amountOf(step: MeterStep, seconds: number, increments: number): Micro {
  if (step.incrementPrice === null) return priceOf(step.price, seconds, step.per);
  return increments === 1 ? step.incrementPrice : step.incrementPrice * BigInt(increments);
}
