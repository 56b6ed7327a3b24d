import { z } from 'zod';

import { agent, AN_AGENT, OF_COMMANDS } from './agents.js';
import { OF_COMMANDED, OF_ENGINE, operation } from './operation.js';
import { named, said } from './schema.js';

const nothing = z.strictObject({});
const inBoth = (zh: string, en: string) =>
  z.object({
    zh: said(z.string(), `${zh}（中文）`, `${en}, in Chinese`),
    en: said(z.string(), zh, `${en}, in English`),
  });

const reason = named(
  'NotReadyReason',
  z.object({
    code: said(z.string(), '代码，话机上 *73 之后按', 'Code, as keyed after *73'),
    reason: said(z.string(), '座席状态中的 reason', 'What the state of an agent has as its reason'),
    name: inBoth('名称', 'Name'),
    paid: said(z.boolean(), '是否计入工时', 'Whether the time counts as work'),
    active: said(z.boolean(), '可选', 'Whether it may be chosen'),
  }),
);

export const listNotReadyReasons = operation({
  id: 'listNotReadyReasons',
  method: 'get',
  path: '/not-ready-reasons',
  tag: 'agents',
  scope: 'agents:read',
  permission: 'agent.read',
  summary: { zh: '示忙原因', en: 'Reasons for not being ready' },
  about: {
    zh: '按代码排序。企业没有自己的原因时为常用的五种。',
    en: 'By their codes. A company that has none of its own has the usual five.',
  },
  query: nothing,
  body: null,
  status: 200,
  answer: named('NotReadyReasons', z.object({ items: z.array(reason) })),
  answerExample: {
    items: [{ code: '2', reason: 'lunch', name: { zh: '用餐', en: 'Lunch' }, paid: false, active: true }],
  },
  problems: [],
});

const disposition = named(
  'Disposition',
  z.object({
    code: said(z.string(), '代码', 'Code'),
    name: inBoth('名称', 'Name'),
    queues: said(z.array(z.string()), '适用队列的号码；空为全部', 'Numbers of the queues it is for; none: all calls'),
    active: said(z.boolean(), '可选', 'Whether it may be chosen'),
  }),
);

export const listDispositions = operation({
  id: 'listDispositions',
  method: 'get',
  path: '/dispositions',
  tag: 'calls',
  scope: 'calls:control',
  permission: 'call.act',
  summary: { zh: '通话小结选项', en: 'Dispositions' },
  about: { zh: '按代码排序。', en: 'By their codes.' },
  query: nothing,
  body: null,
  status: 200,
  answer: named('Dispositions', z.object({ items: z.array(disposition) })),
  answerExample: { items: [{ code: '1', name: { zh: '已解决', en: 'Solved' }, queues: ['2000'], active: true }] },
  problems: [],
});

const CALL = { words: { zh: '通话编号', en: 'Id of the call' }, example: '1763800000.42' };

export const sayOfCall = operation({
  id: 'sayOfCall',
  method: 'post',
  path: '/calls/{id}/disposition',
  tag: 'calls',
  scope: 'calls:control',
  permission: 'call.act',
  summary: { zh: '填写通话小结和备注', en: 'Say what came of a call' },
  about: {
    zh: '通话中、话后处理中或通话结束后均可。每一项以最后一次填写的为准；不给的项保持不变，null 表示取消。',
    en: 'During the call, in the wrap-up, or later. Of each field the last that was said counts: what is left out stays as it is, null takes it back.',
  },
  params: { id: CALL },
  query: nothing,
  body: named(
    'CallDisposition',
    z.strictObject({
      disposition: said(
        z
          .string()
          .regex(/^[0-9]{1,4}$/)
          .nullable()
          .optional(),
        '小结代码',
        'Code of the disposition',
      ),
      note: said(z.string().max(2000).nullable().optional(), '备注，可分行', 'Note; may have several lines'),
      agent: said(
        z
          .string()
          .regex(/^[0-9]{1,10}$/)
          .optional(),
        '填写的座席工号',
        'Number of the agent who says it',
      ),
    }),
  ),
  bodyExample: { disposition: '1', note: '客户将于周一再次来电', agent: '7001' },
  status: 200,
  answer: named('DispositionKept', z.object({ id: said(z.string(), '通话编号', 'Id of the call') })),
  answerExample: { id: CALL.example },
  problems: ['calls.unknown_agent', 'calls.unknown_tenant', 'calls.bad_command', ...OF_ENGINE],
});

const WRAPPING = {
  ...AN_AGENT,
  state: { ...AN_AGENT.state, phase: 'wrapUp', wrapUpEndsAt: '2026-11-22T08:31:00.000Z' },
};

export const extendWrapUp = operation({
  ...OF_COMMANDS,
  id: 'extendWrapUp',
  path: '/agents/{number}/wrap-up/extend',
  summary: { zh: '延长话后处理', en: 'Give an agent more time for the wrap-up' },
  about: {
    zh: '不给 seconds 时延长 60 秒；总共最长一小时。',
    en: 'By 60 seconds if none are given; an hour in all at most.',
  },
  body: named(
    'ExtendWrapUp',
    z.strictObject({ seconds: said(z.int().min(1).max(3600).optional(), '延长多少秒', 'By how many seconds') }),
  ),
  bodyExample: { seconds: 120 },
  answer: agent,
  answerExample: WRAPPING,
  problems: ['acd.agent_not_logged_in', 'acd.not_in_wrap_up', ...OF_ENGINE, ...OF_COMMANDED],
});

export const endWrapUp = operation({
  ...OF_COMMANDS,
  id: 'endWrapUp',
  path: '/agents/{number}/wrap-up/end',
  summary: { zh: '结束话后处理', en: 'End the wrap-up of an agent' },
  about: {
    zh: '之后进入通话中要求的状态，否则示闲。',
    en: 'The agent goes where they asked to go during the call, else ready.',
  },
  body: named('EndWrapUp', z.strictObject({})),
  bodyExample: {},
  answerExample: AN_AGENT,
  problems: ['acd.agent_not_logged_in', 'acd.not_in_wrap_up', ...OF_ENGINE, ...OF_COMMANDED],
});
