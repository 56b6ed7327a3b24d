import type { AgentGroupsService } from '../../agents/agent-groups.service.js';
import type { AgentsService } from '../../agents/agents.service.js';
import type { ConsoleAction } from './resource.js';

/** The number by which an agent signs in at any telephone, shown this once. */
export function newPin(agents: AgentsService, groups: AgentGroupsService): ConsoleAction {
  return {
    name: 'newPin',
    on: 'record',
    label: { zh: '生成电话密码', en: 'New PIN' },
    icon: 'Key',
    permission: 'agent.update',
    confirm: {
      zh: '座席在任意话机上拨 *70 签入时使用此密码；原有密码立即失效。继续吗？',
      en: 'By it the agent logs in at any telephone, dialling *70; the present one is worth nothing at once. Go on?',
    },
    perform: async (session, id, _input, actor) => {
      await groups.mustReach(session, actor, [id]);
      const { agent, pin } = await agents.renewPin(session, id);
      return {
        done: { zh: `座席 ${agent.number} 有了新的电话密码`, en: `Agent ${agent.number} has a new PIN` },
        told: [{ id, label: `${agent.number} ${agent.name}` }],
        once: {
          zh: `座席 ${agent.number} 的电话密码，只显示这一次：${pin}`,
          en: `The PIN of agent ${agent.number}, shown this once: ${pin}`,
        },
      };
    },
  };
}

/** For who no longer logs in at any telephone but their own. */
export function removePin(agents: AgentsService, groups: AgentGroupsService): ConsoleAction {
  return {
    name: 'removePin',
    on: 'record',
    label: { zh: '取消电话密码', en: 'Remove PIN' },
    icon: 'XCircle',
    permission: 'agent.update',
    confirm: {
      zh: '此后该座席只能在自己的话机上用工号签入，不需要密码。继续吗？',
      en: 'From now on the agent logs in at their own telephone alone, by their number without a PIN. Go on?',
    },
    perform: async (session, id, _input, actor) => {
      await groups.mustReach(session, actor, [id]);
      const { number, name } = await agents.removePin(session, id);
      return {
        done: { zh: `座席 ${number} 没有电话密码了`, en: `Agent ${number} has no PIN any more` },
        told: [{ id, label: `${number} ${name}` }],
      };
    },
  };
}
