import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { rowById, updateVersion } from '../database/versioned.js';
import { TenantEntity } from './entities/tenant.entity.js';

const HOME_COLUMNS = { id: true, code: true, homeNodeId: true, movingToNodeId: true, leavingNodeId: true } as const;

/** What a tenant's place must still be; what is left out may be anything. */
interface Before {
  readonly id: string;
  readonly homeNodeId?: string;
  readonly movingToNodeId?: null;
  readonly leavingNodeId?: string;
}

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
      speechLineLimit: 'number',
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

  homes(session: DbSession): Promise<Pick<TenantEntity, keyof typeof HOME_COLUMNS>[]> {
    return session.find(TenantEntity, { select: HOME_COLUMNS });
  }

  /** Of all tenants there are, whoever asks. */
  homeNodes(session: DbSession): Promise<{ tenant_id: string; node_id: string }[]> {
    return session.query<{ tenant_id: string; node_id: string }[]>('SELECT tenant_id, node_id FROM config.tenant_home');
  }

  /** Its version stays: none of this is in anybody's form. @returns whether it was as `before` says */
  async place(session: DbSession, before: Before, values: Partial<TenantEntity>): Promise<boolean> {
    const { id, homeNodeId, movingToNodeId, leavingNodeId } = before;
    const { affected } = await session.update(
      TenantEntity,
      {
        id,
        ...(homeNodeId === undefined ? {} : { homeNodeId }),
        ...(movingToNodeId === undefined ? {} : { movingToNodeId: IsNull() }),
        ...(leavingNodeId === undefined ? {} : { leavingNodeId }),
      },
      values,
    );
    return affected === 1;
  }

  /** Columns left out have the database's defaults. */
  async insert(session: DbSession, tenant: Partial<TenantEntity>): Promise<void> {
    await session.insert(TenantEntity, tenant);
  }

  update(session: DbSession, id: string, version: number, values: Partial<TenantEntity>): Promise<void> {
    return updateVersion(session, TenantEntity, id, version, values);
  }
}
