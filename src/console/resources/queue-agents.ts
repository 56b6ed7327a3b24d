import type { QueueAgentRecord, QueueAgentsService } from '../../agents/queue-agents.service.js';
import type { ConsoleResource } from './resource.js';

/** How good agents are in their queues, and in which order they are taken. */
export function queueAgentsResource(queueAgents: QueueAgentsService): ConsoleResource {
  return {
    id: 'queue_agent',
    module: 'inbound',
    icon: 'Sliders',
    label: { zh: '队列座席', en: 'Agents in queues' },
    about: {
      zh: '每个座席在每个队列中的等级、罚分和分组。谁服务哪个队列在“队列”或“座席”中设置。',
      en: 'Level, penalty and group of each agent in each queue. Who serves which queue is set at the queues or the agents.',
    },
    fields: [
      {
        name: 'agentId',
        kind: 'reference',
        to: 'agent',
        label: { zh: '座席', en: 'Agent' },
        on: ['list', 'show', 'filter'],
      },
      {
        name: 'queueId',
        kind: 'reference',
        to: 'queue',
        label: { zh: '队列', en: 'Queue' },
        on: ['list', 'show', 'filter'],
      },
      {
        name: 'level',
        kind: 'number',
        label: { zh: '等级', en: 'Level' },
        hint: {
          zh: '0–10，座席在本队列中的熟练程度；用于要求等级的队列和“等级最高”策略',
          en: '0–10, how good the agent is here; for queues that ask for a level, and for the strategy “Highest level”',
        },
        on: ['list', 'show', 'edit'],
      },
      {
        name: 'penalty',
        kind: 'number',
        label: { zh: '罚分', en: 'Penalty' },
        hint: {
          zh: '0–100，罚分低的座席都不空闲时才轮到罚分高的',
          en: '0–100; who has a higher one is taken only where nobody with a lower one is ready',
        },
        on: ['list', 'show', 'edit'],
      },
      {
        name: 'group',
        kind: 'text',
        label: { zh: '分组', en: 'Group' },
        hint: {
          zh: '“按分组权重”策略中座席所属的分组，如“甲”；可留空',
          en: 'The group the agent counts for with “By groups and weights”, such as “north”; may be empty',
        },
        on: ['list', 'show', 'edit'],
      },
    ],
    permissions: { read: 'queue.read', update: 'queue.update' },
    title: (record) => (record as QueueAgentRecord).agentLabel,
    page: (session, query) => queueAgents.pageOfQueueAgents(session, query),
    find: (session, id) => queueAgents.findQueueAgent(session, id),
    update: async (session, id, _version, input) => ({
      record: await queueAgents.updateQueueAgent(session, id, input),
    }),
  };
}
