import type { Instant } from '../../kernel/clock.js';
import type { CallStep, CallStepName } from '../../kernel/domain-events.js';
import { causeWords, RESULTS, wordFor, type Words } from './words.js';

/** A step of a call with the names that the things in it have now; null where they are gone. */
export interface NamedStep {
  readonly seq: number;
  readonly at: Instant;
  readonly step: CallStepName;
  readonly detail: CallStep['detail'];
  readonly menu: string | null;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly extension: string | null;
  readonly trunk: string | null;
}

/** One line of what happened during a call. */
export interface StoryLine {
  readonly at: Instant;
  /** Since the call arrived. */
  readonly afterMs: number;
  readonly step: CallStepName;
  readonly text: Words;
}

/** The steps of a call as people read them, in their order. */
export function story(steps: readonly NamedStep[]): readonly StoryLine[] {
  const inOrder = steps.toSorted((one, other) => one.seq - other.seq);
  const begin = inOrder[0]?.at ?? 0;
  return inOrder.map((step) => ({
    at: step.at,
    afterMs: Math.max(0, step.at - begin),
    step: step.step,
    text: textOf(step),
  }));
}

/** A newer build may have steps that this one has no sentence for. */
function textOf(step: NamedStep): Words {
  const sentence = Object.hasOwn(SENTENCES, step.step) ? SENTENCES[step.step] : undefined;
  return sentence?.(step) ?? { zh: step.step, en: step.step };
}

const MISSED: Readonly<Record<string, Words>> = {
  no_answer: { zh: '无人接听', en: 'no answer' },
  busy: { zh: '话机忙', en: 'the telephone was busy' },
  declined: { zh: '拒接', en: 'declined' },
  unreachable: { zh: '话机不可达', en: 'the telephone could not be reached' },
  lost: { zh: '故障中断', en: 'lost in an outage' },
};

/** Why a customer was not dialled, though the agent who calls had lifted the receiver. */
const NOT_DIALLED: Readonly<Record<string, Words>> = {
  tenant_suspended: { zh: '企业已停用', en: 'the tenant is suspended' },
  not_your_number: { zh: '主叫号码已不属于企业', en: 'the number to be shown is no longer its own' },
  no_trunk: { zh: '无外呼外线', en: 'there is no trunk for it' },
  no_channel: { zh: '通道已满', en: 'no channel was free' },
  balance_out: { zh: '余额用尽', en: 'the balance is used up' },
  spend_hour: { zh: '已达每小时消费上限', en: 'the spending limit of the hour is reached' },
  spend_day: { zh: '已达每日消费上限', en: 'the spending limit of the day is reached' },
  night_calls: { zh: '已达夜间呼叫次数上限', en: 'the limit of calls at night is reached' },
  international_closed: { zh: '国际呼叫未开放', en: 'international numbers are closed' },
  premium_closed: { zh: '信息服务号码未开放', en: 'premium numbers are closed' },
  no_rate: { zh: '该号码无费率', en: 'there is no rate for this number' },
};

const LEFT_QUEUE: Readonly<Record<string, Words>> = {
  max_wait: { zh: '等待超时', en: 'waited too long' },
  queue_deleted: { zh: '队列已删除', en: 'the queue was deleted' },
};

const ENDINGS: Readonly<Record<string, Words>> = {
  caller: { zh: '主叫挂机', en: 'The caller hung up' },
  agent: { zh: '座席挂机', en: 'The agent hung up' },
  system: { zh: '系统结束通话', en: 'The system ended the call' },
  unknown: { zh: '通话已结束（由谁结束未知）', en: 'The call was over; by whom is unknown' },
};

type Sentence = (step: NamedStep) => Words;

const SENTENCES: Readonly<Record<CallStepName, Sentence>> = {
  'call.arrived': ({ detail, trunk }) => ({
    zh: `主叫 ${said(detail.caller)} 拨打 ${said(detail.called)}${trunk === null ? '' : `，来自外线 ${trunk}`}`,
    en: `${said(detail.caller)} called ${said(detail.called)}${trunk === null ? '' : ` by trunk ${trunk}`}`,
  }),
  'call.refused': ({ detail }) => both('呼叫被拒绝', 'The call was refused', RESULTS, detail.why),
  'call.answered': () => ({ zh: '系统应答', en: 'The system answered' }),
  'menu.entered': ({ menu }) => ({
    zh: menu === null ? '进入一个已删除的菜单' : `进入菜单 ${menu}`,
    en: menu === null ? 'Entered a menu that is deleted now' : `Entered menu ${menu}`,
  }),
  'key.pressed': ({ detail }) => ({ zh: `按键 ${said(detail.key)}`, en: `Pressed ${said(detail.key)}` }),
  'queue.entered': ({ queue, detail }) => {
    const name = queue ?? said(detail.number);
    return { zh: `进入队列 ${name}`, en: `Entered queue ${name}` };
  },
  'queue.left': ({ detail }) => both('离开队列', 'Left the queue', LEFT_QUEUE, detail.why),
  'agent.offered': (step) => ({ zh: `分配给座席 ${agent(step)}`, en: `Offered to agent ${agent(step)}` }),
  'agent.ringing': (step) => ({
    zh: `座席 ${agent(step)} 的话机振铃`,
    en: `The telephone of agent ${agent(step)} rang`,
  }),
  'agent.missed': (step) =>
    both(`座席 ${agent(step)} 未接听`, `Agent ${agent(step)} did not answer`, MISSED, step.detail.why),
  'extension.dialled': (step) => ({ zh: `呼叫内线 ${extension(step)}`, en: `Called extension ${extension(step)}` }),
  'extension.missed': (step) =>
    both(`内线 ${extension(step)} 未接听`, `Extension ${extension(step)} did not answer`, MISSED, step.detail.why),
  'party.connected': (step) =>
    typeof step.detail.extensionId === 'string'
      ? { zh: `与内线 ${extension(step)} 通话`, en: `Talked with extension ${extension(step)}` }
      : { zh: `与座席 ${agent(step)} 通话`, en: `Talked with agent ${agent(step)}` },
  'recording.started': () => ({ zh: '开始录音', en: 'Recording began' }),
  'recording.failed': ({ detail }) => both('录音失败', 'The recording failed', {}, detail.why),
  'call.placed': ({ detail }) => ({
    zh: `发起外呼 ${said(detail.called)}，主叫显示 ${said(detail.caller)}`,
    en: `A call to ${said(detail.called)} was placed, showing ${said(detail.caller)}`,
  }),
  'agent.called': (step) => ({
    zh: `呼叫座席 ${agent(step)} 的话机`,
    en: `The telephone of agent ${agent(step)} is called`,
  }),
  'customer.dialled': ({ detail, trunk }) => ({
    zh: `呼叫客户 ${said(detail.number)}${trunk === null ? '' : `，经外线 ${trunk}`}`,
    en: `${said(detail.number)} is called${trunk === null ? '' : ` by trunk ${trunk}`}`,
  }),
  'customer.ringing': () => ({ zh: '客户振铃', en: "The customer's telephone rings" }),
  'customer.missed': ({ detail }) =>
    typeof detail.why === 'string' && Object.hasOwn(NOT_DIALLED, detail.why)
      ? both('未呼叫客户', 'The customer was not called', NOT_DIALLED, detail.why)
      : both('客户未接听', 'The customer did not answer', MISSED, detail.why),
  'credit.warned': () => ({ zh: '余额不足提醒', en: 'Warned that the money will soon be used up' }),
  'credit.ended': () => ({ zh: '余额用尽，系统结束通话', en: 'The money was used up; the system ended the call' }),
  'call.ended': ({ detail }) => {
    const by = said(detail.by);
    const cause = typeof detail.causeCode === 'number' ? causeWords(detail.causeCode) : { zh: '', en: '' };
    const lost = typeof detail.lostReason === 'string' ? detail.lostReason : null;
    const end = { zh: wordFor(ENDINGS, by, 'zh'), en: wordFor(ENDINGS, by, 'en') };
    return {
      zh: `${end.zh}：${cause.zh}${lost === null ? '' : `，呼损：${wordFor(RESULTS, lost, 'zh')}`}`,
      en: `${end.en}: ${cause.en}${lost === null ? '' : `; lost: ${wordFor(RESULTS, lost, 'en')}`}`,
    };
  },
};

/** A sentence and why, where that is told. */
function both(zh: string, en: string, words: Readonly<Partial<Record<string, Words>>>, why: unknown): Words {
  if (typeof why !== 'string' || why === '') return { zh, en };
  return { zh: `${zh}：${wordFor(words, why, 'zh')}`, en: `${en}: ${wordFor(words, why, 'en')}` };
}

/** As they are called now; by the number they had where they are gone. */
function agent(step: NamedStep): string {
  return step.agent ?? said(step.detail.agentNumber ?? step.detail.agentId);
}

function extension(step: NamedStep): string {
  return step.extension ?? said(step.detail.extensionId);
}

function said(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined || value === '' ? '?' : String(value);
}
