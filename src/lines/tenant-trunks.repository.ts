import { Injectable } from '@nestjs/common';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { TenantTrunkEntity } from './entities/tenant-trunk.entity.js';

/** Table config.tenant_trunk: which tenant has what of which trunk. */
@Injectable()
export class TenantTrunksRepository {
  /** By tenant, those that calls go out by first, in their order. */
  tenantTrunks(session: DbSession): Promise<TenantTrunkEntity[]> {
    return session.find(TenantTrunkEntity, {
      order: { tenantId: 'ASC', outboundRank: { direction: 'ASC', nulls: 'LAST' }, id: 'ASC' },
    });
  }

  pageOfTenantTrunks(session: DbSession, query: ListQuery): Promise<Page<TenantTrunkEntity>> {
    return pageOf(session, TenantTrunkEntity, query, {
      tenantId: 'id',
      trunkId: 'id',
      channelLimit: 'number',
      outboundRank: 'number',
    });
  }

  tenantTrunk(session: DbSession, id: string): Promise<TenantTrunkEntity | null> {
    return rowById(session, TenantTrunkEntity, id);
  }

  /** Tenants that have something of the trunk. */
  async tenantsOfTrunk(session: DbSession, trunkId: string): Promise<string[]> {
    if (!isId(trunkId)) return [];
    const shares = await session.find(TenantTrunkEntity, { where: { trunkId }, order: { tenantId: 'ASC' } });
    return shares.map((share) => share.tenantId);
  }

  async insertTenantTrunk(session: DbSession, share: TenantTrunkEntity): Promise<void> {
    await session.insert(TenantTrunkEntity, share);
  }

  updateTenantTrunk(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<TenantTrunkEntity>,
  ): Promise<void> {
    return updateVersion(session, TenantTrunkEntity, id, version, values);
  }

  /** @returns false where the session sees no such row */
  async deleteTenantTrunk(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(TenantTrunkEntity, { id })).affected === 1;
  }
}
