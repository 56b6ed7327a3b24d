import { Injectable } from '@nestjs/common';

import { systemClock } from '../../../kernel/clock.js';
import type { Language } from '../../../kernel/language.js';
import { DatabaseBusy } from '../../database/database.errors.js';
import { Databases } from '../../database/databases.js';
import {
  CodeTooLate,
  LockedOut,
  NotSignedIn,
  SecondFactorUnreadable,
  SignInBusy,
  TooManyFailures,
  WrongCode,
  WrongCredentials,
  WrongPassword,
} from '../access.errors.js';
import { lockMs } from '../core/lock-out.js';
import { NamedTurns } from '../core/named-turns.js';
import type { AwaitingCode, SignedIn } from '../http/web-session.js';
import { SignInRepository, type Credentials } from '../sign-in.repository.js';
import { AddressLimit } from './address-limit.js';
import { NamesOfNobody } from './names-of-nobody.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { beginningOf, SignInLog, type Who } from './sign-in-log.js';

export interface Attempt {
  /** '' for the platform. */
  readonly company: string;
  readonly login: string;
  readonly password: string;
  readonly address: string;
}

/** Who has given all that is asked for. */
export interface Admitted {
  readonly operatorId: string;
  readonly epoch: number;
  readonly language: Language;
}

export type SignInResult =
  ({ readonly kind: 'admitted' } & Admitted) | { readonly kind: 'codeWanted'; readonly awaiting: AwaitingCode };

/** Between the password and the code. */
const CODE_WITHIN_MS = 5 * 60_000;
const MOST_TRIES_WAITING = 10;
const LONGEST_NAME_COUNTED = 200;
/** As the tables hold them. What looks otherwise is nobody's, and is nothing to ask the database for. */
const LOGIN = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const COMPANY = /^([a-z0-9][a-z0-9-]{0,39})?$/;

/**
 * Passwords and codes. A failure is counted against the name and against the network address; whoever is refused learns
 * nothing of who exists: names of nobody take as long, are locked as well, and are told the same.
 */
@Injectable()
export class SignInService {
  private readonly addresses = new AddressLimit();
  /** Tries at one name wait for each other: each sees the failures of those before it, however many come at once. */
  private readonly names = new NamedTurns({ atOnce: 1, longest: MOST_TRIES_WAITING, full: () => new SignInBusy() });
  private readonly nobodies = new NamesOfNobody();

  constructor(
    private readonly databases: Databases,
    private readonly people: SignInRepository,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly log: SignInLog,
  ) {}

  /** @throws WrongCredentials, LockedOut, TooManyFailures, SignInBusy, NotSignedIn (the company is not open) */
  async signIn(attempt: Attempt): Promise<SignInResult> {
    const company = attempt.company.trim().toLowerCase();
    const login = attempt.login.trim().toLowerCase();
    const name = `${company}/${login}`.slice(0, LONGEST_NAME_COUNTED);
    const { password, address } = attempt;
    return this.limited(address, () =>
      this.names.take(name, async () => {
        const found = await this.findByName(company, login);
        this.refuseIfLocked(found, name);
        const right = await this.passwords.isRight(found?.passwordHash, password);
        if (found === undefined) return this.refuseNobody(name, company, attempt.login.trim(), address);
        if (!right || found.disabled) {
          await this.countFailure(found, address, right ? 'disabled' : 'password');
          throw new WrongCredentials();
        }
        return this.afterPassword(found, address);
      }),
    );
  }

  /** @throws WrongCode, CodeTooLate, LockedOut, TooManyFailures, SignInBusy, SecondFactorUnreadable */
  async confirmCode(awaiting: AwaitingCode, code: string, address: string): Promise<Admitted> {
    const { operatorId, epoch, at } = awaiting;
    if (systemClock.now() - at > CODE_WITHIN_MS) throw new CodeTooLate();
    return this.limited(address, () =>
      this.asNamed(operatorId, async (found) => {
        if (found.epoch !== epoch || found.disabled || found.totpSecret === null) throw new CodeTooLate();
        if (!(await this.takesCode(found, found.totpSecret, code))) {
          await this.countFailure(found, address, 'code');
          throw new WrongCode();
        }
        return this.admit(found, address);
      }),
    );
  }

  /**
   * The person behind a session says the password once more, as changes of their own sign-in ask for.
   *
   * @throws WrongPassword, LockedOut, TooManyFailures, SignInBusy, NotSignedIn
   */
  async confirmPassword({ actor }: SignedIn, password: string): Promise<Credentials> {
    return this.limited(actor.address, () =>
      this.asNamed(actor.operatorId, async (found) => {
        // the session may have ended while its request was still on the way
        if (found.epoch !== actor.epoch || found.disabled) throw new NotSignedIn('ended');
        if (!(await this.passwords.isRight(found.passwordHash, password))) {
          await this.countFailure(found, actor.address, 'password');
          throw new WrongPassword();
        }
        if (found.failures > 0) await this.platform((session) => this.people.clearFailures(session, found.id));
        return found;
      }),
    );
  }

  /** Notes that somebody has left. */
  async noteSignOut({ actor }: SignedIn): Promise<void> {
    const who = { id: actor.operatorId, login: actor.login, name: actor.name, tenantId: actor.tenantId };
    await this.platform((session) => this.log.write(session, who, actor.address, 'sign_out'));
  }

  private async afterPassword(found: Credentials, address: string): Promise<SignInResult> {
    if (found.tenantId !== null && found.tenantStatus !== 'open') throw new NotSignedIn('tenant');
    if (found.totpSecret === null) return { kind: 'admitted', ...(await this.admit(found, address)) };
    // failures stay counted: whoever knows the password must not get free tries at the code
    return { kind: 'codeWanted', awaiting: { operatorId: found.id, epoch: found.epoch, at: systemClock.now() } };
  }

  private async admit(found: Credentials, address: string): Promise<Admitted> {
    await this.platform(async (session) => {
      await this.people.noteSignIn(session, found.id, new Date(systemClock.now()));
      await this.log.write(session, found, address, 'sign_in');
    });
    return { operatorId: found.id, epoch: found.epoch, language: found.language };
  }

  private async takesCode(found: Credentials, sealed: string, code: string): Promise<boolean> {
    const step = this.secondFactor.stepOf(sealed, found.id, code);
    return step !== undefined && this.platform((session) => this.people.useStep(session, found.id, step));
  }

  /** Work about one operator, in turn with other tries at the same name. */
  private async asNamed<T>(operatorId: string, work: (found: Credentials) => Promise<T>): Promise<T> {
    const find = () => this.platform((session) => this.people.findById(session, operatorId));
    const first = await find();
    if (first === undefined) throw new NotSignedIn('ended');
    return this.names.take(`${first.tenantCode ?? ''}/${first.login}`, async () => {
      const found = await find();
      if (found === undefined) throw new NotSignedIn('ended');
      this.refuseIfLocked(found, '');
      return work(found);
    });
  }

  private async findByName(company: string, login: string): Promise<Credentials | undefined> {
    if (!COMPANY.test(company) || !LOGIN.test(login)) return undefined;
    return this.platform((session) => this.people.findByName(session, company, login));
  }

  private refuseIfLocked(found: Credentials | undefined, name: string): void {
    const now = systemClock.now();
    const waitMs = found === undefined ? this.nobodies.lockedMs(name, now) : (found.lockedUntil?.getTime() ?? 0) - now;
    if (waitMs > 0) throw new LockedOut(waitMs);
  }

  private async refuseNobody(name: string, company: string, login: string, address: string): Promise<never> {
    this.nobodies.count(name, systemClock.now());
    await this.platform(async (session) => {
      const tenantId = COMPANY.test(company) ? ((await this.people.tenantByCode(session, company)) ?? null) : null;
      const who: Who = { id: null, login, name: '', tenantId };
      const details = { company: beginningOf(company), reason: 'unknown' };
      await this.log.write(session, who, address, 'sign_in_failed', details);
    });
    throw new WrongCredentials();
  }

  private async countFailure(found: Credentials, address: string, reason: string): Promise<void> {
    await this.platform(async (session) => {
      const now = new Date(systemClock.now());
      const { failures, lockedMs } = await this.people.countFailure(session, found.id, now, lockMs);
      await this.log.write(session, found, address, 'sign_in_failed', { reason });
      if (lockedMs > 0) {
        await this.log.write(session, found, address, 'locked_out', { failures, minutes: lockedMs / 60_000 });
      }
    });
  }

  /** Failures of an address are bounded; what was no failure costs it nothing. */
  private async limited<T>(address: string, work: () => Promise<T>): Promise<T> {
    await this.begin(address);
    try {
      const result = await work();
      await this.addresses.giveBack(address);
      return result;
    } catch (error) {
      if (isNoFailure(error)) await this.addresses.giveBack(address);
      throw error;
    }
  }

  private async begin(address: string): Promise<void> {
    try {
      await this.addresses.begin(address);
    } catch (error) {
      if (error instanceof TooManyFailures && error.isFirst) {
        const who: Who = { id: null, login: '', name: '', tenantId: null };
        await this.platform((session) => this.log.write(session, who, address, 'address_blocked'));
      }
      throw error;
    }
  }

  private platform<T>(fn: Parameters<typeof this.databases.transaction<T>>[1]): Promise<T> {
    return this.databases.transaction('operator', fn);
  }
}

/** A busy system, and what was right but came too late. Whatever is not known counts: nobody tries for nothing. */
function isNoFailure(error: unknown): boolean {
  return (
    error instanceof SignInBusy ||
    error instanceof DatabaseBusy ||
    error instanceof NotSignedIn ||
    error instanceof CodeTooLate ||
    error instanceof SecondFactorUnreadable
  );
}
