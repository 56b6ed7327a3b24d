import { amountOfMicro, isAmount, moneyOfMicro, moneyText, sumOf } from './money-text.js';

test.each([
  ['0.3', 'CNY', '0.30 CNY'],
  ['1234567.5', 'CNY', '1,234,567.50 CNY'],
  ['-12', '', '−12.00'],
  ['0.000001', 'USD', '0.000001 USD'],
  ['123', '', '123.00'],
  ['12345678901234.123456', '', '12,345,678,901,234.123456'],
  ['', 'CNY', ''],
  ['n/a', 'CNY', 'n/a'],
])('%s %s is read as %s', (amount, currency, text) => {
  expect(moneyText(amount, currency)).toBe(text);
});

test.each([
  ['0', '0'],
  ['1', '0.000001'],
  ['-150000', '-0.15'],
  ['1000000', '1'],
  ['123456789012345678', '123456789012.345678'],
])('%s millionths are %s', (micro, amount) => {
  expect(amountOfMicro(micro)).toBe(amount);
});

test('millionths with their currency', () => {
  expect(moneyOfMicro('-1500000', 'CNY')).toBe('−1.50 CNY');
});

test.each([
  ['10', '0.5', '10.5'],
  ['-3', '1.000001', '-1.999999'],
  ['0.1', '0.2', '0.3'],
  ['999999999999.999999', '0.000001', '1000000000000'],
  ['5', '-5', '0'],
])('%s and %s are %s', (one, other, sum) => {
  expect(sumOf(one, other)).toBe(sum);
});

test.each([
  ['99.50', true],
  [' -20 ', true],
  ['', false],
  ['1e3', false],
  ['1,000', false],
  ['0.1234567', false],
])('%j is an amount: %s', (typed, is) => {
  expect(isAmount(typed)).toBe(is);
});
