import { RevokedCertificates } from './revoked-certificates.js';

describe('certificates that are worth nothing any more', () => {
  it('are told of when there are others than before, and not when they are read again', () => {
    const revoked = new RevokedCertificates();
    let told = 0;
    revoked.onChange(() => (told += 1));
    revoked.replace([]);
    expect(told).toBe(0);
    revoked.replace(['0A1B']);
    revoked.replace(['a1b']);
    expect(told).toBe(1);
    revoked.replace(['a1b', 'c2']);
    expect(told).toBe(2);
    expect(revoked.has('00C2')).toBe(true);
    revoked.replace([]);
    expect(told).toBe(3);
    expect(revoked.has('c2')).toBe(false);
  });
});
