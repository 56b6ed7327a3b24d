import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { rowById, updateVersion } from '../database/versioned.js';
import { TenantEntity } from './entities/tenant.entity.js';

@Injectable()
export class TenancyRepository {
  list(session: DbSession): Promise<TenantEntity[]> {
    return session.find(TenantEntity, { order: { id: 'ASC' } });
  }

  page(session: DbSession, query: ListQuery): Promise<Page<TenantEntity>> {
    return pageOf(session, TenantEntity, query, {
      code: 'text',
      name: 'text',
      status: 'word',
      language: 'word',
      homeNodeId: 'word',
      channelLimit: 'number',
      agentLimit: 'number',
      extensionLimit: 'number',
      promptStorageLimitMb: 'number',
      seatLimit: 'number',
      ivrLimit: 'number',
      recordedSeatLimit: 'number',
      createdAt: 'instant',
      purgeAt: 'instant',
    });
  }

  findByCode(session: DbSession, code: string): Promise<TenantEntity | null> {
    return session.findOneBy(TenantEntity, { code });
  }

  findById(session: DbSession, id: string): Promise<TenantEntity | null> {
    return rowById(session, TenantEntity, id);
  }

  /** Columns left out have the database's defaults. */
  async insert(session: DbSession, tenant: Partial<TenantEntity>): Promise<void> {
    await session.insert(TenantEntity, tenant);
  }

  update(session: DbSession, id: string, version: number, values: Partial<TenantEntity>): Promise<void> {
    return updateVersion(session, TenantEntity, id, version, values);
  }
}
