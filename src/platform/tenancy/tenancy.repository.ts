import { Injectable } from '@nestjs/common';

import type { DbSession } from '../database/transaction.js';
import { TenantEntity } from './entities/tenant.entity.js';

@Injectable()
export class TenancyRepository {
  list(session: DbSession): Promise<TenantEntity[]> {
    return session.find(TenantEntity, { order: { id: 'ASC' } });
  }

  findByCode(session: DbSession, code: string): Promise<TenantEntity | null> {
    return session.findOneBy(TenantEntity, { code });
  }

  async insert(session: DbSession, tenant: TenantEntity): Promise<void> {
    await session.insert(TenantEntity, tenant);
  }
}
