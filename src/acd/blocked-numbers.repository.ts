import { Injectable } from '@nestjs/common';

import { isId, LARGEST_PAGE, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
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

  /** Many at a time: no statement of PostgreSQL has more than 65,535 parameters. */
  async insertBlockedNumbers(session: DbSession, rows: readonly BlockedNumberEntity[]): Promise<void> {
    for (let at = 0; at < rows.length; at += LARGEST_PAGE)
      await session.insert(BlockedNumberEntity, rows.slice(at, at + LARGEST_PAGE));
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
