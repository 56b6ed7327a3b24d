import { z } from 'zod';

import { AGENT_PHASES, type AgentRecordPhase } from '../../reports/core/agent-record.js';
import { GROUPINGS, MOST_DAYS } from '../../reports/core/figures/asked.js';
import { operation } from './operation.js';
import { instant, instantParameter, maybeInstant, named, pageOf, PAGING, said } from './schema.js';

const PHASE_NAMES = Object.keys(AGENT_PHASES) as [AgentRecordPhase, ...AgentRecordPhase[]];

export const count = (zh: string, en: string) => said(z.int().min(0), zh, en);
const duration = (zh: string, en: string) => said(z.int().min(0), `${zh}，毫秒`, `${en}, milliseconds`);
const share = (zh: string, en: string) =>
  said(
    z.number().min(0).max(1).nullable(),
    `${zh}，0 到 1；没有可计算的来电时为 null`,
    `${en}, 0 to 1; null where nobody counts`,
  );
const average = (zh: string, en: string) =>
  said(z.number().min(0).nullable(), `${zh}，毫秒；没有时为 null`, `${en}, milliseconds; null where there was none`);

const number = (zh: string, en: string) =>
  said(z.string().nullable(), `${zh}；已删除时为 null`, `${en}; null where it is gone`);

const QUEUE_FIGURES = {
  offered: count('进入队列的来电', 'Callers who entered the queue'),
  answered: count('被接听的来电', 'Callers who were answered'),
  answeredInTime: count('接听时限内接听的来电', 'Answered within the time that the queue promises'),
  abandoned: count('放弃（含短放弃）', 'Hung up while waiting or ringing, short abandons among them'),
  abandonedShort: count('短放弃', 'Hung up sooner than the queue’s bound'),
  overflowed: count('溢出到其他去向', 'Went on to another destination'),
  callbacks: count('预约回呼', 'Wished to be called back'),
  lost: count('其他呼损', 'Ended by no doing of the caller'),
  serviceLevel: share('服务水平', 'Service level'),
  answeredShare: share('接通率', 'Answered, of all whose wait was over'),
  speedOfAnswerMs: average('平均应答速度', 'Average speed of answer'),
  longestWaitMs: duration('最长等待', 'Longest wait'),
  talkMs: duration('通话时长（含保持）', 'Talk, holding among it'),
  holdMs: duration('保持时长', 'Hold'),
  wrapUpMs: duration('话后时长', 'Wrap-up'),
  handlingMs: average('平均处理时长', 'Average handling'),
};

const AGENT_FIGURES = {
  offered: count('分配的来电', 'Calls offered'),
  answered: count('接听的来电', 'Calls answered'),
  missed: count('未接的来电', 'Calls missed'),
  conversations: count(
    '结束的通话，含座席自己的呼叫',
    'Conversations that were over, calls of the agent’s own among them',
  ),
  loginMs: duration('签入时长', 'Logged in'),
  readyMs: duration('示闲时长', 'Ready'),
  notReadyMs: duration('示忙时长', 'Not ready'),
  reasonsMs: said(
    z.record(z.string(), z.int().min(0)),
    '示忙时长按原因，毫秒；"" 为没有原因',
    'Not ready by reason, milliseconds; "" where none was given',
  ),
  ringMs: duration('振铃时长', 'Ringing'),
  talkMs: duration('通话时长（含保持）', 'Talk, holding among it'),
  holdMs: duration('保持时长', 'Hold'),
  wrapUpMs: duration('话后时长', 'Wrap-up'),
  occupancy: share('占用率', 'Occupancy: talk and wrap-up, of these and ready'),
};

const from = instant('时段的开始', 'Begin of the interval');

export const queueFigures = named(
  'QueueFigures',
  z.object({ from, queue: number('队列号码', 'Number of the queue'), ...QUEUE_FIGURES }),
);
export type QueueFiguresBody = z.input<typeof queueFigures>;

export const agentFiguresLine = named(
  'AgentFigures',
  z.object({ from, agent: number('工号', 'Number of the agent'), ...AGENT_FIGURES }),
);
export type AgentFiguresBody = z.input<typeof agentFiguresLine>;

/** Left out: today. */
export const RANGE = {
  from: instantParameter('从（含）；默认今天零点', 'From this instant on; today where it is left out'),
  to: instantParameter('到（不含）；默认现在', 'Before this instant; now where it is left out'),
  by: said(
    z.enum(GROUPINGS).optional(),
    `统计时段：整段、15 分钟（最多 ${MOST_DAYS.quarter} 天）、小时（最多 ${MOST_DAYS.hour} 天）、天；默认整段`,
    `As a whole (when left out), by quarters of an hour (${MOST_DAYS.quarter} days at most), hours (${MOST_DAYS.hour} days), days`,
  ),
  timeZone: said(
    z.string().min(1).max(60).optional(),
    '时区，小时和天按此划分；默认 Asia/Shanghai',
    'Zone in which hours and days begin; Asia/Shanghai when left out',
  ),
};

export const ABOUT_RANGE = {
  zh: '只列出有数据的时段，按时间升序。各时段相加等于整段。当前时段随时更新，迟到的数据也会重新计入。',
  en: 'Only intervals in which something happened, the earliest first. Intervals add up to the whole. The present one is as of now, and what comes late is counted where it belongs.',
};

const ABOUT = {
  zh: `来电数计入其发生的时段，时长在时段边界处切分。${ABOUT_RANGE.zh}`,
  en: `Counts belong to the interval of their instant, durations are cut at borders. ${ABOUT_RANGE.en}`,
};

const SOME_QUEUE: QueueFiguresBody = {
  from: '2026-11-22T01:00:00.000Z',
  queue: '2000',
  ...{ offered: 42, answered: 38, answeredInTime: 33, abandoned: 3, abandonedShort: 1, overflowed: 1 },
  ...{ callbacks: 0, lost: 0, serviceLevel: 0.804, answeredShare: 0.905, speedOfAnswerMs: 11_300 },
  ...{ longestWaitMs: 74_000, talkMs: 6_840_000, holdMs: 310_000, wrapUpMs: 570_000, handlingMs: 195_000 },
};

const SOME_AGENT: AgentFiguresBody = {
  from: '2026-11-22T01:00:00.000Z',
  agent: '7001',
  ...{ offered: 9, answered: 8, missed: 1, conversations: 8, loginMs: 3_600_000, readyMs: 1_500_000 },
  ...{ notReadyMs: 300_000, reasonsMs: { break: 300_000 }, ringMs: 60_000, talkMs: 1_500_000 },
  ...{ holdMs: 80_000, wrapUpMs: 240_000, occupancy: 0.537 },
};

export const listQueueFigures = operation({
  id: 'listQueueFigures',
  method: 'get',
  path: '/figures/queues',
  tag: 'figures',
  scope: 'figures:read',
  permission: 'figures.read',
  summary: { zh: '队列统计', en: 'Figures of queues' },
  about: ABOUT,
  query: z.strictObject({
    ...RANGE,
    queue: said(z.string().min(1).max(20).optional(), '队列号码', 'Number of a queue'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('QueueFiguresPage', queueFigures),
  answerExample: { items: [SOME_QUEUE], nextCursor: null },
  problems: [],
});

export const listAgentFigures = operation({
  id: 'listAgentFigures',
  method: 'get',
  path: '/figures/agents',
  tag: 'figures',
  scope: 'figures:read',
  permission: 'figures.read',
  summary: { zh: '座席统计', en: 'Figures of agents' },
  about: ABOUT,
  query: z.strictObject({
    ...RANGE,
    agent: said(z.string().min(1).max(20).optional(), '工号', 'Number of an agent'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('AgentFiguresPage', agentFiguresLine),
  answerExample: { items: [SOME_AGENT], nextCursor: null },
  problems: [],
});

export const agentRecord = named(
  'AgentRecord',
  z.object({
    id: said(z.string(), '记录编号', 'Id of the record'),
    agent: number('工号', 'Number of the agent'),
    phase: said(z.enum(PHASE_NAMES), '状态', 'What the agent was doing'),
    reason: said(z.string().nullable(), '示忙原因', 'Why not ready'),
    callId: said(z.string().nullable(), '通话编号', 'Id of the call'),
    beganAt: instant('开始时间', 'When it began'),
    overAt: maybeInstant('结束时间；null 表示仍在此状态', 'When it was over; null: it goes on'),
  }),
);
export type AgentRecordBody = z.input<typeof agentRecord>;

const SOME_RECORD: AgentRecordBody = {
  id: '0190c1a0-0000-7000-8000-000000000001:12:1763800000000',
  ...{ agent: '7001', phase: 'notReady', reason: 'break', callId: null },
  ...{ beganAt: '2026-11-22T08:30:40.000Z', overAt: '2026-11-22T08:40:40.000Z' },
};

export const listAgentRecords = operation({
  id: 'listAgentRecords',
  method: 'get',
  path: '/agent-records',
  tag: 'figures',
  scope: 'figures:read',
  permission: 'figures.read',
  summary: { zh: '座席详单', en: 'Agent records' },
  about: {
    zh: '座席每个状态的起止，最新的在前。签出期间没有记录。',
    en: 'What each agent did from when until when, the newest first. Being logged out leaves none.',
  },
  query: z.strictObject({
    from: instantParameter('开始时间不早于', 'Begun at this instant or later'),
    to: instantParameter('开始时间早于', 'Begun before this instant'),
    agent: said(z.string().min(1).max(20).optional(), '工号', 'Number of an agent'),
    phase: said(z.enum(PHASE_NAMES).optional(), '状态', 'What the agent was doing'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('AgentRecordPage', agentRecord),
  answerExample: { items: [SOME_RECORD], nextCursor: null },
  problems: [],
});
