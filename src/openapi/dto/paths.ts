import { z } from 'zod';

import { ABOUT_RANGE, count, RANGE } from './figures.js';
import { operation } from './operation.js';
import { instant, named, pageOf, PAGING, said } from './schema.js';

const pathFigures = named(
  'PathFigures',
  z.object({
    from: instant('时段的开始', 'Begin of the interval'),
    flow: said(z.string(), '流程名称', 'Name of the flow'),
    version: said(z.int().min(1), '流程的版本号', 'Version of the flow'),
    node: said(z.string(), '节点名', 'Name of the node'),
    entered: count('进入节点的次数', 'How often callers came to the node'),
    begun: count('其中：流程由此开始', 'Of these: the flow began with it'),
    leftBy: said(
      z.record(z.string(), z.int().min(0)),
      '按去向的次数：按键、next、otherwise、nothing、case1…、working、rest、holiday；离开流程为 go，返回上级流程为 return，流程走完为 over，循环中止为 circle，节点缺失为 missing',
      'How often by which way: a key, next, otherwise, nothing, case1 and so on, working, rest, holiday; go is out of the flow, return back to the flow before, over the end of the flow, circle and missing are failures of it',
    ),
    hungUp: count('在此挂机', 'The caller hung up'),
    ended: count('因其他原因结束', 'The call ended by no doing of the caller'),
    still: count('此刻仍在节点中', 'Are in it now'),
  }),
);
export type PathFiguresBody = z.input<typeof pathFigures>;

const SOME_PATH: PathFiguresBody = {
  ...{ from: '2026-11-22T01:00:00.000Z', flow: '服务热线', version: 3, node: 'menu' },
  ...{ entered: 42, begun: 40, leftBy: { '1': 25, '2': 9, otherwise: 2 }, hungUp: 5, ended: 0, still: 1 },
};

export const listPathFigures = operation({
  id: 'listPathFigures',
  method: 'get',
  path: '/figures/paths',
  tag: 'figures',
  scope: 'figures:read',
  permission: 'figures.read',
  summary: { zh: '流程路径统计', en: 'Paths through flows' },
  about: {
    zh: `流程各版本的每个节点：进入次数和去向，都计入进入节点的时段，因此 entered = leftBy 之和 + hungUp + ended + still。${ABOUT_RANGE.zh}`,
    en: `Each node of the versions of flows: how often callers came to it and what became of them, all in the interval of entering, so that entered is the sum of leftBy, hungUp, ended and still. ${ABOUT_RANGE.en}`,
  },
  query: z.strictObject({
    ...RANGE,
    flow: said(z.string().min(1).max(200).optional(), '流程名称', 'Name of a flow'),
    version: said(z.coerce.number().int().min(1).max(1_000_000).optional(), '版本号', 'Number of a version'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('PathFiguresPage', pathFigures),
  answerExample: { items: [SOME_PATH], nextCursor: null },
  problems: [],
});
