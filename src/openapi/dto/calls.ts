import { z } from 'zod';

import { CALL_PHASES } from '../../calls/core/call-state.js';
import { CALL_DIRECTIONS } from '../../kernel/charge.js';
import { OF_COMMANDED, OF_ENGINE, operation } from './operation.js';
import { instant, maybeInstant, named, pageOf, PAGING, said } from './schema.js';

const member = z.object({
  id: said(z.string(), '成员编号，用于 setRole、dismiss', 'By which setRole and dismiss name them'),
  agent: said(z.string().nullable(), '工号', 'Agent number'),
  extension: said(z.string().nullable(), '内线号码', 'Number of the extension'),
  part: said(
    z.enum(['consulted', 'speaker', 'listener']),
    'consulted 被咨询；speaker 可听可说；listener 只听',
    'A speaker hears and is heard, a listener only hears',
  ),
  answered: said(z.boolean(), '已接听', 'Has answered'),
});

export const call = named(
  'Call',
  z.object({
    id: said(z.string(), '通话编号；详单同号', 'Id of the call, and of its record when it is over'),
    direction: said(
      z.enum(CALL_DIRECTIONS),
      '来话、外呼或内部通话',
      'Who called whom; internal: between telephones of the company',
    ),
    phase: said(
      z.enum(CALL_PHASES),
      'announcing 播放提示；navigating 菜单中；signingIn 座席用电话签入；standingBy 座席的长连接；waiting 排队；offering、ringing 振铃；calling 呼叫座席；dialling 呼叫客户；talking 通话；voicemail 留言；closing、ending 结束中',
      'What happens now; offering: the telephone of an agent rings; signingIn: an agent logs in by number and PIN; standingBy: the line of an agent that stays open',
    ),
    since: instant('进入该阶段的时间', 'Since when'),
    caller: said(z.string(), '主叫号码', 'Number of the caller'),
    called: said(z.string(), '被叫号码', 'Number that was called'),
    queue: said(z.string().nullable(), '队列号码', 'Number of the queue'),
    agent: said(z.string().nullable(), '工号', 'Number of the agent'),
    arrivedAt: instant('来电时间', 'When it began'),
    queuedAt: maybeInstant('进入队列时间', 'When it entered the queue'),
    connectedAt: maybeInstant('接通时间', 'When people began to talk'),
    held: said(z.boolean(), '客户正在保持', 'The other side hears music'),
    muted: said(z.boolean(), '座席已静音', 'The agent is not heard'),
    inFlow: said(
      z.boolean(),
      '座席让客户走的流程正在进行（askByFlow）',
      'The other side walks a flow by which the agent asks (askByFlow)',
    ),
    found: said(
      z.record(z.string(), z.string()),
      '最近一次 askByFlow 的结果：流程的变量，保密的除外',
      'What the last askByFlow found out: variables of the flow but secret ones',
    ),
    recording: said(
      z.enum(['none', 'asked', 'running', 'paused', 'stopped', 'failed']),
      'none 不录；asked 正在开始；running 录音中；paused 暂停；stopped 已停止；failed 失败',
      'Whether it is recorded now; asked: it is about to begin',
    ),
    members: said(
      z.array(member),
      '被咨询者和会议成员，不含监听的班长',
      'Whoever is consulted or in conference; not supervisors who listen',
    ),
  }),
);
export type CallBody = z.input<typeof call>;

const ID = { words: { zh: '通话编号', en: 'Id of the call' }, example: '1763800000.42' };

const EXAMPLE: CallBody = {
  id: ID.example,
  direction: 'inbound',
  phase: 'talking',
  since: '2026-11-22T08:31:12.000Z',
  caller: '13800138000',
  called: '95500',
  queue: '2000',
  agent: '7001',
  arrivedAt: '2026-11-22T08:30:40.000Z',
  queuedAt: '2026-11-22T08:30:55.000Z',
  connectedAt: '2026-11-22T08:31:12.000Z',
  held: false,
  muted: false,
  inFlow: false,
  found: { verified: 'yes' },
  recording: 'running',
  members: [],
};

const nothing = z.strictObject({});

export const listCalls = operation({
  id: 'listCalls',
  method: 'get',
  path: '/calls',
  tag: 'calls',
  scope: 'calls:read',
  permission: 'live.read',
  summary: { zh: '当前通话', en: 'Calls of now' },
  about: { zh: '最早的在前。', en: 'The oldest first.' },
  query: z.strictObject(PAGING),
  body: null,
  status: 200,
  answer: pageOf('CallPage', call),
  answerExample: { items: [EXAMPLE], nextCursor: null },
  problems: [...OF_ENGINE],
});

export const getCall = operation({
  id: 'getCall',
  method: 'get',
  path: '/calls/{id}',
  tag: 'calls',
  scope: 'calls:read',
  permission: 'live.read',
  summary: { zh: '单个当前通话', en: 'One call of now' },
  about: {
    zh: '通话结束后为 404；若密钥可读详单，其 record 为详单地址。',
    en: 'Once it is over, 404; to a key that may read call records, record then says where its record is.',
  },
  params: { id: ID },
  query: nothing,
  body: null,
  status: 200,
  answer: call,
  answerExample: EXAMPLE,
  problems: ['openapi.call_over', ...OF_ENGINE],
});

/** What people write as a telephone number; the engine makes one form of it. */
const telephoneNumber = z
  .string()
  .max(40)
  .regex(/^\+?[0-9(][0-9 ().:-]{0,38}$/);

export const placeCall = operation({
  id: 'placeCall',
  method: 'post',
  path: '/calls',
  tag: 'calls',
  scope: 'calls:write',
  permission: 'call.originate',
  summary: { zh: '点击外呼', en: 'Place a call (click-to-call)' },
  about: {
    zh: '先呼叫座席的话机，座席接听后再呼叫客户。座席须已签入且未在通话。201 表示座席话机正在呼叫。',
    en: 'The agent’s telephone rings first; when the agent answers, the customer is called. The agent must be logged in and not in a call. 201: the agent’s telephone is being called.',
  },
  query: nothing,
  body: named(
    'PlaceCall',
    z.strictObject({
      agent: said(z.string().min(1).max(20), '工号', 'Agent number'),
      to: said(
        telephoneNumber,
        '客户号码，可带 + 与空格、括号、连字符；或本企业的座席工号、分机号、队列号、接入码',
        'Number of the customer, or of an agent, extension or queue of yours',
      ),
      showing: said(
        telephoneNumber.optional(),
        '向客户显示的号码，须为本企业的接入码；省略时由系统选择',
        'Number shown to the customer: one of your access numbers; chosen by the system when left out',
      ),
    }),
  ),
  bodyExample: { agent: '7001', to: '13800138000' },
  status: 201,
  answer: named('PlacedCall', z.object({ id: said(z.string(), '通话编号', 'Id of the call') })),
  answerExample: { id: ID.example },
  problems: [
    'acd.agent_not_logged_in',
    'acd.agent_busy',
    'calls.no_telephone',
    'calls.only_outside',
    'calls.no_number_to_show',
    'calls.no_trunk',
    'calls.no_channel',
    'billing.balance_out',
    'billing.international_closed',
    'billing.premium_closed',
    'billing.no_rate',
    'billing.spend_hour',
    'billing.spend_day',
    'billing.night_calls',
    'calls.tenant_suspended',
    'calls.bad_number',
    'calls.not_your_number',
    'calls.asterisk_away',
    ...OF_ENGINE,
    ...OF_COMMANDED,
  ],
});

export const hangUpCall = operation({
  id: 'hangUpCall',
  method: 'post',
  path: '/calls/{id}/hang-up',
  tag: 'calls',
  scope: 'calls:write',
  permission: 'call.hang_up',
  summary: { zh: '挂断通话', en: 'Hang a call up' },
  params: { id: ID },
  query: nothing,
  body: named('HangUp', z.strictObject({})),
  bodyExample: {},
  status: 200,
  answer: named('HungUpCall', z.object({ id: said(z.string(), '通话编号', 'Id of the call') })),
  answerExample: { id: ID.example },
  problems: ['calls.unknown_call', ...OF_ENGINE, 'calls.unknown_tenant'],
});
