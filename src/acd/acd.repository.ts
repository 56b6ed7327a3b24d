import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { QueueEntity } from './entities/queue.entity.js';

@Injectable()
export class AcdRepository {
  queues(session: DbSession): Promise<QueueEntity[]> {
    return session.find(QueueEntity, { order: { id: 'ASC' } });
  }

  async insertQueue(session: DbSession, queue: QueueEntity): Promise<void> {
    await session.insert(QueueEntity, queue);
  }
}
