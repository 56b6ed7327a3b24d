import fc from 'fast-check';

import { amountText, microOf, microText, parseAmount } from './money.js';

test.each([
  ['0', 0n, '0.00'],
  ['0.15', 150_000n, '0.15'],
  ['0.1', 100_000n, '0.10'],
  ['12', 12_000_000n, '12.00'],
  ['-20', -20_000_000n, '-20.00'],
  ['0.000001', 1n, '0.000001'],
  ['-0.0125', -12_500n, '-0.0125'],
  ['999999999999.999999', 999_999_999_999_999_999n, '999999999999.999999'],
])('%s is %s millionths, read as %s', (text, amount, read) => {
  expect(parseAmount(text)).toBe(amount);
  expect(amountText(amount)).toBe(read);
});

test.each(['', '.', '.5', '5.', '1,5', '1e3', '+1', ' 1', '0.1234567', '1234567890123', 'NaN', '0x10', '１'])(
  'what is no amount is none: "%s"',
  (text) => {
    expect(parseAmount(text)).toBeNull();
  },
);

test('what is written is read again as the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), (amount) => {
      expect(parseAmount(amountText(amount))).toBe(amount);
      expect(microOf(microText(amount))).toBe(amount);
    }),
  );
});

test.each(['', '1.5', '1e6', '12345678901234567890', '0x1', 'abc'])('%s is no text of millionths', (text) => {
  expect(() => microOf(text)).toThrow(RangeError);
});
