import { Injectable } from '@nestjs/common';
import { ArrayContains } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { DutyRuleEntity } from './entities/duty-rule.entity.js';

@Injectable()
export class DutyRulesRepository {
  dutyRules(session: DbSession): Promise<DutyRuleEntity[]> {
    return session.find(DutyRuleEntity, { order: { id: 'ASC' } });
  }

  pageOfDutyRules(session: DbSession, query: ListQuery): Promise<Page<DutyRuleEntity>> {
    return pageOf(session, DutyRuleEntity, query, { name: 'text', priority: 'number' });
  }

  dutyRule(session: DbSession, id: string): Promise<DutyRuleEntity | null> {
    return rowById(session, DutyRuleEntity, id);
  }

  /** Those that name the queue, agent, extension or calendar. */
  async dutyRulesNaming(session: DbSession, id: string): Promise<DutyRuleEntity[]> {
    if (!isId(id)) return [];
    const where = [
      { queueIds: ArrayContains([id]) },
      { agentIds: ArrayContains([id]) },
      { extensionId: id },
      { calendarId: id },
    ];
    return session.find(DutyRuleEntity, { where, order: { name: 'ASC' } });
  }

  countDutyRules(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(DutyRuleEntity, { tenantId });
  }

  async insertDutyRule(session: DbSession, rule: DutyRuleEntity): Promise<void> {
    await session.insert(DutyRuleEntity, rule);
  }

  async updateDutyRule(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<Omit<DutyRuleEntity, 'id' | 'tenantId' | 'version'>>,
  ): Promise<void> {
    await updateVersion(session, DutyRuleEntity, id, version, values);
  }

  /** @returns false where the session sees no such row */
  async deleteDutyRule(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(DutyRuleEntity, { id })).affected === 1;
  }
}
