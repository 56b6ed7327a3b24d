import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

const ITERATIONS = 4096;

/**
 * What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803). Made here, so that the password itself is in no
 * statement and so in no log of the server. For ASCII passwords, which SASLprep leaves as they are.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = ITERATIONS): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** @param verifier rolpassword of pg_authid; null when the role has none */
export function isVerifierOf(verifier: string | null, password: string): boolean {
  const parts = /^SCRAM-SHA-256\$([0-9]{1,8}):([A-Za-z0-9+/=]+)\$/.exec(verifier ?? '');
  if (parts === null) return false;
  const expected = Buffer.from(scramVerifier(password, Buffer.from(parts[2] ?? '', 'base64'), Number(parts[1])));
  const actual = Buffer.from(verifier ?? '');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
