import { Injectable } from '@nestjs/common';
import { ArrayContains } from 'typeorm';

import { mentions } from '../platform/database/mentions.js';
import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { RingGroupEntity } from './entities/ring-group.entity.js';

@Injectable()
export class RingGroupsRepository {
  ringGroups(session: DbSession): Promise<RingGroupEntity[]> {
    return session.find(RingGroupEntity, { order: { id: 'ASC' } });
  }

  pageOfRingGroups(session: DbSession, query: ListQuery): Promise<Page<RingGroupEntity>> {
    return pageOf(session, RingGroupEntity, query, {
      ...{ name: 'text', number: 'text', way: 'word', ringS: 'number' },
    } as const);
  }

  ringGroup(session: DbSession, id: string): Promise<RingGroupEntity | null> {
    return rowById(session, RingGroupEntity, id);
  }

  /** Those that the extension is a member of, or whose callers go to what has this id. */
  async ringGroupsNaming(session: DbSession, id: string): Promise<RingGroupEntity[]> {
    if (!isId(id)) return [];
    const where = [{ memberIds: ArrayContains([id]) }, { otherwise: mentions(id) }];
    return session.find(RingGroupEntity, { where, order: { name: 'ASC' } });
  }

  async insertRingGroup(session: DbSession, group: RingGroupEntity): Promise<void> {
    await session.insert(RingGroupEntity, group);
  }

  async updateRingGroup(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<Omit<RingGroupEntity, 'id' | 'tenantId' | 'version'>>,
  ): Promise<void> {
    await updateVersion(session, RingGroupEntity, id, version, values);
  }

  async deleteRingGroup(session: DbSession, id: string): Promise<void> {
    await session.delete(RingGroupEntity, { id });
  }
}
