import { Injectable } from '@nestjs/common';

import type { AgentId, QueueId } from '../kernel/ids.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { queueAgentInput } from './dto/queue-agent-input.js';
import { QueueAgentsRepository, type QueueAgentRow } from './queue-agents.repository.js';

/** An agent in a queue as people see and edit it. */
export interface QueueAgentRecord {
  /** Queue and agent, with a dot between. */
  readonly id: string;
  readonly queueId: QueueId;
  readonly agentId: AgentId;
  readonly agentLabel: string;
  readonly level: number;
  readonly penalty: number;
  readonly group: string;
}

/** How good agents are in their queues, and in which order they are taken. */
@Injectable()
export class QueueAgentsService {
  constructor(private readonly queueAgents: QueueAgentsRepository) {}

  async pageOfQueueAgents(session: DbSession, query: ListQuery): Promise<Page<QueueAgentRecord>> {
    const { items, total } = await this.queueAgents.pageOfQueueAgents(session, query);
    return { items: items.map(toRecord), total };
  }

  async findQueueAgent(session: DbSession, id: string): Promise<QueueAgentRecord | undefined> {
    const [queueId = '', agentId = ''] = id.split('.');
    const row = await this.queueAgents.queueAgent(session, queueId, agentId);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, NotFound */
  async updateQueueAgent(session: DbSession, id: string, input: unknown): Promise<QueueAgentRecord> {
    const values = validInput(queueAgentInput, input);
    const before = await this.findQueueAgent(session, id);
    if (before === undefined) throw new NotFound();
    await this.queueAgents.updateQueueAgent(session, before.queueId, before.agentId, values);
    return { ...before, ...values };
  }
}

function toRecord({ queueId, agentId, agentNumber, agentName, ...values }: QueueAgentRow): QueueAgentRecord {
  return {
    ...values,
    id: `${queueId}.${agentId}`,
    queueId: queueId as QueueId,
    agentId: agentId as AgentId,
    agentLabel: `${agentNumber} ${agentName}`,
  };
}
