import fc from 'fast-check';

import { isInternational, isPremium, normalNumber } from './number-class.js';

test.each([
  ['4008001234', '4008001234'],
  ['+86 10 8888 7777', '01088887777'],
  ['+86 (010) 8888-7777', '01088887777'],
  ['0086 755 2666 8888', '075526668888'],
  ['+86 138 0013 8000', '13800138000'],
  ['+86-400-800-1234', '4008001234'],
  ['+8695588', '95588'],
  ['+1 212 555 0100', '0012125550100'],
  ['00852 2345 6789', '0085223456789'],
  ['110', '110'],
  ['(0571) 8765:4321', '057187654321'],
])('%s is %s', (text, normal) => {
  expect(normalNumber(text)).toBe(normal);
});

test.each(['', '+', '0086', '+86', '+86 00 1 212', 'anna', '12a', '1'.repeat(33), '+-', '1+2', '１２３', '*98', '-'])(
  '"%s" is no telephone number',
  (text) => {
    expect(normalNumber(text)).toBeNull();
  },
);

test('another country has other numbers of its own', () => {
  expect(normalNumber('+49 30 123456', '49')).toBe('030123456');
  expect(normalNumber('+86 10 88887777', '49')).toBe('00861088887777');
});

test('the normal form of a normal form is itself, and only digits', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'0123456789+ -().:a'.split('')) });
  fc.assert(
    fc.property(texts, (text) => {
      const normal = normalNumber(text);
      if (normal === null) return;
      expect(normal).toMatch(/^[0-9]{1,32}$/);
      expect(normalNumber(normal)).toBe(normal);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['0012125550100', true],
  ['1790900121255501', true],
  ['17951008522345', true],
  ['01088887777', false],
  ['13800138000', false],
  ['17900138000', false],
])('%s international: %s', (number, expected) => {
  expect(isInternational(number)).toBe(expected);
});

test.each([
  ['16888', true],
  ['1601234', true],
  ['01016888', true],
  ['057116012345', true],
  ['02116855', true],
  ['0101380013', false],
  ['13816888888', false],
  ['4008001234', false],
])('%s premium: %s', (number, expected) => {
  expect(isPremium(number)).toBe(expected);
});
