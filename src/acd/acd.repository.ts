import { Injectable } from '@nestjs/common';
import { ArrayContains, In } from 'typeorm';

import { mentions } from '../platform/database/mentions.js';
import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { QueueShareEntity } from './entities/queue-share.entity.js';
import { QueueEntity } from './entities/queue.entity.js';

export interface ShareRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly name: string;
  readonly to_tenant_id: string;
  readonly to_queue_id: string;
}

@Injectable()
export class AcdRepository {
  queues(session: DbSession): Promise<QueueEntity[]> {
    return session.find(QueueEntity, { order: { id: 'ASC' } });
  }

  /** Leaves of which either tenant is of the session's node. */
  sharesOfNode(session: DbSession): Promise<ShareRow[]> {
    return session.query<ShareRow[]>(
      'SELECT id, tenant_id, name, to_tenant_id, to_queue_id FROM config.queue_share ORDER BY id',
    );
  }

  pageOfQueues(session: DbSession, query: ListQuery): Promise<Page<QueueEntity>> {
    return pageOf(session, QueueEntity, query, {
      number: 'text',
      name: 'text',
      ringTimeoutS: 'number',
      maxWaitS: 'number',
      wrapUpS: 'number',
      record: 'boolean',
      answerBeforeAgent: 'boolean',
      serviceLevelS: 'number',
    });
  }

  queueById(session: DbSession, id: string): Promise<QueueEntity | null> {
    return rowById(session, QueueEntity, id);
  }

  /** Queues of which something leads to the thing of this id, or plays it: an id is in one thing's name only. */
  queuesLeadingTo(session: DbSession, id: string): Promise<QueueEntity[]> {
    return session.find(QueueEntity, {
      where: [{ overflow: mentions(id) }, { waiting: mentions(id) }, ...(isId(id) ? [{ evaluationFlowId: id }] : [])],
      order: { number: 'ASC' },
    });
  }

  /** Queues for whose agents' calls the access number may be shown. */
  queuesShowing(session: DbSession, accessNumberId: string): Promise<QueueEntity[]> {
    return session.find(QueueEntity, {
      where: { callerNumberIds: ArrayContains([accessNumberId]) },
      order: { number: 'ASC' },
    });
  }

  async insertQueue(session: DbSession, queue: QueueEntity): Promise<void> {
    await session.insert(QueueEntity, queue);
  }

  async updateQueue(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<QueueEntity, 'id' | 'tenantId' | 'version' | 'musicClass'>,
  ): Promise<void> {
    await updateVersion(session, QueueEntity, id, version, values);
  }

  /** Whoever has one of these queues open in a form is told that it is not as they see it. */
  async countVersionsUp(session: DbSession, queueIds: readonly string[]): Promise<void> {
    await session.increment(QueueEntity, { id: In([...queueIds]) }, 'version', 1);
  }

  /** Callers of another tenant may go on to it. */
  isShared(session: DbSession, id: string): Promise<boolean> {
    return session.existsBy(QueueShareEntity, { toQueueId: id });
  }

  async deleteQueue(session: DbSession, id: string): Promise<void> {
    await session.delete(QueueEntity, { id });
  }
}
