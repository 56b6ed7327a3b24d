import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { ConnectionEntity } from './entities/connection.entity.js';

@Injectable()
export class ConnectionsRepository {
  pageOfConnections(session: DbSession, query: ListQuery): Promise<Page<ConnectionEntity>> {
    return pageOf(session, ConnectionEntity, query, { name: 'text', address: 'text' } as const);
  }

  connection(session: DbSession, id: string): Promise<ConnectionEntity | null> {
    return rowById(session, ConnectionEntity, id);
  }

  /** With its secret: for the engine alone, the database refuses it to others. */
  async connectionWithSecret(session: DbSession, id: string, tenantId: string): Promise<ConnectionEntity | null> {
    const rows = await session
      .createQueryBuilder(ConnectionEntity, 'connection')
      .addSelect('connection.secret')
      .where({ id, tenantId })
      .getMany();
    return rows[0] ?? null;
  }

  async insertConnection(session: DbSession, connection: ConnectionEntity): Promise<void> {
    await session.insert(ConnectionEntity, connection);
  }

  async updateConnection(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<ConnectionEntity, 'id' | 'tenantId' | 'version'>,
  ): Promise<void> {
    await updateVersion(session, ConnectionEntity, id, version, values);
  }

  async deleteConnection(session: DbSession, id: string): Promise<void> {
    await session.delete(ConnectionEntity, { id });
  }
}
