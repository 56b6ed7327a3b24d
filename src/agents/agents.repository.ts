import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { AgentEntity } from './entities/agent.entity.js';
import { QueueAgentEntity } from './entities/queue-agent.entity.js';

@Injectable()
export class AgentsRepository {
  agents(session: DbSession): Promise<AgentEntity[]> {
    return session.find(AgentEntity, { order: { id: 'ASC' } });
  }

  /** Who serves which queue. */
  memberships(session: DbSession): Promise<QueueAgentEntity[]> {
    return session.find(QueueAgentEntity, { order: { queueId: 'ASC', agentId: 'ASC' } });
  }

  async insertAgent(session: DbSession, agent: AgentEntity, memberships: readonly QueueAgentEntity[]): Promise<void> {
    await session.insert(AgentEntity, agent);
    await session.insert(QueueAgentEntity, [...memberships]);
  }
}
