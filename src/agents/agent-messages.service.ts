import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import { isId } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { AgentMessagesRepository } from './agent-messages.repository.js';
import { agentMessageInput } from './dto/agent-group-input.js';

/** Of one agent; the oldest go. */
export const MOST_MESSAGES = 100;
const KEPT_MS = 30 * 86_400_000;

export interface AgentMessage {
  readonly id: string;
  readonly at: Date;
  readonly byName: string;
  readonly text: string;
  /** null: not read yet. */
  readonly readAt: Date | null;
}

/** What supervisors write to agents. The session decides of which tenant. */
@Injectable()
export class AgentMessagesService {
  constructor(private readonly messages: AgentMessagesRepository) {}

  /** At most MOST_MESSAGES, the newest first. */
  async messagesOf(session: DbSession, agentId: string): Promise<AgentMessage[]> {
    const rows = await this.messages.ofAgent(session, agentId);
    return rows.map(({ id, at, byName, text, readAt }) => ({ id, at, byName, text, readAt }));
  }

  /** The same to each of the agents. @throws InvalidInput (`text`) */
  async send(
    session: DbSession,
    tenantId: TenantId,
    from: { readonly name: string },
    agentIds: readonly string[],
    input: unknown,
  ): Promise<AgentMessage[]> {
    const { text } = validInput(agentMessageInput, input);
    const now = systemClock.now();
    const at = new Date(now);
    const rows = agentIds.map((agentId) => ({
      id: newId(),
      tenantId,
      agentId,
      at,
      byName: from.name,
      text,
      readAt: null,
    }));
    await this.messages.insertMessages(session, rows);
    await this.messages.forget(session, agentIds, MOST_MESSAGES, new Date(now - KEPT_MS));
    return rows.map(({ id }) => ({ id, at, byName: from.name, text, readAt: null }));
  }

  /** Nobody need write to an agent for the old ones to go. */
  async forgetOld(session: DbSession): Promise<void> {
    await this.messages.forgetAll(session, new Date(systemClock.now() - KEPT_MS));
  }

  /** Once read a message stays so. @throws NotFound */
  async markRead(session: DbSession, agentId: string, id: string): Promise<void> {
    const isThere = isId(id) && (await this.messages.markRead(session, agentId, id, new Date(systemClock.now())));
    if (!isThere) throw new NotFound();
  }
}
