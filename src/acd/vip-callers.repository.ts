import { Injectable } from '@nestjs/common';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { VipCallerEntity } from './entities/vip-caller.entity.js';

const EXACT = { headStartS: 'number', isPrefix: 'boolean', expiresAt: 'instant' } as const;

@Injectable()
export class VipCallersRepository {
  vipCallers(session: DbSession): Promise<VipCallerEntity[]> {
    return session.find(VipCallerEntity, { order: { id: 'ASC' } });
  }

  pageOfVipCallers(session: DbSession, query: ListQuery): Promise<Page<VipCallerEntity>> {
    return pageOf(session, VipCallerEntity, query, { number: 'text', name: 'text', ...EXACT });
  }

  vipCaller(session: DbSession, id: string): Promise<VipCallerEntity | null> {
    return rowById(session, VipCallerEntity, id);
  }

  countVipCallers(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(VipCallerEntity, { tenantId });
  }

  async insertVipCaller(session: DbSession, caller: VipCallerEntity): Promise<void> {
    await session.insert(VipCallerEntity, caller);
  }

  async updateVipCaller(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<VipCallerEntity, 'id' | 'tenantId' | 'version'>,
  ): Promise<void> {
    await updateVersion(session, VipCallerEntity, id, version, values);
  }

  /** @returns false where the session sees no such row */
  async deleteVipCaller(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(VipCallerEntity, { id })).affected === 1;
  }
}
