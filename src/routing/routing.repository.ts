import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { AccessNumberEntity } from './entities/access-number.entity.js';

@Injectable()
export class RoutingRepository {
  accessNumbers(session: DbSession): Promise<AccessNumberEntity[]> {
    return session.find(AccessNumberEntity, { order: { id: 'ASC' } });
  }

  async insertAccessNumber(session: DbSession, accessNumber: AccessNumberEntity): Promise<void> {
    await session.insert(AccessNumberEntity, accessNumber);
  }
}
