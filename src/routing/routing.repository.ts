import { Injectable } from '@nestjs/common';
import { JsonContains } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { AccessNumberEntity } from './entities/access-number.entity.js';

@Injectable()
export class RoutingRepository {
  accessNumbers(session: DbSession): Promise<AccessNumberEntity[]> {
    return session.find(AccessNumberEntity, { order: { id: 'ASC' } });
  }

  /** Of all tenants, those of other nodes; and nothing else of them. */
  numbersElsewhere(
    session: DbSession,
    nodeId: string,
  ): Promise<{ number: string; nodeId: string; tenantId: string }[]> {
    return session.query<{ number: string; nodeId: string; tenantId: string }[]>(
      `SELECT number, node_id AS "nodeId", tenant_id AS "tenantId" FROM config.number_home WHERE node_id <> $1 ORDER BY number`,
      [nodeId],
    );
  }

  pageOfAccessNumbers(session: DbSession, query: ListQuery): Promise<Page<AccessNumberEntity>> {
    return pageOf(session, AccessNumberEntity, query, { number: 'text', language: 'word', tenantId: 'id' });
  }

  accessNumber(session: DbSession, id: string): Promise<AccessNumberEntity | null> {
    return rowById(session, AccessNumberEntity, id);
  }

  /** Numbers whose destination has these properties. */
  accessNumbersTo(session: DbSession, destination: Readonly<Record<string, string>>): Promise<AccessNumberEntity[]> {
    return session.find(AccessNumberEntity, {
      where: { destination: JsonContains(destination) },
      order: { number: 'ASC' },
    });
  }

  async insertAccessNumber(session: DbSession, accessNumber: AccessNumberEntity): Promise<void> {
    await session.insert(AccessNumberEntity, accessNumber);
  }

  updateAccessNumber(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<AccessNumberEntity>,
  ): Promise<void> {
    return updateVersion(session, AccessNumberEntity, id, version, values);
  }

  async deleteAccessNumber(session: DbSession, id: string): Promise<void> {
    await session.delete(AccessNumberEntity, { id });
  }
}
