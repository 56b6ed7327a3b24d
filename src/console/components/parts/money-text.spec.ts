import { amountOfMicro, moneyOfMicro, moneyText } from './money-text.js';

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
