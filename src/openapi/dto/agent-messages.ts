import { z } from 'zod';

import { operation } from './operation.js';
import { instant, maybeInstant, named, said } from './schema.js';

export const agentMessage = named(
  'AgentMessage',
  z.object({
    id: said(z.string(), '消息编号', 'Id of the message'),
    at: instant('发送时间', 'When it was sent'),
    by: said(z.string(), '发送人', 'Who sent it'),
    text: said(z.string(), '内容', 'What it says'),
    readAt: maybeInstant('阅读时间；null 表示未读', 'When it was read; null: not yet'),
  }),
);
export type AgentMessageBody = z.input<typeof agentMessage>;

const NUMBER = { words: { zh: '工号', en: 'Agent number' }, example: '7001' };
const MESSAGE = { words: { zh: '消息编号', en: 'Id of the message' }, example: '01a20329-6f3a-7c3b-9f0e-2b6f5a1c0d12' };

const EXAMPLE: AgentMessageBody = {
  id: MESSAGE.example,
  at: '2026-11-22T08:30:00.000Z',
  by: '王班长',
  text: '请在 12 点前处理完工单',
  readAt: null,
};

const nothing = z.strictObject({});
const OF_MESSAGES = { tag: 'messages', scope: 'agents:message', permission: 'agent.message', query: nothing } as const;

export const listAgentMessages = operation({
  ...OF_MESSAGES,
  id: 'listAgentMessages',
  method: 'get',
  path: '/agents/{number}/messages',
  summary: { zh: '发给座席的消息', en: 'Messages to an agent' },
  about: {
    zh: '最新的在前，每位座席最多保留 100 条，30 天。',
    en: 'The newest first; of each agent the last 100 are kept, for 30 days.',
  },
  params: { number: NUMBER },
  body: null,
  status: 200,
  answer: named('AgentMessages', z.object({ items: z.array(agentMessage) })),
  answerExample: { items: [EXAMPLE] },
  problems: [],
});

export const sendAgentMessage = operation({
  ...OF_MESSAGES,
  id: 'sendAgentMessage',
  method: 'post',
  path: '/agents/{number}/messages',
  summary: { zh: '给座席发消息', en: 'Send an agent a message' },
  params: { number: NUMBER },
  body: named(
    'SendAgentMessage',
    z.strictObject({
      by: said(z.string().trim().min(1).max(200), '发送人姓名', 'Name of who sends it'),
      text: said(z.string().trim().min(1).max(1000), '内容', 'What it says'),
    }),
  ),
  bodyExample: { by: EXAMPLE.by, text: EXAMPLE.text },
  status: 201,
  answer: agentMessage,
  answerExample: EXAMPLE,
  problems: [],
});

export const readAgentMessage = operation({
  ...OF_MESSAGES,
  id: 'readAgentMessage',
  method: 'post',
  path: '/agents/{number}/messages/{message}/read',
  summary: { zh: '标记为已读', en: 'Mark a message as read' },
  params: { number: NUMBER, message: MESSAGE },
  body: named('ReadAgentMessage', z.strictObject({})),
  bodyExample: {},
  status: 200,
  answer: named('ReadMessage', z.object({ id: said(z.string(), '消息编号', 'Id of the message') })),
  answerExample: { id: MESSAGE.example },
  problems: [],
});
