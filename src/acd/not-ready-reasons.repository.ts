import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { NotReadyReasonEntity } from './entities/not-ready-reason.entity.js';

@Injectable()
export class NotReadyReasonsRepository {
  reasons(session: DbSession): Promise<NotReadyReasonEntity[]> {
    return session.find(NotReadyReasonEntity, { order: { id: 'ASC' } });
  }

  pageOfReasons(session: DbSession, query: ListQuery): Promise<Page<NotReadyReasonEntity>> {
    const columns = { code: 'text', nameZh: 'text', nameEn: 'text', paid: 'boolean', active: 'boolean' } as const;
    return pageOf(session, NotReadyReasonEntity, query, columns);
  }

  reason(session: DbSession, id: string): Promise<NotReadyReasonEntity | null> {
    return rowById(session, NotReadyReasonEntity, id);
  }

  async insertReasons(session: DbSession, reasons: readonly NotReadyReasonEntity[]): Promise<void> {
    await session.insert(NotReadyReasonEntity, [...reasons]);
  }

  async updateReason(
    session: DbSession,
    id: string,
    version: number,
    values: Pick<NotReadyReasonEntity, 'nameZh' | 'nameEn' | 'paid' | 'active'>,
  ): Promise<void> {
    await updateVersion(session, NotReadyReasonEntity, id, version, values);
  }
}
