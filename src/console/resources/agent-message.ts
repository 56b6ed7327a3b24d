import type { AgentMessagesService } from '../../agents/agent-messages.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction } from './resource.js';
import { agentInReach, type RoomsOfAgents } from './rooms-of-agents.js';

/** What a supervisor writes to one of their agents. */
export function agentMessage(rooms: RoomsOfAgents, messages: AgentMessagesService): ConsoleAction {
  return {
    name: 'message',
    on: 'record',
    label: { zh: '发消息', en: 'Send a message' },
    icon: 'MessageSquare',
    permission: 'agent.message',
    component: 'AgentMessage',
    perform: async (session, id, input, actor) => {
      const agent = await agentInReach(rooms, session, actor, id);
      const [sent] = await messages.send(session, ownTenant(actor), actor, [agent.id], input);
      return {
        done: { zh: '消息已发送', en: 'The message is sent' },
        told: [{ id, label: `${agent.number} ${agent.name}`, after: { text: sent?.text ?? '' } }],
      };
    },
  };
}
