import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { LANGUAGES } from '../../../kernel/language.js';
import { Databases } from '../../database/databases.js';
import type { DbSession } from '../../database/transaction.js';
import { givenName, validInput } from '../../validation/valid-input.js';
import { InvalidInput } from '../../validation/validation.errors.js';
import { NotSignedIn, WrongCode } from '../access.errors.js';
import type { Actor } from '../actor.js';
import { passwordFault } from '../core/password-rules.js';
import type { SignedIn } from '../http/web-session.js';
import { SignInRepository } from '../sign-in.repository.js';
import { WebSessionsRepository, type WebSessionRow } from '../web-sessions.repository.js';
import { Passwords } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { SignInLog, type SignInAct } from './sign-in-log.js';
import { SignInService } from './sign-in.service.js';

const profile = z.object({ name: givenName(200), language: z.enum(LANGUAGES) });

/** What people change of themselves. Changes of the sign-in end all sessions but the one they were made in. */
@Injectable()
export class AccountService {
  constructor(
    private readonly databases: Databases,
    private readonly signIns: SignInService,
    private readonly people: SignInRepository,
    private readonly sessions: WebSessionsRepository,
    private readonly passwords: Passwords,
    private readonly secondFactor: SecondFactor,
    private readonly log: SignInLog,
  ) {}

  /**
   * @returns the epoch that this session goes on with
   * @throws WrongPassword, LockedOut, TooManyFailures, SignInBusy, InvalidInput (`password`), NotSignedIn
   */
  async changePassword(who: SignedIn, present: string, next: string): Promise<number> {
    await this.signIns.confirmPassword(who, present);
    const fault = passwordFault(next, { login: who.actor.login, tenantCode: who.tenantCode });
    if (fault !== undefined) throw new InvalidInput({ password: fault });
    if (next.normalize('NFC') === present.normalize('NFC')) {
      throw new InvalidInput({
        password: { zh: '新密码不能与当前密码相同', en: 'It must differ from the present one' },
      });
    }
    const hash = await this.passwords.hash(next);
    return this.newEpoch(who, 'change_password', (session, id, epoch) =>
      this.people.setPassword(session, id, epoch, hash, false),
    );
  }

  /** @throws InvalidInput, NotSignedIn */
  async changeProfile({ actor }: SignedIn, input: unknown): Promise<void> {
    const after = validInput(profile, input);
    const before = { name: actor.name, language: actor.language };
    if (after.name === before.name && after.language === before.language) return;
    const who = { id: actor.operatorId, login: actor.login, name: actor.name, tenantId: actor.tenantId };
    await this.databases.transaction('operator', async (session) => {
      const isSet = await this.people.setProfile(session, actor.operatorId, epochOf(actor), after);
      if (!isSet) throw new NotSignedIn('ended');
      await this.log.write(session, who, actor.address, 'change_profile', after, before);
    });
  }

  async hasSecondFactor({ actor }: SignedIn): Promise<boolean> {
    const found = await this.databases.transaction('operator', (session) =>
      this.people.findById(session, actor.operatorId),
    );
    return found !== undefined && found.totpSecret !== null;
  }

  /** A secret to be set up, sealed; nothing changes before a code of it is confirmed. */
  offerSecondFactor({ actor }: SignedIn): string {
    return this.secondFactor.offer(actor.operatorId);
  }

  /** @throws SecondFactorUnreadable */
  describeSecondFactor({ actor, tenantCode }: SignedIn, sealed: string): { uri: string; letters: string } {
    const label = tenantCode === null ? actor.login : `${tenantCode}/${actor.login}`;
    return { ...this.secondFactor.describe(sealed, actor.operatorId, label) };
  }

  /**
   * @returns the epoch that this session goes on with
   * @throws WrongPassword, WrongCode, LockedOut, TooManyFailures, SignInBusy, SecondFactorUnreadable, NotSignedIn
   */
  async enableSecondFactor(who: SignedIn, sealed: string, password: string, code: string): Promise<number> {
    await this.signIns.confirmPassword(who, password);
    const step = this.secondFactor.stepOf(sealed, who.actor.operatorId, code);
    if (step === undefined) throw new WrongCode();
    return this.newEpoch(who, 'second_factor_on', (session, id, epoch) =>
      this.people.setSecondFactor(session, id, epoch, sealed, step),
    );
  }

  /**
   * @returns the epoch that this session goes on with
   * @throws WrongPassword, LockedOut, TooManyFailures, SignInBusy, NotSignedIn
   */
  async disableSecondFactor(who: SignedIn, password: string): Promise<number> {
    await this.signIns.confirmPassword(who, password);
    return this.newEpoch(who, 'second_factor_off', (session, id, epoch) =>
      this.people.setSecondFactor(session, id, epoch, null, 0),
    );
  }

  /** @param epoch of the session that asks */
  async sessionsOf({ actor }: SignedIn, epoch: number): Promise<WebSessionRow[]> {
    return this.databases.transaction('operator', (session) =>
      this.sessions.ofOperator(session, actor.operatorId, epoch),
    );
  }

  /** @returns the epoch that this session goes on with. @throws NotSignedIn */
  async signOutEverywhere(who: SignedIn): Promise<number> {
    return this.newEpoch(who, 'sign_out_everywhere', (session, id, epoch) => this.people.nextEpoch(session, id, epoch));
  }

  /** A change from the epoch that the person was recognised at: whoever is late must sign in again. */
  private async newEpoch(
    { actor }: SignedIn,
    act: SignInAct,
    change: (session: DbSession, id: string, epoch: number) => Promise<number | undefined>,
  ): Promise<number> {
    return this.databases.transaction('operator', async (session) => {
      const epoch = await change(session, actor.operatorId, epochOf(actor));
      if (epoch === undefined) throw new NotSignedIn('ended');
      const who = { id: actor.operatorId, login: actor.login, name: actor.name, tenantId: actor.tenantId };
      await this.log.write(session, who, actor.address, act);
      return epoch;
    });
  }
}

/** @throws NotSignedIn where nobody has signed in */
function epochOf({ epoch }: Actor): number {
  if (epoch === null) throw new NotSignedIn();
  return epoch;
}
