import fc from 'fast-check';

import { instantOfId, uuidV7 } from './ids.js';

const ZEROS = new Uint8Array(10);
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 16 });

test('the example of RFC 9562, appendix A.6', () => {
  const chance = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
  expect(uuidV7(0x017f22e279b0, chance)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('an id tells when it was made', () => {
  fc.assert(
    fc.property(instant, random, (at, chance) => {
      expect(instantOfId(uuidV7(at, chance))).toBe(at);
    }),
  );
});

test('the form is that of version 7, variant 10', () => {
  fc.assert(
    fc.property(instant, random, (at, chance) => {
      expect(uuidV7(at, chance)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test('a later one sorts after an earlier one', () => {
  fc.assert(
    fc.property(instant, instant, random, random, (a, b, one, other) => {
      fc.pre(a < b);
      expect(uuidV7(a, one) < uuidV7(b, other)).toBe(true);
    }),
  );
});

test('74 bits of chance make the difference within a millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), (byte) => {
      const other = ZEROS.slice();
      other[byte] = 0x0f;
      expect(uuidV7(1, other)).not.toBe(uuidV7(1, ZEROS));
    }),
  );
});

test('too little chance is refused', () => {
  expect(() => uuidV7(1, new Uint8Array(9))).toThrow(RangeError);
});

test('the given bytes are left as they were', () => {
  const chance = new Uint8Array(10).fill(0xff);
  uuidV7(1, chance);
  expect([...chance]).toEqual(Array(10).fill(0xff));
});
