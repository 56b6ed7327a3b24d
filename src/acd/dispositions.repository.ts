import { Injectable } from '@nestjs/common';
import { ArrayContains } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { DispositionEntity } from './entities/disposition.entity.js';

@Injectable()
export class DispositionsRepository {
  dispositions(session: DbSession): Promise<DispositionEntity[]> {
    return session.find(DispositionEntity, { order: { id: 'ASC' } });
  }

  pageOfDispositions(session: DbSession, query: ListQuery): Promise<Page<DispositionEntity>> {
    return pageOf(session, DispositionEntity, query, {
      code: 'text',
      nameZh: 'text',
      nameEn: 'text',
      active: 'boolean',
    });
  }

  disposition(session: DbSession, id: string): Promise<DispositionEntity | null> {
    return rowById(session, DispositionEntity, id);
  }

  async dispositionsOfQueue(session: DbSession, queueId: string): Promise<DispositionEntity[]> {
    if (!isId(queueId)) return [];
    return session.find(DispositionEntity, { where: { queueIds: ArrayContains([queueId]) }, order: { code: 'ASC' } });
  }

  async insertDisposition(session: DbSession, disposition: DispositionEntity): Promise<void> {
    await session.insert(DispositionEntity, disposition);
  }

  async updateDisposition(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<DispositionEntity, 'id' | 'tenantId' | 'version'>,
  ): Promise<void> {
    await updateVersion(session, DispositionEntity, id, version, values);
  }
}
