import { Injectable } from '@nestjs/common';

import { AuditRepository } from '../../platform/access/audit.repository.js';
import { entryOf, type Act, type Doer, type Tell } from '../../platform/access/gate.js';
import { Databases } from '../../platform/database/databases.js';
import type { DbSession } from '../../platform/database/transaction.js';

/** In the audit log: whoever has the machine itself. */
export const MACHINE: Doer = {
  operatorId: null,
  login: 'appliance',
  name: 'appliance',
  tenantId: null,
  address: '127.0.0.1',
};

/** Changes of the platform that nobody has signed in for: a node does them, or whoever has the machine. */
@Injectable()
export class ClusterActs {
  constructor(
    private readonly databases: Databases,
    private readonly audit: AuditRepository,
  ) {}

  /** One at a time, with people's changes of the platform (Gate); the change and its entries are one transaction. */
  change<T>(doer: Doer, fn: (session: DbSession, tell: Tell) => Promise<T>): Promise<T> {
    return this.databases.transaction('operator', async (session) => {
      await this.audit.lockTenant(session, null);
      const acts: Act[] = [];
      const result = await fn(session, (act) => acts.push(act));
      await this.audit.insert(
        session,
        acts.map((act) => entryOf(doer, act)),
      );
      return result;
    });
  }
}
