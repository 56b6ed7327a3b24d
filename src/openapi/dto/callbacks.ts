import { z } from 'zod';

import { CALLBACK_OUTCOMES } from '../../reports/core/callback-record.js';
import { OF_ENGINE, operation } from './operation.js';
import { instant, maybeInstant, named, pageOf, PAGING, said } from './schema.js';

const ID = {
  words: { zh: '回呼编号，即预约时的通话编号', en: 'Id of the callback: that of the call by which it was asked for' },
  example: '1763800000.42',
};
const id = said(z.string(), ID.words.zh, ID.words.en);
const callId = said(
  z.string().nullable(),
  '回呼客户的通话编号；null 表示没有',
  'Id of the call to them; null: there is none',
);

export const callback = named(
  'Callback',
  z.object({
    id,
    number: said(z.string(), '回呼号码', 'Number that is called'),
    queue: said(z.string().nullable(), '队列号码', 'Number of the queue'),
    phase: said(
      z.enum(['waiting', 'resting', 'calling']),
      'waiting 排队中；resting 稍后再呼（未接通后的间隔，或不在回呼时段）；calling 正在回呼',
      'waiting in the line; resting after a try in vain, or outside the hours; calling: a call to them runs',
    ),
    place: said(
      z.int().min(1).nullable(),
      '队列中的位置，1 为下一位；null 表示不在队列中',
      'Place in the line, 1 comes next; null: not in the line',
    ),
    since: instant('排队开始时间', 'Since when they wait in the queue'),
    askedAt: instant('预约时间', 'When they asked for it'),
    expiresAt: instant('有效期至', 'They are not called later than this'),
    tries: said(z.int().min(0), '未接通次数', 'Tries in which they were not reached'),
    callId,
  }),
);
export type CallbackBody = z.input<typeof callback>;

export const endedCallback = named(
  'EndedCallback',
  z.object({
    id,
    number: said(z.string().nullable(), '回呼号码', 'Number that was to be called'),
    queue: said(z.string().nullable(), '队列号码', 'Number of the queue'),
    outcome: said(
      z.enum(CALLBACK_OUTCOMES),
      'reached 已接通；served 客户再次来电并已接听；not_reached 多次未接通；expired 已过期；cancelled 已取消；blocked 号码在回呼黑名单中；queue_deleted 队列已删除',
      'reached; served: they called again and were answered; not_reached; expired; cancelled; blocked: the number is never called; queue_deleted',
    ),
    askedAt: maybeInstant('预约时间', 'When they asked for it'),
    endedAt: instant('结束时间', 'When it was over'),
    missed: said(z.int().min(0), '未接通的呼叫次数', 'Calls in vain'),
    callId,
  }),
);
export type EndedCallbackBody = z.input<typeof endedCallback>;

const NUMBER = '13800138000';
const WAITING: CallbackBody = {
  ...{ id: ID.example, number: NUMBER, queue: '2000', phase: 'waiting', place: 3, tries: 0, callId: null },
  since: '2026-11-22T08:30:55.000Z',
  askedAt: '2026-11-22T08:33:10.000Z',
  expiresAt: '2026-11-22T12:33:10.000Z',
};
const ENDED: EndedCallbackBody = {
  ...{ id: ID.example, number: NUMBER, queue: '2000', outcome: 'reached', missed: 1, callId: '1763800000.42-k2' },
  askedAt: WAITING.askedAt,
  endedAt: '2026-11-22T08:51:20.000Z',
};

export const listCallbacks = operation({
  id: 'listCallbacks',
  method: 'get',
  path: '/callbacks',
  tag: 'callbacks',
  scope: 'calls:read',
  permission: 'live.read',
  summary: { zh: '等待回呼的客户', en: 'Who waits to be called back' },
  about: {
    zh: '按预约先后排序；排队位置见 place。',
    en: 'In the order in which they asked; place says who is called next.',
  },
  query: z.strictObject(PAGING),
  body: null,
  status: 200,
  answer: pageOf('CallbackPage', callback),
  answerExample: { items: [WAITING], nextCursor: null },
  problems: [...OF_ENGINE],
});

export const cancelCallback = operation({
  id: 'cancelCallback',
  method: 'post',
  path: '/callbacks/{id}/cancel',
  tag: 'callbacks',
  scope: 'calls:supervise',
  permission: 'call.supervise',
  summary: { zh: '取消回呼', en: 'Cancel a callback' },
  about: {
    zh: '正在回呼的不能取消，此时可挂断该通话。',
    en: 'Who is being called just now stays; that call can be hung up.',
  },
  params: { id: ID },
  query: z.strictObject({}),
  body: named('CancelCallback', z.strictObject({})),
  bodyExample: {},
  status: 200,
  answer: named('CancelledCallback', z.object({ id })),
  answerExample: { id: ID.example },
  problems: ['calls.unknown_callback', 'calls.being_called_back', ...OF_ENGINE, 'calls.unknown_tenant'],
});

export const listEndedCallbacks = operation({
  id: 'listEndedCallbacks',
  method: 'get',
  path: '/ended-callbacks',
  tag: 'call-records',
  scope: 'call-records:read',
  permission: 'call_record.read',
  summary: { zh: '已结束的回呼', en: 'Callbacks that are over' },
  about: { zh: '最近结束的在前。', en: 'The last that ended first.' },
  query: z.strictObject(PAGING),
  body: null,
  status: 200,
  answer: pageOf('EndedCallbackPage', endedCallback),
  answerExample: { items: [ENDED], nextCursor: null },
  problems: [],
});
