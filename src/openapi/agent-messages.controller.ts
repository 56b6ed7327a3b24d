import { Injectable } from '@nestjs/common';

import { AgentMessagesService, type AgentMessage } from '../agents/agent-messages.service.js';
import { AgentsService } from '../agents/agents.service.js';
import { Gate } from '../platform/access/gate.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { listAgentMessages, readAgentMessage, sendAgentMessage, type AgentMessageBody } from './dto/agent-messages.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText } from './dto/schema.js';

/** What supervisors write to agents, for the programs that agents work with. */
@Injectable()
export class AgentMessagesController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly agents: AgentsService,
    private readonly messages: AgentMessagesService,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listAgentMessages, (asked) => this.list(asked)),
    serve(sendAgentMessage, (asked) => this.send(asked)),
    serve(readAgentMessage, (asked) => this.read(asked)),
  ];

  private async list({ actor, params }: Asked<unknown, null>) {
    const items = await this.gate.read(actor, listAgentMessages.permission, async (session) => {
      const { id } = await this.find(session, params.number);
      return this.messages.messagesOf(session, id);
    });
    return { body: { items: items.map(toBody) } };
  }

  /** Sent again it is no other message: the answer is kept in the transaction before. */
  private async send({
    actor,
    tenantId,
    params,
    body,
    once,
  }: Asked<unknown, { by: string; text: string }>): Promise<Answered<AgentMessageBody>> {
    const sent = await this.gate.change(actor, sendAgentMessage.permission, async (session, tell) => {
      await once?.confirm(session);
      const { id, number, name } = await this.find(session, params.number);
      const [message] = await this.messages.send(session, tenantId, { name: body.by }, [id], { text: body.text });
      const after = { by: body.by, text: body.text };
      tell({ action: 'message', objectType: 'agent', objectId: id, objectLabel: `${number} ${name}`, after });
      return message;
    });
    if (sent === undefined) throw new NotFound();
    return { body: toBody(sent) };
  }

  private async read({ actor, params, once }: Asked<unknown, unknown>) {
    const message = params.message ?? '';
    await this.gate.change(actor, readAgentMessage.permission, async (session) => {
      await once?.confirm(session);
      const { id } = await this.find(session, params.number);
      await this.messages.markRead(session, id, message);
    });
    return { body: { id: message } };
  }

  private async find(session: DbSession, number = '') {
    const agent = number.includes('\0') ? undefined : await this.agents.findAgentByNumber(session, number);
    if (agent === undefined) throw new NotFound();
    return agent;
  }
}

function toBody({ id, at, byName, text, readAt }: AgentMessage): AgentMessageBody {
  return { id, at: isoText(at), by: byName, text, readAt: maybeIsoText(readAt) };
}
