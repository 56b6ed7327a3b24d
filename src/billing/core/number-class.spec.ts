import fc from 'fast-check';

import { isInternational, isPremium, normalNumber, normalPrefix } from './number-class.js';

test.each([
  ['4008001234', '4008001234'],
  ['+86 10 8888 7777', '01088887777'],
  ['+86 (010) 8888-7777', '01088887777'],
  ['0086 755 2666 8888', '075526668888'],
  ['+86 138 0013 8000', '13800138000'],
  ['+86-400-800-1234', '4008001234'],
  ['+8695588', '95588'],
  ['+86 168 123456', '168123456'],
  ['+86 168 1234567', '1681234567'],
  ['+86 160 1234567', '1601234567'],
  ['+86 190 1234 5678', '19012345678'],
  ['+86 10193 123', '10193123'],
  ['+86 101 9300 1212', '01019300' + '1212'],
  ['+86 17951 00 1 212 555 0100', '179510012125550100'],
  ['+1 212 555 0100', '0012125550100'],
  ['00852 2345 6789', '0085223456789'],
  ['110', '110'],
  ['(0571) 8765:4321', '057187654321'],
])('%s is %s', (text, normal) => {
  expect(normalNumber(text)).toBe(normal);
});

test.each([
  ['+8610', '010'],
  ['+86 755', '0755'],
  ['0086138', '138'],
  ['+86400', '400'],
  ['+861', '1'],
  ['+852', '00852'],
  ['0086010', '010'],
  ['138', '138'],
])('numbers that begin with %s begin with %s', (text, normal) => {
  expect(normalPrefix(text)).toBe(normal);
});

test('whoever is in an area has the beginning of the area, however both are written', () => {
  const area = fc.constantFrom('10', '21', '755', '571', '138', '400');
  fc.assert(
    fc.property(area, fc.integer({ min: 2_000_0000, max: 9_999_9999 }), (code, rest) => {
      const number = normalNumber(`+86${code}${String(rest).slice(code.length === 3 && code === '400' ? 1 : 0)}`);
      expect(number?.startsWith(normalPrefix(`+86${code}`) ?? 'x')).toBe(true);
    }),
  );
});

test.each(['', '+', '0086', '+86', '+86 00 1 212', 'anna', '12a', '1'.repeat(33), '+-', '1+2', '１２３', '*98', '-'])(
  '"%s" is no telephone number',
  (text) => {
    expect(normalNumber(text)).toBeNull();
  },
);

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
  ['179510012125550100', true],
  ['101930012125550100', true],
  ['118080012125550100', true],
  ['125930012125550100', true],
  ['1258310012125550100', true],
  ['1900012125550100', true],
  ['1930085223456789', true],
  ['19717951' + '0085223456789', true],
  ['017951' + '0085223456789', true],
  ['17951' + '0193' + '0085223456789', true],
  ['01088887777', false],
  ['13800138000', false],
  ['17900138000', false],
  ['1795113800138000', false],
  ['1795101088887777', false],
  // full mobile numbers, though 190 and 193 choose carriers, too
  ['19000123456', false],
  ['19300123456', false],
  ['019000123456', false],
  ['1795119000123456', false],
  ['17951019000123456', false],
  ['10010', false],
  ['118114', false],
  ['12306', false],
  ['10086', false],
])('%s international: %s', (number, expected) => {
  expect(isInternational(number)).toBe(expected);
});

test.each([
  ['16888', true],
  ['1601234', true],
  ['01016888', true],
  ['057116012345', true],
  ['02116855', true],
  ['1795116888', true],
  ['1790916812345', true],
  ['17909168123', true],
  ['19316888', true],
  ['10193' + '02116855', true],
  ['11808' + '1601234', true],
  ['12593' + '057116012345', true],
  ['016812345', true],
  ['0101380013', false],
  ['13816888888', false],
  ['19316888888', false],
  ['1795119316888888', false],
  ['4008001234', false],
  ['075516512345', false],
])('%s premium: %s', (number, expected) => {
  expect(isPremium(number)).toBe(expected);
});

test.each(['+86168123456', '+861681234567', '+86 160 123456', '0086 160 1234567', '+86 17951 16888'])(
  '%s is premium however it is written',
  (text) => {
    expect(isPremium(normalNumber(text) ?? '')).toBe(true);
  },
);

test('whatever codes of carriers are dialled before it: a number abroad is one abroad', () => {
  const codes = fc.array(fc.constantFrom('190', '193', '197', '17951', '17909', '10193', '11808', '12593'), {
    minLength: 1,
    maxLength: 3,
  });
  const digits = (least: number, most: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: least, maxLength: most });
  const behind = (carriers: readonly string[], number: string): string => `${carriers.join('')}${number}`;
  fc.assert(
    fc.property(codes, digits(7, 12), (carriers, abroad) => {
      expect(isInternational(behind(carriers, `00${abroad}`))).toBe(true);
    }),
  );
});
