import { Injectable } from '@nestjs/common';

import type { QueueId, TenantId } from '../kernel/ids.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { QueueExists } from './acd.errors.js';
import { AcdRepository } from './acd.repository.js';
import type { Queue } from './core/queue.js';

@Injectable()
export class AcdService {
  constructor(private readonly acd: AcdRepository) {}

  async listQueues(session: DbSession): Promise<Listing<Queue>> {
    return listing('queue', await this.acd.queues(session), (row) => ({
      id: row.id as QueueId,
      tenantId: row.tenantId as TenantId,
      number: row.number,
      musicClass: row.musicClass,
      ringTimeoutS: row.ringTimeoutS,
      maxWaitS: row.maxWaitS,
      overflow: storedDestination.parse(row.overflow),
      wrapUpS: row.wrapUpS,
      record: row.record,
      answerBeforeAgent: row.answerBeforeAgent,
    }));
  }

  /** @throws QueueExists */
  async createQueue(session: DbSession, queue: Omit<Queue, 'id'> & { readonly name: string }): Promise<QueueId> {
    const id = newId();
    try {
      await this.acd.insertQueue(session, { ...queue, id });
    } catch (error) {
      throw isUniqueViolation(error) ? new QueueExists(queue.number) : error;
    }
    return id as QueueId;
  }
}
