import { Injectable } from '@nestjs/common';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { NamedShareEntity, QueueShareEntity } from './entities/queue-share.entity.js';
import { QueueEntity } from './entities/queue.entity.js';

/** Table config.queue_share. A tenant sees the names of its own; whose queues they lead to, only the platform and the engines. */
@Injectable()
export class QueueSharesRepository {
  pageOfQueueShares(session: DbSession, query: ListQuery): Promise<Page<QueueShareEntity>> {
    return pageOf(session, QueueShareEntity, query, { name: 'text', tenantId: 'id', toTenantId: 'id' });
  }

  queueShare(session: DbSession, id: string): Promise<QueueShareEntity | null> {
    return rowById(session, QueueShareEntity, id);
  }

  pageOfNamedShares(session: DbSession, query: ListQuery): Promise<Page<NamedShareEntity>> {
    return pageOf(session, NamedShareEntity, query, { name: 'text' });
  }

  namedShare(session: DbSession, id: string): Promise<NamedShareEntity | null> {
    return rowById(session, NamedShareEntity, id);
  }

  queueOfNumber(session: DbSession, tenantId: string, number: string): Promise<QueueEntity | null> {
    return session.findOneBy(QueueEntity, { tenantId, number });
  }

  queueOfShare(session: DbSession, { toTenantId, toQueueId }: QueueShareEntity): Promise<QueueEntity | null> {
    return session.findOneBy(QueueEntity, { tenantId: toTenantId, id: toQueueId });
  }

  async insertQueueShare(session: DbSession, share: QueueShareEntity): Promise<void> {
    await session.insert(QueueShareEntity, share);
  }

  updateQueueShare(session: DbSession, id: string, version: number, values: Partial<QueueShareEntity>): Promise<void> {
    return updateVersion(session, QueueShareEntity, id, version, values);
  }

  /** @returns false where the session sees no such row */
  async deleteQueueShare(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(QueueShareEntity, { id })).affected === 1;
  }
}
