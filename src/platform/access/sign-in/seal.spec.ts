import { Seal } from './seal.js';

const seal = new Seal('a-secret-of-tests-that-is-long-enough', 'totp');

test('what is sealed is read again, looks different each time, and by nobody else', () => {
  const sealed = seal.close('JBSWY3DPEHPK3PXP', 'wang');
  expect(seal.open(sealed, 'wang')).toBe('JBSWY3DPEHPK3PXP');
  expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
  expect(seal.close('JBSWY3DPEHPK3PXP', 'wang')).not.toBe(sealed);
  expect(seal.open(sealed, 'li')).toBeUndefined();
  expect(new Seal('another-secret-of-tests-long-enough', 'totp').open(sealed, 'wang')).toBeUndefined();
});

test.each(['', 'x', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])('%j is no seal of ours', (sealed) => {
  expect(seal.open(sealed, 'wang')).toBeUndefined();
});

test('a changed byte is noticed', () => {
  const bytes = Buffer.from(seal.close('JBSWY3DPEHPK3PXP', 'wang'), 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  expect(seal.open(bytes.toString('base64url'), 'wang')).toBeUndefined();
});
