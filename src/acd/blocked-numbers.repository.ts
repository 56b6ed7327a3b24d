import { Injectable } from '@nestjs/common';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { BlockedNumberEntity } from './entities/blocked-number.entity.js';

const EXACT = { list: 'word', isPrefix: 'boolean', expiresAt: 'instant' } as const;

@Injectable()
export class BlockedNumbersRepository {
  blockedNumbers(session: DbSession): Promise<BlockedNumberEntity[]> {
    return session.find(BlockedNumberEntity, { order: { id: 'ASC' } });
  }

  pageOfBlockedNumbers(session: DbSession, query: ListQuery): Promise<Page<BlockedNumberEntity>> {
    return pageOf(session, BlockedNumberEntity, query, { number: 'text', name: 'text', ...EXACT });
  }

  blockedNumber(session: DbSession, id: string): Promise<BlockedNumberEntity | null> {
    return rowById(session, BlockedNumberEntity, id);
  }

  countBlockedNumbers(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(BlockedNumberEntity, { tenantId });
  }

  async insertBlockedNumber(session: DbSession, blocked: BlockedNumberEntity): Promise<void> {
    await session.insert(BlockedNumberEntity, blocked);
  }

  async updateBlockedNumber(
    session: DbSession,
    id: string,
    version: number,
    values: Omit<BlockedNumberEntity, 'id' | 'tenantId' | 'version'>,
  ): Promise<void> {
    await updateVersion(session, BlockedNumberEntity, id, version, values);
  }

  /** @returns false where the session sees no such row */
  async deleteBlockedNumber(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(BlockedNumberEntity, { id })).affected === 1;
  }
}
