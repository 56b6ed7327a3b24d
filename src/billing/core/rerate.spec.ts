import fc from 'fast-check';

import { leg, micro, rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import type { ChargedLeg } from '../../kernel/charge.js';
import { explain } from './explain.js';
import { compileTariff, priceCall } from './rating.js';
import { pricedAnew, takenBack } from './rerate.js';
import type { Rate } from './tariff.js';

const TEN = '2026-11-20T10:00:00+08:00';
const at = (price: string, number = 1) =>
  version({
    number,
    rates: [rate({ steps: steps(`60 at ${price}/60`), packageCode: 'p' })],
    packages: [{ code: 'p', name: 'p', seconds: 600 }],
  });
const dear = compileTariff(tariff({ versions: [at('0.15')] }));
const cheap = compileTariff(tariff({ versions: [at('0.15'), at('0.10', 2)] }));

test('priced by the same tariff, no call changes; by a corrected one, those that cost something else', () => {
  fc.assert(
    fc.property(fc.nat(7200), fc.nat(600), (seconds, left) => {
      const before = priceCall(dear, [leg(TEN, seconds)], { p: left })!;
      expect(pricedAnew(dear, before)).toBeNull();
      const after = pricedAnew(cheap, before);
      expect(after === null).toBe(before.amountMicro === '0');
      if (after !== null) expect(after.calculation.packageUsedS).toEqual(before.calculation.packageUsedS);
    }),
  );
});

test('taken back and added up, nothing is left: amounts, seconds, minutes of packages, every line', () => {
  const charge = priceCall(dear, [leg(TEN, 90)], { p: 60 })!;
  const back = takenBack(charge);
  expect(back).toMatchObject({ amountMicro: `-${micro('0.15')}`, seconds: 0 - charge.seconds });
  expect(back.calculation.packageUsedS).toEqual({ p: -60 });
  const sum = [...charge.calculation.lines, ...back.calculation.lines].reduce(
    (all, line) => all + BigInt(line.amountMicro),
    0n,
  );
  expect(sum).toBe(0n);
  expect(takenBack(back)).toEqual(charge);
});

test('a tariff that holds no more at that time changes nothing', () => {
  const later = compileTariff(tariff({ versions: [{ ...at('1'), validFrom: Date.parse(TEN) + 1 }] }));
  expect(pricedAnew(later, priceCall(dear, [leg(TEN, 60)], {})!)).toBeNull();
});

describe('costs the tenant what it did, and yet something else', () => {
  const priced = (rates: readonly Partial<Rate>[], number = 1) =>
    compileTariff(tariff({ versions: [version({ number, rates: rates.map((one) => rate(one)) })] }));

  test('what the caller pays is another amount', () => {
    const caller = (price: string) => priced([{ payer: 'caller', steps: steps(`60 at ${price}/60`) }]);
    const before = priceCall(caller('1'), [leg(TEN, 60)], {})!;
    expect(pricedAnew(caller('1'), before)).toBeNull();
    expect(pricedAnew(caller('2'), before)).toMatchObject({ amountMicro: '0', callerAmountMicro: micro('2') });
  });

  test('of the same amount another part is for the leg that we dialled', () => {
    const parts = (inPrice: string, outPrice: string) =>
      priced([
        { code: 'in', steps: steps(`60 at ${inPrice}/60`) },
        { code: 'out', direction: 'outbound', steps: steps(`60 at ${outPrice}/60`) },
      ]);
    const legs = [leg(TEN, 60), leg(TEN, 60, { direction: 'outbound', number: '02162340000' })];
    const before = priceCall(parts('0.1', '0.3'), legs, {})!;
    expect(pricedAnew(parts('0.1', '0.3'), before)).toBeNull();
    const after = pricedAnew(parts('0.3', '0.1'), before);
    expect(after).toMatchObject({ amountMicro: before.amountMicro, outboundMicro: micro('0.1') });
  });
});

test('a charge of a former build, which kept no shifts of the clock, is priced as it was', () => {
  const charge = priceCall(dear, [leg(TEN, 90)], { p: 0 })!;
  const { clockShiftMs, shiftBeforePersonMs, ...former } = charge.calculation.legs[0]!;
  expect([clockShiftMs, shiftBeforePersonMs]).toEqual([0, 0]);
  const stored = { ...charge, calculation: { ...charge.calculation, legs: [former as ChargedLeg] } };
  expect(pricedAnew(dear, stored)).toBeNull();
  expect(pricedAnew(cheap, stored)).toMatchObject({ amountMicro: micro('0.2') });
  expect(explain(stored.calculation)).toEqual(explain(charge.calculation));
});
