import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';

import { BadJoinCode } from '../cluster.errors.js';

/** What a join code tells the node that is to join. */
export interface JoinCode {
  /** Where the admin node's link is. */
  readonly address: string;
  readonly port: number;
  /** SHA-256 of the certificate of the cluster's authority. */
  readonly fingerprint: Buffer;
  readonly secret: Buffer;
}

const VERSION = 1;
const FINGERPRINT_BYTES = 32;
const SECRET_BYTES = 16;
const CHECK_BYTES = 4;

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export function secretHashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** One word that people paste: base64url, with a check sum behind. */
export function writeJoinCode({ address, port, fingerprint, secret }: JoinCode): string {
  const place = Buffer.from(address, 'ascii');
  const head = Buffer.from([VERSION, place.length, port >> 8, port & 0xff]);
  const body = Buffer.concat([head, place, fingerprint, secret]);
  return Buffer.concat([body, checkOf(body)]).toString('base64url');
}

/** @param text as it was pasted: blanks and line ends in it do not matter. @throws BadJoinCode */
export function readJoinCode(text: string): JoinCode {
  const word = text.replaceAll(/\s/g, '');
  const bytes = Buffer.from(word, 'base64url');
  const body = bytes.subarray(0, -CHECK_BYTES);
  const isWhole = bytes.toString('base64url') === word && checkOf(body).equals(bytes.subarray(-CHECK_BYTES));
  const [version, length = 0, high = 0, low = 0] = body;
  if (!isWhole || version !== VERSION || body.length !== 4 + length + FINGERPRINT_BYTES + SECRET_BYTES) {
    throw new BadJoinCode();
  }
  const address = body.subarray(4, 4 + length).toString('ascii');
  const port = high * 256 + low;
  if (isIP(address) === 0 || port === 0) throw new BadJoinCode();
  return {
    address,
    port,
    fingerprint: body.subarray(4 + length, 4 + length + FINGERPRINT_BYTES),
    secret: body.subarray(-SECRET_BYTES),
  };
}

function checkOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest().subarray(0, CHECK_BYTES);
}
