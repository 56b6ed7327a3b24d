import { Injectable } from '@nestjs/common';

import { Databases } from '../database/databases.js';
import type { DbSession } from '../database/transaction.js';
import { NoSuchOperator } from './access.errors.js';
import { AuditRepository } from './audit.repository.js';
import { entryOf } from './gate.js';
import { OperatorsRepository } from './operators.repository.js';
import { OperatorsService, type NewOperator } from './operators.service.js';
import { SignInRepository } from './sign-in.repository.js';
import { newFirstPassword, Passwords } from './sign-in/passwords.js';

export const FIRST_LOGIN = 'admin';

/** In the audit log: whoever has the machine itself. */
const MACHINE = { operatorId: null, login: 'appliance', name: 'appliance', address: '127.0.0.1' } as const;

/** What is done about people from the machine itself, where nobody can sign in yet, or any more. */
@Injectable()
export class FirstOperator {
  constructor(
    private readonly databases: Databases,
    private readonly operators: OperatorsRepository,
    private readonly service: OperatorsService,
    private readonly signIns: SignInRepository,
    private readonly passwords: Passwords,
    private readonly audit: AuditRepository,
  ) {}

  /** Makes the platform's first administrator; undefined where the platform has people already. */
  ensure(): Promise<NewOperator | undefined> {
    return this.databases.transaction('operator', async (session) => {
      await this.audit.lockTenant(session, null);
      if ((await this.operators.count(session, null)) > 0) return undefined;
      const made = await this.service.createFirstAdmin(session, null, FIRST_LOGIN, 'Administrator');
      await this.tell(session, 'create', null, made.operator);
      return made;
    });
  }

  /**
   * A new first password; their sessions, a lock, the second factor and being disabled are over.
   *
   * @param name `login` of the platform, or `company/login`
   * @throws NoSuchOperator
   */
  async reset(name: string): Promise<string> {
    const [login = '', company = ''] = name.toLowerCase().split('/').reverse();
    const password = newFirstPassword();
    const hash = await this.passwords.hash(password);
    await this.databases.transaction('operator', async (session) => {
      const found = await this.signIns.findByName(session, company, login);
      if (found === undefined) throw new NoSuchOperator(name);
      const epoch = await this.signIns.enable(session, found.id);
      if (epoch === undefined) throw new NoSuchOperator(name);
      await this.signIns.setPassword(session, found.id, epoch, hash, true);
      await this.signIns.setSecondFactor(session, found.id, epoch + 1, null, 0);
      await this.tell(session, 'reset_password', found.tenantId, found);
    });
    return password;
  }

  private async tell(
    session: DbSession,
    action: string,
    tenantId: string | null,
    { id, login }: { readonly id: string; readonly login: string },
  ): Promise<void> {
    const act = { action, objectType: 'sign_in', objectId: id, objectLabel: login };
    await this.audit.insert(session, [entryOf({ ...MACHINE, tenantId }, act)]);
  }
}
