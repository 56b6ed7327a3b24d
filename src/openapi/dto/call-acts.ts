import { z } from 'zod';

import { OF_ENGINE, operation } from './operation.js';
import { named, said } from './schema.js';

/** What an agent does with the call they are in. */
export const AGENT_ACTS = [
  ...(['hold', 'retrieve', 'mute', 'unmute', 'sendDigits', 'transfer', 'askByFlow'] as const),
  ...(['consult', 'swap', 'backFromConsult', 'completeTransfer', 'conference'] as const),
  ...(['invite', 'setRole', 'dismiss', 'leave', 'pickUp', 'answer'] as const),
  ...(['startRecording', 'stopRecording', 'pauseRecording', 'resumeRecording'] as const),
] as const;

/** What a supervisor does with calls of their agents. */
export const SUPERVISOR_ACTS = [
  ...(['listen', 'whisper', 'bargeIn', 'takeOver', 'stopListening', 'disconnect', 'assign'] as const),
] as const;

const ID = { words: { zh: '通话编号', en: 'Id of the call' }, example: '01a20329-6f3a-7c3b-9f0e-2b6f5a1c0d11' };
const nothing = z.strictObject({});
const number = z.string().regex(/^[0-9]{1,10}$/);

const target = said(
  z.union([
    z.strictObject({ agent: said(number, '工号', 'Agent number') }),
    z.strictObject({ extension: said(number, '内线号码', 'Number of the extension') }),
    z.strictObject({ queue: said(number, '队列号码', 'Number of the queue') }),
    z.strictObject({
      external: said(
        z.string().min(1).max(40),
        '外部号码，由企业外线呼出',
        'Number outside, dialled by the trunks of the company',
      ),
    }),
    z.strictObject({ menu: said(z.string().min(1).max(60), '菜单编号', 'Id of the menu') }),
    z.strictObject({ flow: said(z.string().min(1).max(60), '来话流程编号', 'Id of the flow, which is published') }),
  ]),
  '去向或对方；咨询和邀请只能是座席、内线或外部号码',
  'Where the call goes, or who is asked; consult and invite take an agent, an extension or a number outside',
);

const acted = named('CallActed', z.object({ id: said(z.string(), '通话编号', 'Id of the call') }));

const OF_ACTS = [
  'calls.unknown_call',
  'calls.not_now',
  'calls.on_another_node',
  'calls.unknown_target',
  'calls.target_busy',
  'calls.asterisk_away',
  'calls.bad_command',
  'calls.unknown_tenant',
  ...OF_ENGINE,
] as const;

/** Where the other is a number outside, judged as calls are that agents place. */
const OF_OUTSIDE = [
  'calls.bad_number',
  'calls.no_number_to_show',
  'calls.no_trunk',
  'calls.no_channel',
  'calls.tenant_suspended',
  'billing.balance_out',
  'billing.international_closed',
  'billing.premium_closed',
  'billing.no_rate',
  'billing.spend_hour',
  'billing.spend_day',
  'billing.night_calls',
] as const;

export const actOnCall = operation({
  id: 'actOnCall',
  method: 'post',
  path: '/calls/{id}/acts',
  tag: 'calls',
  scope: 'calls:control',
  permission: 'call.act',
  summary: { zh: '座席控制通话', en: 'What an agent does with a call' },
  about: {
    zh: 'hold 保持（客户听音乐）、retrieve 取回；mute、unmute 静音与恢复；sendDigits 发按键（digits）；transfer 盲转（to）；askByFlow 让客户走一个流程（to.flow，如验密），座席听音乐，流程“返回”后客户带着结果（found）回来，retrieve 提前取回，其间不录音；consult 咨询（to），之后 swap 换到另一方、backFromConsult 回到客户、completeTransfer 完成转接、conference 三方；invite 邀请入会（to、as）、setRole 改角色（member、as）、dismiss 移出（member）、leave 自己离开；pickUp 代接；answer 让自己正在振铃的话机应答（内线需打开“可由程序应答”）；startRecording、stopRecording 开始与停止录音，pauseRecording、resumeRecording 暂停与恢复：其间所说不录，录音里以一声短音隔开。',
    en: 'hold (the caller hears music) and retrieve; mute, unmute; sendDigits (digits); transfer, blind (to); askByFlow: the caller walks a flow (to.flow, a PIN for example) while the agent hears music, and is with the agent again with the result (found) when the flow returns, or earlier by retrieve; nothing is recorded meanwhile; consult (to), and then swap to the other, backFromConsult to the caller, completeTransfer, or conference of all; invite (to, as), setRole (member, as), dismiss (member), leave; pickUp of a call that waits or rings at a colleague’s; answer, where the agent’s own telephone rings and its extension is marked as one that answers when told; startRecording, stopRecording; pauseRecording, resumeRecording: what is said meanwhile is not recorded, a short tone stands for it.',
  },
  params: { id: ID },
  query: nothing,
  body: named(
    'CallAct',
    z.strictObject({
      agent: said(z.string().min(1).max(20), '工号：谁', 'Agent number: who does it'),
      act: said(z.enum(AGENT_ACTS), '做什么', 'What is done'),
      to: target.optional(),
      digits: said(z.string().min(1).max(60).optional(), '0–9、*、#', 'Of 0–9, * and #'),
      member: said(z.string().min(1).max(200).optional(), '会议成员', 'One of the conference'),
      as: said(
        z.enum(['speaker', 'listener']).optional(),
        'speaker 可听可说；listener 只听',
        'A speaker hears and is heard, a listener only hears',
      ),
    }),
  ),
  bodyExample: { agent: '7001', act: 'hold' },
  status: 200,
  answer: acted,
  answerExample: { id: ID.example },
  problems: [
    'calls.not_in_this_call',
    'calls.nobody_consulted',
    'calls.unknown_member',
    'calls.conference_full',
    'calls.no_ivr_line',
    'calls.bad_digits',
    'calls.not_recorded',
    'calls.not_for_agents',
    'calls.by_hand_only',
    'billing.recorded_seats',
    'calls.unknown_agent',
    ...OF_OUTSIDE,
    ...OF_ACTS,
  ],
});

export const superviseCall = operation({
  id: 'superviseCall',
  method: 'post',
  path: '/calls/{id}/supervision',
  tag: 'calls',
  scope: 'calls:supervise',
  permission: 'call.supervise',
  summary: { zh: '班长操作通话', en: 'What a supervisor does with a call' },
  about: {
    zh: 'listen 监听、whisper 密语（只有座席听到）、bargeIn 强插、takeOver 拦截、stopListening 退出，用 extension 的话机；disconnect 拆除；assign 把排队中的来电给 agent。',
    en: 'listen, whisper (heard by the agent alone), bargeIn, takeOver, stopListening, by the telephone of the extension; disconnect; assign a caller who waits to an agent.',
  },
  params: { id: ID },
  query: nothing,
  body: named(
    'CallSupervision',
    z.strictObject({
      supervisor: said(z.string().min(1).max(200), '班长姓名，记入日志', 'Name of the supervisor, for the log'),
      act: said(z.enum(SUPERVISOR_ACTS), '做什么', 'What is done'),
      extension: said(
        number.optional(),
        '用哪部话机听和说；listen、whisper、bargeIn、takeOver 和 stopListening 需要',
        'By which telephone; for listen, whisper, bargeIn, takeOver and stopListening',
      ),
      agent: said(number.optional(), '工号，assign 时', 'Agent number, of assign'),
    }),
  ),
  bodyExample: { supervisor: '王班长', act: 'disconnect' },
  status: 200,
  answer: acted,
  answerExample: { id: ID.example },
  problems: ['calls.no_telephone_given', ...OF_ACTS],
});
