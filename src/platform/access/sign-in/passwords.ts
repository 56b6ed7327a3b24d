import { randomBytes, randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';

import { SignInBusy } from '../access.errors.js';
import { LONGEST_PASSWORD } from '../core/password-rules.js';
import { Turns } from '../core/turns.js';

/** Argon2id as OWASP's cheat sheet on password storage has it; the library's own default algorithm. */
const ARGON2ID: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash takes tens of milliseconds of one core: calls go on beside any storm of passwords. */
const LONGEST_LINE = 40;
/** No letter that is taken for another when read aloud or from paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const FIRST_PASSWORD_LENGTH = 20;

/** Hashes and compares passwords, off the event loop and one at a time. */
@Injectable()
export class Passwords {
  private readonly turns = new Turns({ atOnce: 1, longest: LONGEST_LINE, full: () => new SignInBusy() });
  /** Compared with where there is nobody, so that this takes as long as with somebody. */
  private readonly nobodys = hash(randomBytes(32), ARGON2ID);

  constructor() {
    // where it fails, whoever waits for it is told
    this.nobodys.catch(() => undefined);
  }

  /** @throws SignInBusy */
  async hash(password: string): Promise<string> {
    return this.turns.take(() => hash(normal(password), ARGON2ID));
  }

  /**
   * @param hashed undefined where there is nobody of that name
   * @throws SignInBusy
   */
  async isRight(hashed: string | undefined, password: string): Promise<boolean> {
    return this.turns.take(async () => {
      const right = await verify(hashed ?? (await this.nobodys), normal(password));
      return right && hashed !== undefined && password.length <= LONGEST_PASSWORD * 2;
    });
  }
}

/** The same letters typed at another keyboard are the same; what is longer than any password is cut. */
function normal(password: string): string {
  return password.slice(0, LONGEST_PASSWORD * 2).normalize('NFC');
}

/** A first password, given away once and changed at the first sign-in. */
export function newFirstPassword(): string {
  return Array.from({ length: FIRST_PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
