import fc from 'fast-check';

import { legs, PACKAGES, tariffs } from '../../../test/fixtures/random-tariffs.js';
import { leg, rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import type { ChargedLeg, PricedCall } from '../../kernel/charge.js';
import { microOf } from '../../kernel/money.js';
import { compileTariff, priceCall } from './rating.js';
import type { Rate, RateStep, Tariff, TimeWindow } from './tariff.js';
import { checkTariff, checkVersion } from './tariff-check.js';

const HOUR_MS = 3_600_000;
const calls = fc.array(legs(HOUR_MS), { minLength: 1, maxLength: 3 });
const left = fc.record({ p: fc.integer({ min: 0, max: 4000 }), q: fc.integer({ min: 0, max: 200 }) });
const withPackages = tariffs({ withPackages: true });

function price(of: Tariff, call: readonly ChargedLeg[], leftS: Readonly<Record<string, number>>): PricedCall {
  const priced = priceCall(compileTariff(of), call, leftS);
  if (priced === null) throw new Error('not priced');
  return priced;
}

/**
 * The same rules as the meter's, told slowly: every second is looked at, the time of day is asked of Intl, rates are
 * looked for in the list, and nothing is computed ahead.
 */
class SlowMeter {
  readonly sums = { tenant: 0n, caller: 0n };
  readonly used: Record<string, number> = {};
  seconds = 0;

  constructor(
    private readonly of: Tariff,
    private readonly leftS: Readonly<Record<string, number>>,
  ) {}

  total(payer: 'tenant' | 'caller'): bigint {
    const unit = BigInt(this.of.roundToMicro);
    const below = (this.sums[payer] / unit) * unit;
    const rest = this.sums[payer] - below;
    const odd = (below / unit) % 2n === 1n;
    const up = {
      up: rest > 0n,
      down: false,
      half_up: rest * 2n >= unit,
      half_even: rest * 2n > unit || (rest * 2n === unit && odd),
    }[this.of.roundingMode];
    return up ? below + unit : below;
  }

  count(call: ChargedLeg): void {
    const first = this.rateAt(call, call.answeredAt);
    if (first === null) return;
    const begin = first.chargeFrom === 'network' ? call.answeredAt : call.connectedAt;
    if (begin === null) return;
    const opening = this.rateAt(call, begin) ?? first;
    const lasted = Math.max(0, Math.ceil((call.endedAt - begin - call.clockShiftMs) / 1000));
    this.seconds += lasted;
    const lines: { rate: Rate; step: RateStep | null; seconds: number }[] = [];
    const emptied = new Set<string>();
    let next = opening.freeS;
    for (let second = 0; second < lasted; second += 1) {
      if (second < next) continue;
      const now = this.rateAt(call, begin + second * 1000);
      if (now === null) throw new Error('no rate');
      const step = now.steps.findLast(({ fromS }) => fromS <= second - opening.freeS);
      if (step === undefined) throw new Error('no step');
      next = second + step.incrementS;
      const paid = !this.fromPackage(now, step.incrementS, emptied);
      const line = lines.at(-1);
      const same = line?.rate === now && line.step === (paid ? step : null);
      if (same) line.seconds += step.incrementS;
      else lines.push({ rate: now, step: paid ? step : null, seconds: step.incrementS });
    }
    let spent = 0n;
    const spend = (payer: 'tenant' | 'caller', amount: bigint): void => {
      const room = opening.capMicro === null ? amount : BigInt(opening.capMicro) - spent;
      const paid = amount < room ? amount : room;
      spent += paid;
      this.sums[payer] += paid;
    };
    spend(opening.payer, BigInt(opening.setupMicro));
    for (const { rate: of, step, seconds } of lines) {
      if (step === null) continue;
      const exact = BigInt(step.priceMicro) * BigInt(seconds);
      const per = BigInt(step.perS);
      spend(of.payer, exact / per + (exact % per > 0n ? 1n : 0n));
    }
  }

  private fromPackage(of: Rate, seconds: number, emptied: Set<string>): boolean {
    const code = of.packageCode;
    if (code === null || emptied.has(code)) return false;
    const used = this.used[code] ?? 0;
    if ((this.leftS[code] ?? 0) - used < seconds) {
      emptied.add(code);
      return false;
    }
    this.used[code] = used + seconds;
    return true;
  }

  private rateAt(call: ChargedLeg, at: number): Rate | null {
    const fitting = (this.of.versions[0]?.rates ?? []).filter(
      (one) =>
        one.direction === call.direction &&
        call.number.startsWith(one.prefix) &&
        (one.trunkId === null || one.trunkId === call.trunkId) &&
        (one.windows.length === 0 || one.windows.some((window) => this.within(window, at))),
    );
    const rank = (one: Rate): number =>
      one.prefix.length * 4 + (one.trunkId === null ? 0 : 2) + (one.windows.length === 0 ? 0 : 1);
    return fitting.sort((a, b) => rank(b) - rank(a))[0] ?? null;
  }

  private within(window: TimeWindow, at: number): boolean {
    const now = wall(this.of.timeZone, at);
    const today = this.isDay(window, now.date);
    const yesterday = this.isDay(window, new Date(Date.parse(now.date) - 86_400_000).toISOString().slice(0, 10));
    if (window.to > window.from) return today && now.time >= window.from && now.time < window.to;
    return (today && now.time >= window.from) || (yesterday && now.time < window.to);
  }

  private isDay({ days }: TimeWindow, date: string): boolean {
    const weekday = new Date(date).getUTCDay() || 7;
    const { holidays = [], workdays = [] } = this.of.versions[0] ?? {};
    const ordinary = weekday > 5 && !workdays.includes(date) ? 'weekend' : 'workday';
    const kind = holidays.includes(date) ? 'holiday' : ordinary;
    return days.length === 0 || days.includes(kind) || days.includes(weekday as 1);
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wall(timeZone: string, at: number): { date: string; time: string } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  const [date = '', time = ''] = format.format(at).split(' ');
  return { date, time };
}

test('the tariffs that are tried have no faults', () => {
  fc.assert(
    fc.property(withPackages, (of) => {
      expect([...checkTariff(of), ...of.versions.flatMap(checkVersion)]).toEqual([]);
    }),
  );
});

test('from boundary to boundary is the same as second by second', () => {
  const short = fc.array(legs(900_000), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(withPackages, short, left, (of, call, leftS) => {
      const priced = price(of, call, leftS);
      const slow = new SlowMeter(of, leftS);
      for (const one of call) slow.count(one);
      expect(priced).toMatchObject({
        amountMicro: slow.total('tenant').toString(),
        callerAmountMicro: slow.total('caller').toString(),
        seconds: slow.seconds,
      });
      expect(priced.calculation.packageUsedS).toEqual(slow.used);
    }),
    { numRuns: 250 },
  );
});

test('every tariff without faults prices every call, 48 hours too; no second is charged twice', () => {
  fc.assert(
    fc.property(withPackages, fc.array(legs(48 * HOUR_MS), { minLength: 1, maxLength: 3 }), left, (of, call, leftS) => {
      const { lines, packageUsedS } = price(of, call, leftS).calculation;
      call.forEach((_, i) => {
        let next = 0;
        for (const { fromS, seconds, kind } of lines.filter((line) => line.leg === i)) {
          if (kind === 'setup' || kind === 'cap') continue;
          expect(fromS).toBe(next);
          next += seconds;
        }
      });
      for (const { code } of PACKAGES) {
        expect(packageUsedS[code] ?? 0).toBeLessThanOrEqual(leftS[code as 'p' | 'q']);
      }
    }),
  );
});

test('a version that somebody has meddled with is refused, or prices every call', () => {
  const number = fc.oneof(fc.integer({ min: -2, max: 400 }), fc.constantFrom(NaN, Infinity, 0.5, 2 ** 53, -0));
  const text = fc.constantFrom(
    '',
    '-1',
    '0',
    '00',
    '150000',
    '0.1',
    '1e9',
    '9'.repeat(18),
    '9'.repeat(19),
    '__proto__',
  );
  const window = fc.record({
    days: fc.array(fc.constantFrom<TimeWindow['days'][number]>('workday', 'weekend', 'holiday', 1, 6, 7), {
      maxLength: 2,
    }),
    from: fc.constantFrom('00:00', '08:00', '24:00', '8:00', '23:59'),
    to: fc.constantFrom('00:00', '20:00', '07:59', ''),
  });
  const step = fc.record({ fromS: number, incrementS: number, priceMicro: text, perS: number });
  const good = fc.record({
    fromS: fc.constant(0),
    incrementS: fc.constantFrom(1, 60, 3600),
    priceMicro: fc.constantFrom('0', '1000000000000'),
    perS: fc.constantFrom(1, 86_400),
  });
  const meddled = fc.oneof(
    fc.record({ code: text }),
    fc.record({ prefix: text }),
    fc.record({ windows: fc.array(window, { maxLength: 2 }) }),
    fc.record({ setupMicro: text, capMicro: fc.option(text) }),
    fc.record({ freeS: number }),
    fc.record({ steps: fc.array(step, { maxLength: 2 }) }),
    fc.record({ steps: fc.tuple(good, step).map((both) => [...both]) }),
    fc.record({ packageCode: fc.option(fc.constantFrom('p', 'none', '__proto__')) }),
  );
  let priced = 0;
  const content = fc.tuple(withPackages, fc.nat(), meddled);
  fc.assert(
    fc.property(content, calls, left, ([of, which, changes], call, leftS) => {
      const change: Partial<Rate> = changes;
      const versions = of.versions.map((one) => ({
        ...one,
        rates: one.rates.map((was, i) => (i === which % one.rates.length ? { ...was, ...change } : was)),
      }));
      if (versions.some((one) => checkVersion(one).length > 0)) return;
      priced += 1;
      const { amountMicro } = price({ ...of, versions }, call, leftS);
      expect(microOf(amountMicro)).toBeGreaterThanOrEqual(0n);
    }),
    { numRuns: 1000 },
  );
  expect(priced).toBeGreaterThan(20);
});

test('a longer call never costs less, whichever leg is longer', () => {
  const more = fc.oneof(fc.integer({ min: 1, max: HOUR_MS }), fc.constantFrom(1, 999, 1000, 60_000));
  fc.assert(
    fc.property(withPackages, calls, left, fc.nat(2), more, (of, call, leftS, which, moreMs) => {
      const longer = call.map((one, i) =>
        i === which % call.length ? { ...one, endedAt: one.endedAt + moreMs } : one,
      );
      const [before, after] = [price(of, call, leftS), price(of, longer, leftS)];
      expect(microOf(after.amountMicro)).toBeGreaterThanOrEqual(microOf(before.amountMicro));
      expect(microOf(after.callerAmountMicro)).toBeGreaterThanOrEqual(microOf(before.callerAmountMicro));
      expect(after.seconds).toBeGreaterThanOrEqual(before.seconds);
    }),
    { numRuns: 500 },
  );
});

test('the lines add up to the total, every amount is whole, and nothing is below zero but what a cap or rounding takes', () => {
  fc.assert(
    fc.property(withPackages, calls, left, (of, call, leftS) => {
      const priced = price(of, call, leftS);
      const sum = { tenant: 0n, caller: 0n };
      for (const { payer, amountMicro, kind } of priced.calculation.lines) {
        expect(amountMicro).toMatch(/^-?[0-9]+$/);
        if (kind !== 'cap' && kind !== 'rounding') expect(microOf(amountMicro)).toBeGreaterThanOrEqual(0n);
        sum[payer] += BigInt(amountMicro);
      }
      expect(priced).toMatchObject({ amountMicro: sum.tenant.toString(), callerAmountMicro: sum.caller.toString() });
      expect(sum.tenant % BigInt(of.roundToMicro)).toBe(0n);
      expect(sum.caller % BigInt(of.roundToMicro)).toBe(0n);
      expect(sum.tenant).toBeGreaterThanOrEqual(0n);
    }),
  );
});

test('priced again from its own calculation, after a way through JSON, it is the same', () => {
  fc.assert(
    fc.property(withPackages, calls, left, (of, call, leftS) => {
      const priced = price(of, call, leftS);
      const kept = JSON.parse(JSON.stringify(priced)) as PricedCall;
      const tariffAgain = JSON.parse(JSON.stringify(of)) as Tariff;
      expect(price(tariffAgain, kept.calculation.legs, kept.calculation.packageLeftS)).toEqual(priced);
      expect(kept).toEqual(priced);
    }),
  );
});

test('in which order calls are priced is irrelevant where no package is shared', () => {
  const many = fc.array(calls, { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(tariffs({ withPackages: false }), many, left, (of, all, leftS) => {
      const compiled = compileTariff(of);
      const forward = all.map((call) => priceCall(compiled, call, leftS));
      const backward = all.toReversed().map((call) => priceCall(compileTariff(of), call, {}));
      expect(backward.toReversed()).toEqual(forward);
    }),
  );
});

test('the order of rates in a version is irrelevant', () => {
  fc.assert(
    fc.property(withPackages, calls, left, (of, call, leftS) => {
      const versions = of.versions.map((one) => ({ ...one, rates: one.rates.toReversed() }));
      expect(price({ ...of, versions }, call, leftS)).toEqual(price(of, call, leftS));
    }),
  );
});

test('one call of 48 hours by the second is the sum of its days', () => {
  const perSecond = tariff({ versions: [version({ rates: [rate({ steps: steps('1 at 0.06/60') })] })] });
  const whole = price(perSecond, [leg('2026-11-23T10:00:00+08:00', 172_800)], {});
  expect(whole.amountMicro).toBe('172800000');
  expect(whole.calculation.lines).toHaveLength(1);
});
