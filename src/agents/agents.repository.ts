import { Injectable } from '@nestjs/common';
import { ArrayContains, In } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { AgentEntity } from './entities/agent.entity.js';
import { QueueAgentEntity } from './entities/queue-agent.entity.js';

/** Who serves which queue. */
export type Membership = Pick<QueueAgentEntity, 'queueId' | 'agentId' | 'tenantId'>;

@Injectable()
export class AgentsRepository {
  agents(session: DbSession): Promise<AgentEntity[]> {
    return session.find(AgentEntity, { order: { id: 'ASC' } });
  }

  /** Of the agents who have a PIN. */
  pinHashes(
    session: DbSession,
  ): Promise<{ readonly id: string; readonly tenantId: string; readonly pinHash: string }[]> {
    return session.query(
      'SELECT id, tenant_id AS "tenantId", pin_hash AS "pinHash" FROM config.agent WHERE pin_hash IS NOT NULL',
    );
  }

  /** @param pinHash null: no PIN any more. @returns false where the session sees no such agent */
  async updatePinHash(session: DbSession, id: string, pinHash: string | null): Promise<boolean> {
    return isId(id) && (await session.update(AgentEntity, { id }, { pinHash })).affected === 1;
  }

  /** Who serves which queue. */
  memberships(session: DbSession): Promise<QueueAgentEntity[]> {
    return session.find(QueueAgentEntity, { order: { queueId: 'ASC', agentId: 'ASC' } });
  }

  /** The filter knows `id` as a list with commas between. */
  pageOfAgents(session: DbSession, query: ListQuery): Promise<Page<AgentEntity>> {
    return pageOf(session, AgentEntity, query, { id: 'word', number: 'text', name: 'text', extensionId: 'id' });
  }

  agentById(session: DbSession, id: string): Promise<AgentEntity | null> {
    return rowById(session, AgentEntity, id);
  }

  /** @param session of the tenant: two tenants may have the same number */
  agentByNumber(session: DbSession, number: string): Promise<AgentEntity | null> {
    return session.findOneBy(AgentEntity, { number });
  }

  /** Those of the ids that the session sees. */
  agentsByIds(session: DbSession, ids: readonly string[]): Promise<AgentEntity[]> {
    return session.findBy(AgentEntity, { id: In([...ids]) });
  }

  agentsAt(session: DbSession, extensionId: string): Promise<AgentEntity[]> {
    return session.find(AgentEntity, { where: { extensionId }, order: { number: 'ASC' } });
  }

  /** Agents for whose calls the access number may be shown. */
  agentsShowing(session: DbSession, accessNumberId: string): Promise<AgentEntity[]> {
    return session.find(AgentEntity, {
      where: { callerNumberIds: ArrayContains([accessNumberId]) },
      order: { number: 'ASC' },
    });
  }

  membershipsOf(session: DbSession, agentIds: readonly string[]): Promise<QueueAgentEntity[]> {
    return session.find(QueueAgentEntity, { where: { agentId: In([...agentIds]) }, order: { queueId: 'ASC' } });
  }

  /** By number, as people list them. */
  async agentIdsOfQueue(session: DbSession, queueId: string): Promise<string[]> {
    const rows = await session.query<{ id: string }[]>(
      `SELECT a.id FROM config.queue_agent q JOIN config.agent a ON a.id = q.agent_id
       WHERE q.queue_id = $1 ORDER BY length(a.number), a.number, a.id`,
      [queueId],
    );
    return rows.map(({ id }) => id);
  }

  countAgents(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(AgentEntity, { tenantId });
  }

  /** Those of the numbers that the tenant's agents have, in order. */
  async numbersTaken(session: DbSession, tenantId: string, numbers: readonly string[]): Promise<string[]> {
    const taken = await session.query<{ number: string }[]>(
      'SELECT number FROM config.agent WHERE tenant_id = $1 AND number = ANY ($2) ORDER BY length(number), number',
      [tenantId, numbers],
    );
    return taken.map(({ number }) => number);
  }

  /** However many, in two statements. */
  async insertAgents(
    session: DbSession,
    agents: readonly Omit<AgentEntity, 'pinHash'>[],
    memberships: readonly Membership[],
  ): Promise<void> {
    await session.query(
      `INSERT INTO config.agent (id, tenant_id, number, name, extension_id, version, skills, areas, caller_number_ids, open_line)
       SELECT id, tenant_id, number, name, extension_id, version, skills::jsonb, string_to_array(areas, ','),
         string_to_array(caller_number_ids, ',')::uuid[], open_line
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::integer[], $7::text[], $8::text[],
         $9::text[], $10::text[]) AS agent (id, tenant_id, number, name, extension_id, version, skills, areas, caller_number_ids, open_line)`,
      [
        agents.map((agent) => agent.id),
        agents.map((agent) => agent.tenantId),
        agents.map((agent) => agent.number),
        agents.map((agent) => agent.name),
        agents.map((agent) => agent.extensionId),
        agents.map((agent) => agent.version),
        agents.map((agent) => JSON.stringify(agent.skills)),
        agents.map((agent) => agent.areas.join(',')),
        agents.map((agent) => agent.callerNumberIds.join(',')),
        agents.map((agent) => agent.openLine),
      ],
    );
    await this.insertMemberships(session, memberships);
  }

  async updateAgent(
    session: DbSession,
    id: string,
    version: number,
    values: Pick<AgentEntity, 'number' | 'name' | 'extensionId'> &
      Partial<Pick<AgentEntity, 'skills' | 'areas' | 'callerNumberIds' | 'openLine'>>,
  ): Promise<void> {
    await updateVersion(session, AgentEntity, id, version, values);
  }

  async insertMemberships(session: DbSession, memberships: readonly Membership[]): Promise<void> {
    if (memberships.length === 0) return;
    await session.query(
      `INSERT INTO config.queue_agent (tenant_id, queue_id, agent_id)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[])`,
      [
        memberships.map((membership) => membership.tenantId),
        memberships.map((membership) => membership.queueId),
        memberships.map((membership) => membership.agentId),
      ],
    );
  }

  async deleteMemberships(session: DbSession, queueIds: readonly string[], agentIds: readonly string[]): Promise<void> {
    await session.delete(QueueAgentEntity, { queueId: In([...queueIds]), agentId: In([...agentIds]) });
  }

  /** Whoever has one of these agents open in a form is told that it is not as they see it. */
  async countVersionsUp(session: DbSession, agentIds: readonly string[]): Promise<void> {
    await session.increment(AgentEntity, { id: In([...agentIds]) }, 'version', 1);
  }

  async deleteAgent(session: DbSession, id: string): Promise<void> {
    await session.delete(AgentEntity, { id });
  }
}
