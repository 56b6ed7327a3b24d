import { Injectable } from '@nestjs/common';

import type { AgentId, ExtensionId, QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { AgentExists } from './agents.errors.js';
import { AgentsRepository } from './agents.repository.js';
import type { AgentProfile } from './core/agent-profile.js';

@Injectable()
export class AgentsService {
  constructor(private readonly agents: AgentsRepository) {}

  async listAgents(session: DbSession): Promise<AgentProfile[]> {
    const agents = await this.agents.agents(session);
    const memberships = Map.groupBy(await this.agents.memberships(session), (membership) => membership.agentId);
    return agents.map((row) => ({
      id: row.id as AgentId,
      tenantId: row.tenantId as TenantId,
      number: row.number,
      name: row.name,
      extensionId: row.extensionId as ExtensionId,
      queueIds: (memberships.get(row.id) ?? []).map((membership) => membership.queueId as QueueId),
    }));
  }

  /** @throws AgentExists */
  async createAgent(session: DbSession, agent: Omit<AgentProfile, 'id'>): Promise<AgentId> {
    const { queueIds, ...columns } = agent;
    const id = newId();
    const memberships = queueIds.map((queueId) => ({ tenantId: agent.tenantId, queueId, agentId: id }));
    try {
      await this.agents.insertAgent(session, { ...columns, id }, memberships);
    } catch (error) {
      throw isUniqueViolation(error) ? new AgentExists(agent.number) : error;
    }
    return id as AgentId;
  }
}
