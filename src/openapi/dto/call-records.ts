import { z } from 'zod';

import { ENDED_BY, RESULTS, type CallResult } from '../../reports/core/words.js';
import type { EndedBy } from '../../kernel/domain-events.js';
import { CALL_DIRECTIONS } from '../../kernel/charge.js';
import { operation } from './operation.js';
import { instant, instantParameter, maybeInstant, named, pageOf, PAGING, said } from './schema.js';

const RESULT_NAMES = Object.keys(RESULTS) as [CallResult, ...CallResult[]];
const ENDED_BY_NAMES = Object.keys(ENDED_BY) as [EndedBy, ...EndedBy[]];

const duration = (zh: string, en: string) => said(z.int().min(0), `${zh}，毫秒`, `${en}, milliseconds`);

const namedThing = (zh: string, en: string) =>
  said(
    z
      .object({
        number: said(z.string().nullable(), '号码；已删除时为 null', 'Its number; null where it is gone'),
        name: said(z.string().nullable(), '名称；已删除时为 null', 'Its name; null where it is gone'),
      })
      .nullable(),
    zh,
    en,
  );

export const callRecord = named(
  'CallRecord',
  z.object({
    id: said(z.string(), '通话编号', 'Id of the call'),
    direction: said(
      z.enum(CALL_DIRECTIONS),
      '来话、外呼或内部通话',
      'Who called whom; internal: between telephones of the company',
    ),
    caller: said(z.string(), '主叫号码', 'Number of the caller'),
    called: said(z.string(), '被叫号码', 'Number that was called'),
    result: said(z.enum(RESULT_NAMES), '结果', 'What became of the call'),
    queue: namedThing('队列', 'Queue'),
    agent: namedThing('座席', 'Agent'),
    arrivedAt: instant('来电时间', 'When it began'),
    answeredAt: maybeInstant('线路应答时间', 'When the line was answered'),
    queuedAt: maybeInstant('进入队列时间', 'When it entered the queue'),
    ringingAt: maybeInstant('振铃时间', 'When a telephone began to ring'),
    connectedAt: maybeInstant('接通时间', 'When people began to talk'),
    endedAt: instant('结束时间', 'When it ended'),
    endedAtIsLate: said(
      z.boolean(),
      '结束时间是系统中断后才发现的，为最晚可能值',
      'The end was found after an outage: endedAt is the latest possible',
    ),
    waitedMs: duration('等待时长', 'How long the caller waited'),
    rangMs: duration('振铃时长', 'How long it rang'),
    talkedMs: duration('通话时长', 'How long people talked'),
    totalMs: duration('总时长', 'From the begin to the end'),
    offers: said(z.int().min(0), '分配次数', 'How many agents it was offered to'),
    endedBy: said(z.enum(ENDED_BY_NAMES), '挂断方', 'Who hung up'),
    causeCode: said(z.int(), 'ITU-T Q.850 释放原因码', 'Cause of release, ITU-T Q.850'),
    recorded: said(z.boolean(), '是否录音', 'Whether the conversation was recorded'),
    disposition: said(
      z
        .object({
          zh: said(z.string(), '代码和名称（中文）', 'Code and name, in Chinese'),
          en: said(z.string(), '代码和名称（英文）', 'Code and name, in English'),
        })
        .nullable(),
      '通话小结，最后一次填写的',
      'What came of the call, as it was said last',
    ),
    note: said(z.string().nullable(), '备注', 'Note'),
    dispositionMissing: said(
      z.boolean(),
      '队列要求填写小结而没有填写',
      'The queue asks for a disposition, and nobody has said it',
    ),
  }),
);
export type CallRecordBody = z.input<typeof callRecord>;

const ID = { words: { zh: '通话编号', en: 'Id of the call' }, example: '1763800000.42' };

const EXAMPLE: CallRecordBody = {
  id: ID.example,
  direction: 'inbound',
  caller: '13800138000',
  called: '95500',
  result: 'answered',
  queue: { number: '2000', name: '客服' },
  agent: { number: '7001', name: '张三' },
  arrivedAt: '2026-11-22T08:30:40.000Z',
  answeredAt: '2026-11-22T08:30:40.200Z',
  queuedAt: '2026-11-22T08:30:55.000Z',
  ringingAt: '2026-11-22T08:31:05.000Z',
  connectedAt: '2026-11-22T08:31:12.000Z',
  endedAt: '2026-11-22T08:34:13.000Z',
  endedAtIsLate: false,
  waitedMs: 17_000,
  rangMs: 7_000,
  talkedMs: 181_000,
  totalMs: 213_000,
  offers: 1,
  endedBy: 'caller',
  causeCode: 16,
  recorded: true,
  disposition: { zh: '1 已解决', en: '1 Solved' },
  note: '客户将于周一再次来电',
  dispositionMissing: false,
};

export const listCallRecords = operation({
  id: 'listCallRecords',
  method: 'get',
  path: '/call-records',
  tag: 'call-records',
  scope: 'call-records:read',
  permission: 'call_record.read',
  summary: { zh: '呼叫详单', en: 'Call records' },
  about: {
    zh: '最新的在前。通话结束后数秒内出现；翻页期间新增的通话不会使后面的页错位。系统中断后详单可能迟到：同步时请让 from 与上次重叠（建议 24 小时），按 id 去重。',
    en: 'The newest first. A call is here within seconds of its end; calls that come while you turn pages shift nothing. After an outage records may come late: to stay in step let `from` overlap with the time before (24 hours, say) and tell records apart by `id`.',
  },
  query: z.strictObject({
    from: instantParameter('来电时间不早于', 'Begun at this instant or later'),
    to: instantParameter('来电时间早于', 'Begun before this instant'),
    number: said(z.string().min(1).max(40).optional(), '主叫或被叫号码（完整）', 'Caller or called number, whole'),
    queue: said(z.string().min(1).max(20).optional(), '队列号码', 'Number of a queue'),
    agent: said(z.string().min(1).max(20).optional(), '工号', 'Number of an agent'),
    direction: said(
      z.enum(CALL_DIRECTIONS).optional(),
      '来话、外呼或内部通话',
      'Who called whom; internal: between telephones of the company',
    ),
    result: said(
      z.enum([...RESULT_NAMES, 'lost']).optional(),
      '结果；lost 为所有呼损',
      'What became of the call; lost: for whatever reason',
    ),
    disposition: said(
      z
        .string()
        .regex(/^[0-9]{1,4}$/)
        .optional(),
      '通话小结代码',
      'Code of the disposition',
    ),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('CallRecordPage', callRecord),
  answerExample: { items: [EXAMPLE], nextCursor: 'eyJ2IjoxfQ' },
  problems: [],
});

export const getCallRecord = operation({
  id: 'getCallRecord',
  method: 'get',
  path: '/call-records/{id}',
  tag: 'call-records',
  scope: 'call-records:read',
  permission: 'call_record.read',
  summary: { zh: '单条详单', en: 'One call record' },
  params: { id: ID },
  query: z.strictObject({}),
  body: null,
  status: 200,
  answer: callRecord,
  answerExample: EXAMPLE,
  problems: [],
});
