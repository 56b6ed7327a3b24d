import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { AgentGroupEntity } from './entities/agent-group.entity.js';

@Injectable()
export class AgentGroupsRepository {
  pageOfGroups(session: DbSession, query: ListQuery): Promise<Page<AgentGroupEntity>> {
    return pageOf(session, AgentGroupEntity, query, { name: 'text' });
  }

  groupById(session: DbSession, id: string): Promise<AgentGroupEntity | null> {
    return rowById(session, AgentGroupEntity, id);
  }

  /** Those of the ids that the session sees. */
  groupsByIds(session: DbSession, ids: readonly string[]): Promise<AgentGroupEntity[]> {
    return session.findBy(AgentGroupEntity, { id: In([...ids]) });
  }

  countGroups(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(AgentGroupEntity, { tenantId });
  }

  async insertGroup(session: DbSession, group: AgentGroupEntity): Promise<void> {
    await session.insert(AgentGroupEntity, group);
  }

  async updateGroup(session: DbSession, id: string, version: number, name: string): Promise<void> {
    await updateVersion(session, AgentGroupEntity, id, version, { name });
  }

  async deleteGroup(session: DbSession, id: string): Promise<void> {
    await session.delete(AgentGroupEntity, { id });
  }

  /** Members of the groups, each once, by number. */
  async members(session: DbSession, groupIds: readonly string[]): Promise<{ groupId: string; agentId: string }[]> {
    return session.query(
      `SELECT m.group_id AS "groupId", m.agent_id AS "agentId"
       FROM config.agent_group_member m JOIN config.agent a ON a.id = m.agent_id
       WHERE m.group_id = ANY ($1) ORDER BY length(a.number), a.number, a.id`,
      [groupIds],
    );
  }

  async insertMembers(
    session: DbSession,
    tenantId: string,
    groupId: string,
    agentIds: readonly string[],
  ): Promise<void> {
    await session.query(
      `INSERT INTO config.agent_group_member (tenant_id, group_id, agent_id)
       SELECT $1::uuid, $2::uuid, * FROM unnest($3::uuid[])`,
      [tenantId, groupId, agentIds],
    );
  }

  async deleteMembers(session: DbSession, groupId: string, agentIds: readonly string[]): Promise<void> {
    await session.query('DELETE FROM config.agent_group_member WHERE group_id = $1 AND agent_id = ANY ($2)', [
      groupId,
      agentIds,
    ]);
  }
}
