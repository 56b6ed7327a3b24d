import { z } from 'zod';

import { OF_ENGINE, operation } from './operation.js';
import { named, pageOf, PAGING, said } from './schema.js';

const count = (zh: string, en: string) => said(z.int().min(0), zh, en);

const today = z.object({
  offered: count('进入队列', 'Callers who entered'),
  answered: count('接听', 'Answered by an agent'),
  abandoned: count('放弃', 'Hung up while waiting or ringing'),
  serviceLevel: said(
    z.number().min(0).max(1).nullable(),
    '服务水平，0–1；null 表示没有',
    'Service level, 0 to 1; null: of nothing',
  ),
  speedOfAnswerMs: said(
    z.number().min(0).nullable(),
    '平均应答速度，毫秒；null 表示没有',
    'Average speed of answer, milliseconds; null: of nothing',
  ),
});

export const queue = named(
  'Queue',
  z.object({
    number: said(z.string(), '队列号码', 'Number of the queue'),
    name: said(z.string(), '名称', 'Name'),
    waiting: said(z.int().min(0), '排队人数', 'Callers who wait now'),
    ready: said(z.int().min(0), '示闲座席数', 'Agents who are ready now'),
    today: said(
      today,
      '今天零点（企业账户的时区）以来；其他时段见队列统计',
      'Since midnight in the zone of the company’s account; of other times see the figures of queues',
    ),
  }),
);

export const listQueues = operation({
  id: 'listQueues',
  method: 'get',
  path: '/queues',
  tag: 'queues',
  scope: 'queues:read',
  permission: 'queue.read',
  summary: { zh: '队列列表及当前排队情况', en: 'Queues, who waits in them and who is ready now' },
  about: { zh: '按队列号码排序。', en: 'In the order of their numbers.' },
  query: z.strictObject(PAGING),
  body: null,
  status: 200,
  answer: pageOf('QueuePage', queue),
  answerExample: {
    items: [
      {
        ...{ number: '2000', name: '客服', waiting: 3, ready: 0 },
        today: { offered: 42, answered: 38, abandoned: 3, serviceLevel: 0.804, speedOfAnswerMs: 11_300 },
      },
    ],
    nextCursor: null,
  },
  problems: [...OF_ENGINE],
});
