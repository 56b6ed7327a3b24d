import { Injectable } from '@nestjs/common';

import { isId, LARGEST_PAGE, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
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

  /** Many at a time: no statement of PostgreSQL has more than 65,535 parameters. */
  async insertVipCallers(session: DbSession, rows: readonly VipCallerEntity[]): Promise<void> {
    for (let at = 0; at < rows.length; at += LARGEST_PAGE)
      await session.insert(VipCallerEntity, rows.slice(at, at + LARGEST_PAGE));
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
