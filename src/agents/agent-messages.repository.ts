import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import type { DbSession } from '../platform/database/transaction.js';
import { AgentMessageEntity } from './entities/agent-message.entity.js';

@Injectable()
export class AgentMessagesRepository {
  /** The newest first. */
  ofAgent(session: DbSession, agentId: string): Promise<AgentMessageEntity[]> {
    return session.find(AgentMessageEntity, { where: { agentId }, order: { at: 'DESC', id: 'DESC' } });
  }

  async insertMessages(session: DbSession, messages: readonly AgentMessageEntity[]): Promise<void> {
    await session.insert(AgentMessageEntity, [...messages]);
  }

  /** Of all tenants. @param session of the platform */
  async forgetAll(session: DbSession, before: Date): Promise<void> {
    await session.query('DELETE FROM live.agent_message WHERE at < $1', [before]);
  }

  /** Of each agent only so many stay, the newest, and none from before an instant. */
  async forget(session: DbSession, agentIds: readonly string[], most: number, before: Date): Promise<void> {
    await session.query(
      `DELETE FROM live.agent_message m USING (
         SELECT id, row_number() OVER (PARTITION BY agent_id ORDER BY at DESC, id DESC) AS place
         FROM live.agent_message WHERE agent_id = ANY ($1)
       ) ranked
       WHERE m.id = ranked.id AND (ranked.place > $2 OR m.at < $3)`,
      [agentIds, most, before],
    );
  }

  /** @returns whether there is such a message of the agent's */
  async markRead(session: DbSession, agentId: string, id: string, at: Date): Promise<boolean> {
    const { affected } = await session.update(AgentMessageEntity, { id, agentId, readAt: IsNull() }, { readAt: at });
    return affected === 1 || (await session.countBy(AgentMessageEntity, { id, agentId })) === 1;
  }
}
