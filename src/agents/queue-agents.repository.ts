import { Injectable } from '@nestjs/common';

import { isId, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { QueueAgentEntity } from './entities/queue-agent.entity.js';

/** An agent in a queue with the agent's number and name. */
export interface QueueAgentRow extends Pick<QueueAgentEntity, 'queueId' | 'agentId' | 'level' | 'penalty' | 'group'> {
  readonly agentNumber: string;
  readonly agentName: string;
}

const COLUMNS = `q.queue_id AS "queueId", q.agent_id AS "agentId", a.number AS "agentNumber", a.name AS "agentName",
  q.level, q.penalty, q.share_group AS "group"`;
const FROM = 'FROM config.queue_agent q JOIN config.agent a ON a.id = q.agent_id';

@Injectable()
export class QueueAgentsRepository {
  /** By queue and then by number. The filter knows queueId and agentId. */
  async pageOfQueueAgents(session: DbSession, { filter, offset, limit }: ListQuery): Promise<Page<QueueAgentRow>> {
    const [queueId, agentId] = [filter.queueId ?? '', filter.agentId ?? ''];
    for (const id of [queueId, agentId]) if (id !== '' && !(typeof id === 'string' && isId(id))) return NOBODY;
    const where = `WHERE ($1 = '' OR q.queue_id::text = lower($1)) AND ($2 = '' OR q.agent_id::text = lower($2))`;
    const items = await session.query<QueueAgentRow[]>(
      `SELECT ${COLUMNS} ${FROM} ${where}
       ORDER BY q.queue_id, length(a.number), a.number, q.agent_id OFFSET $3 LIMIT $4`,
      [queueId, agentId, offset, limit],
    );
    const [counted] = await session.query<{ total: number }[]>(`SELECT count(*)::integer AS total ${FROM} ${where}`, [
      queueId,
      agentId,
    ]);
    return { items, total: counted?.total ?? 0 };
  }

  async queueAgent(session: DbSession, queueId: string, agentId: string): Promise<QueueAgentRow | null> {
    if (!isId(queueId) || !isId(agentId)) return null;
    const rows = await session.query<QueueAgentRow[]>(
      `SELECT ${COLUMNS} ${FROM} WHERE q.queue_id = $1 AND q.agent_id = $2`,
      [queueId, agentId],
    );
    return rows[0] ?? null;
  }

  async updateQueueAgent(
    session: DbSession,
    queueId: string,
    agentId: string,
    values: Pick<QueueAgentEntity, 'level' | 'penalty' | 'group'>,
  ): Promise<void> {
    await session.update(QueueAgentEntity, { queueId, agentId }, values);
  }
}

const NOBODY: Page<QueueAgentRow> = { items: [], total: 0 };
