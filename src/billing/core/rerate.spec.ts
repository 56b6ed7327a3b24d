import fc from 'fast-check';

import { leg, micro, rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import { compileTariff, priceCall } from './rating.js';
import { pricedAnew, takenBack } from './rerate.js';

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
