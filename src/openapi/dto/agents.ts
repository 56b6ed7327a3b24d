import { z } from 'zod';

import type { AgentPhase } from '../../kernel/domain-events.js';
import { TURNS } from '../../platform/validation/keepable-text.js';
import { OF_COMMANDED, OF_ENGINE, operation } from './operation.js';
import { maybeInstant, named, pageOf, PAGING, said } from './schema.js';

/** Phases that an agent of this build may be in. */
const PHASES: Readonly<Record<AgentPhase, true>> = {
  loggedOut: true,
  ready: true,
  notReady: true,
  offered: true,
  talking: true,
  wrapUp: true,
};

export const agent = named(
  'Agent',
  z.object({
    number: said(z.string(), '工号', 'Agent number'),
    name: said(z.string(), '姓名', 'Name'),
    queues: said(z.array(z.string()), '所属队列的号码', 'Numbers of the queues that the agent may serve'),
    state: z.object({
      phase: said(
        z.enum(Object.keys(PHASES) as [AgentPhase, ...AgentPhase[]]),
        'loggedOut 未签入；ready 示闲；notReady 示忙；offered 振铃；talking 通话；wrapUp 话后处理',
        'What the agent does now; offered: the telephone rings',
      ),
      since: maybeInstant('进入该状态的时间', 'Since when'),
      reason: said(z.string().nullable(), '示忙原因', 'Why the agent is not ready'),
      reasonName: said(
        z.object({ zh: z.string(), en: z.string() }).nullable(),
        '企业的示忙原因的名称；系统给出的原因为 null',
        'Name of a reason of the company; null: it is one that the system gives',
      ),
      wrapUpEndsAt: maybeInstant('话后处理何时结束', 'When the wrap-up ends'),
      dispositionAsked: said(
        z.boolean(),
        '话后处理中，且尚未填写队列要求的小结',
        'In a wrap-up whose queue asks for a disposition that nobody has said yet',
      ),
      queues: said(z.array(z.string()), '已签入队列的号码', 'Numbers of the queues that the agent is logged in to'),
      callId: said(
        z.string().nullable(),
        '当前通话；内部通话中状态不变，也在此显示',
        'The call of now; also one inside, which leaves the state as it is',
      ),
    }),
  }),
);
export type AgentBody = z.input<typeof agent>;

const NUMBER = { words: { zh: '工号', en: 'Agent number' }, example: '7001' };

export const AN_AGENT: AgentBody = {
  number: '7001',
  name: '张三',
  queues: ['2000', '2001'],
  state: {
    ...{ phase: 'ready', since: '2026-11-22T08:30:00.000Z', reason: null, reasonName: null },
    ...{ wrapUpEndsAt: null, dispositionAsked: false, queues: ['2000'], callId: null },
  },
};

const nothing = z.strictObject({});

export const listAgents = operation({
  id: 'listAgents',
  method: 'get',
  path: '/agents',
  tag: 'agents',
  scope: 'agents:read',
  permission: 'agent.read',
  summary: { zh: '座席列表及其当前状态', en: 'Agents and their state now' },
  about: { zh: '按工号排序。', en: 'In the order of their numbers.' },
  query: z.strictObject(PAGING),
  body: null,
  status: 200,
  answer: pageOf('AgentPage', agent),
  answerExample: { items: [AN_AGENT], nextCursor: null },
  problems: [...OF_ENGINE],
});

export const getAgent = operation({
  id: 'getAgent',
  method: 'get',
  path: '/agents/{number}',
  tag: 'agents',
  scope: 'agents:read',
  permission: 'agent.read',
  summary: { zh: '单个座席', en: 'One agent' },
  params: { number: NUMBER },
  query: nothing,
  body: null,
  status: 200,
  answer: agent,
  answerExample: AN_AGENT,
  problems: [...OF_ENGINE],
});

export const OF_COMMANDS = {
  method: 'post',
  tag: 'agents',
  scope: 'agents:write',
  permission: 'agent.command',
  params: { number: NUMBER },
  query: nothing,
  status: 200,
  answer: agent,
} as const;

export const logInAgent = operation({
  ...OF_COMMANDS,
  id: 'logInAgent',
  path: '/agents/{number}/login',
  summary: { zh: '座席签入并示闲', en: 'Log an agent in, and make them ready' },
  about: {
    zh: '不给 queues 时签入座席所属的全部队列。通话中的座席在通话后生效。',
    en: 'Without queues: to all that the agent may serve. Of an agent who is in a call it holds after the call.',
  },
  body: named(
    'LogIn',
    z.strictObject({
      queues: said(z.array(z.string().min(1).max(20)).min(1).max(1000).optional(), '队列号码', 'Numbers of the queues'),
    }),
  ),
  bodyExample: { queues: ['2000'] },
  answerExample: AN_AGENT,
  problems: ['calls.queue_not_served', 'acd.no_seat', ...OF_ENGINE, ...OF_COMMANDED],
});

export const logOutAgent = operation({
  ...OF_COMMANDS,
  id: 'logOutAgent',
  path: '/agents/{number}/logout',
  summary: { zh: '座席签出', en: 'Log an agent out' },
  about: { zh: '通话中的座席在通话后签出。', en: 'Who is in a call is logged out after it.' },
  body: named('LogOut', z.strictObject({})),
  bodyExample: {},
  answerExample: { ...AN_AGENT, state: { ...AN_AGENT.state, phase: 'loggedOut', queues: [] } },
  problems: [...OF_ENGINE, ...OF_COMMANDED],
});

export const makeAgentReady = operation({
  ...OF_COMMANDS,
  id: 'makeAgentReady',
  path: '/agents/{number}/ready',
  summary: { zh: '座席示闲', en: 'Make an agent ready' },
  about: { zh: '通话中的座席在通话后示闲。', en: 'Who is in a call is ready after it.' },
  body: named('Ready', z.strictObject({})),
  bodyExample: {},
  answerExample: AN_AGENT,
  problems: ['acd.agent_not_logged_in', ...OF_ENGINE, ...OF_COMMANDED],
});

export const makeAgentNotReady = operation({
  ...OF_COMMANDS,
  id: 'makeAgentNotReady',
  path: '/agents/{number}/not-ready',
  summary: { zh: '座席示忙', en: 'Make an agent not ready' },
  about: {
    zh: 'reason 为示忙原因的代码或 reason；不给时为代码最小的一个。通话中的座席在通话后示忙。',
    en: 'The reason by its code or its `reason`; the first by code if none is given. Who is in a call is not ready after it.',
  },
  body: named(
    'NotReady',
    z.strictObject({
      reason: said(
        z
          .string()
          .min(1)
          .max(100)
          .regex(/^\P{Cc}*$/u)
          .regex(/\S/)
          .refine((text) => !TURNS.test(text))
          .optional(),
        '原因',
        'Why',
      ),
    }),
  ),
  bodyExample: { reason: 'lunch' },
  answerExample: {
    ...AN_AGENT,
    state: { ...AN_AGENT.state, phase: 'notReady', reason: 'lunch', reasonName: { zh: '用餐', en: 'Lunch' } },
  },
  problems: ['acd.agent_not_logged_in', 'calls.unknown_reason', ...OF_ENGINE, ...OF_COMMANDED],
});
