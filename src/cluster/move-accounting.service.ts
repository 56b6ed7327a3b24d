import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';

type Account = (session: DbSession, tenantId: string) => Promise<void>;

/** What rooms above keep by a tenant's home: each tells when it starts, and is asked in the transaction of the change. */
@Injectable()
export class MoveAccounting {
  private readonly accounts: Account[] = [];

  register(account: Account): void {
    this.accounts.push(account);
  }

  async homeChanged(session: DbSession, tenantId: string): Promise<void> {
    for (const account of this.accounts) await account(session, tenantId);
  }
}
