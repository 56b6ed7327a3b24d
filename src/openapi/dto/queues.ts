import { z } from 'zod';

import { OF_ENGINE, operation } from './operation.js';
import { named, pageOf, PAGING, said } from './schema.js';

export const queue = named(
  'Queue',
  z.object({
    number: said(z.string(), '队列号码', 'Number of the queue'),
    name: said(z.string(), '名称', 'Name'),
    waiting: said(z.int().min(0), '排队人数', 'Callers who wait now'),
    ready: said(z.int().min(0), '示闲座席数', 'Agents who are ready now'),
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
  answerExample: { items: [{ number: '2000', name: '客服', waiting: 3, ready: 0 }], nextCursor: null },
  problems: [...OF_ENGINE],
});
