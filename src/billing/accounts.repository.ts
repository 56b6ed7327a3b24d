import { Injectable } from '@nestjs/common';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { AccountOverviewEntity } from './entities/account-overview.entity.js';
import { AccountEntity } from './entities/account.entity.js';
import { MovementEntity } from './entities/movement.entity.js';

/** Amounts of one tenant; bigint columns come as text. */
export interface MoneyRow {
  readonly tenant_id: string;
  readonly credit_micro: string;
  readonly charged_micro: string;
}

/** The money of tenants: config.tenant_account, balance_movement and carried_charge, facts.charge_total and charge_by_node. */
@Injectable()
export class AccountsRepository {
  accounts(session: DbSession): Promise<AccountEntity[]> {
    return session.find(AccountEntity, { order: { id: 'ASC' } });
  }

  account(session: DbSession, tenantId: string): Promise<AccountEntity | null> {
    return rowById(session, AccountEntity, tenantId);
  }

  async insertAccount(session: DbSession, account: AccountEntity): Promise<void> {
    await session.insert(AccountEntity, account);
  }

  updateAccount(
    session: DbSession,
    tenantId: string,
    version: number,
    values: Omit<AccountEntity, 'id' | 'version'>,
  ): Promise<void> {
    return updateVersion(session, AccountEntity, tenantId, version, values);
  }

  pageOfAccounts(session: DbSession, query: ListQuery): Promise<Page<AccountOverviewEntity>> {
    return pageOf(session, AccountOverviewEntity, query, {
      code: 'text',
      name: 'text',
      status: 'word',
      tariffId: 'id',
      tariffName: 'text',
      mode: 'word',
      currency: 'word',
      creditMicro: 'micro',
      chargedMicro: 'micro',
      balanceMicro: 'micro',
    });
  }

  /** What was paid in and what was charged, of one tenant or of all that have either. */
  money(session: DbSession, tenantId: string | null): Promise<MoneyRow[]> {
    if (tenantId !== null && !isId(tenantId)) return Promise.resolve([]);
    return session.query<MoneyRow[]>(
      `SELECT tenant_id, sum(credit)::bigint AS credit_micro, sum(charged)::bigint AS charged_micro FROM (
         SELECT tenant_id, sum(amount_micro) AS credit, 0 AS charged FROM config.balance_movement
           WHERE $1::uuid IS NULL OR tenant_id = $1 GROUP BY tenant_id
         UNION ALL
         SELECT tenant_id, 0, charged_micro FROM facts.charge_total WHERE $1::uuid IS NULL OR tenant_id = $1
       ) AS sums GROUP BY tenant_id ORDER BY tenant_id`,
      [tenantId],
    );
  }

  /**
   * The same as the engine of this node counts it, of all tenants that have either: charged is what this node has charged;
   * what others have charged is taken from the credit, by what the admin node tells of them.
   */
  moneyAtNode(session: DbSession): Promise<MoneyRow[]> {
    return session.query<MoneyRow[]>(
      'SELECT tenant_id, credit_micro, charged_micro FROM facts.money_at_node ORDER BY tenant_id',
    );
  }

  /** Currency of the account of each of these tenants that is there; null where it has none. */
  async currencies(session: DbSession, tenantIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const rows = await session.query<{ id: string; currency: string | null }[]>(
      'SELECT id, currency FROM config.account_overview WHERE id = ANY($1)',
      [tenantIds.filter(isId)],
    );
    return new Map(rows.map(({ id, currency }) => [id, currency]));
  }

  pageOfMovements(session: DbSession, query: ListQuery): Promise<Page<MovementEntity>> {
    return pageOf(session, MovementEntity, query, {
      at: 'instant',
      tenantId: 'id',
      kind: 'word',
      amountMicro: 'micro',
      note: 'text',
      byName: 'text',
      reratingId: 'id',
    });
  }

  movement(session: DbSession, id: string): Promise<MovementEntity | null> {
    return isId(id) ? session.findOneBy(MovementEntity, { id }) : Promise.resolve(null);
  }

  /** @returns false where the form with its token has entered one already, in whatever transaction */
  async insertPayment(session: DbSession, row: MovementEntity): Promise<boolean> {
    const inserted = await session
      .createQueryBuilder()
      .insert()
      .into(MovementEntity)
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    return (inserted.raw as unknown[]).length === 1;
  }

  movementByToken(session: DbSession, token: string): Promise<MovementEntity | null> {
    return isId(token) ? session.findOneBy(MovementEntity, { token }) : Promise.resolve(null);
  }

  async insertMovements(session: DbSession, movements: readonly MovementEntity[]): Promise<void> {
    await session.insert(MovementEntity, [...movements]);
  }
}
