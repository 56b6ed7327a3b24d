import { randomInt } from 'node:crypto';

import { hash, verify, type Options } from '@node-rs/argon2';

/** Argon2id as for passwords; a PIN is short all the same, so that tries are counted where it is entered. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const DIGITS = 6;

/** Six digits by chance. */
export function newPin(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/** Off the event loop, some tens of milliseconds. */
export function hashOfPin(pin: string): Promise<string> {
  return hash(pin, ARGON2ID);
}

/** Off the event loop. */
export function isRightPin(pinHash: string, pin: string): Promise<boolean> {
  return verify(pinHash, pin);
}
