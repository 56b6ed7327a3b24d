import type { Instant } from '../../kernel/clock.js';
import type { CallStep, CallStepName } from '../../kernel/domain-events.js';
import { ACTS, causeWords, END_REASONS, RESULTS, returnedWith, wordFor, type Words } from './words.js';

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
  circle: { zh: '内线之间循环转移', en: 'telephones forward to each other' },
};

const CUSTOMER_MISSED: Readonly<Record<string, Words>> = {
  ...MISSED,
  busy: { zh: '对方忙', en: 'busy' },
  unreachable: { zh: '对方不可达', en: 'out of reach' },
  no_key: { zh: '应答后未按键接听', en: 'answered, but nobody took the call by key' },
};

/** Why a customer was not dialled, though the agent who calls had lifted the receiver. */
const NOT_DIALLED: Readonly<Record<string, Words>> = {
  tenant_suspended: { zh: '企业已停用', en: 'the tenant is suspended' },
  tenant_moving: { zh: '企业正在迁移', en: 'the tenant is moving' },
  bad_number: { zh: '号码格式不正确', en: 'this is no telephone number' },
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
  not_called_now: { zh: '已过回呼时段，或号码已列入黑名单', en: 'it is not called at this time, or is blocked by now' },
  outside_closed: {
    zh: '该内线未签入座席，不可外呼',
    en: 'nobody was logged in there, and the telephone may not call outside',
  },
  no_number_to_show: { zh: '没有可显示的号码', en: 'there is no number to be shown' },
};

/** When a telephone sends its callers on. */
const FORWARDED: Readonly<Record<string, Words>> = {
  all: { zh: '无条件', en: 'all calls' },
  after_hours: { zh: '下班时间', en: 'after hours' },
  busy: { zh: '遇忙', en: 'when busy' },
  no_answer: { zh: '无应答', en: 'when not answered' },
  unreachable: { zh: '不可及', en: 'when not reachable' },
};

/** What codes ask for that are dialled on a telephone. */
const FEATURES: Readonly<Record<string, Words>> = {
  signIn: { zh: '签入', en: 'log in' },
  signOut: { zh: '签出', en: 'log out' },
  ready: { zh: '示闲', en: 'ready' },
  notReady: { zh: '示忙', en: 'not ready' },
  tellState: { zh: '播报状态', en: 'say my state' },
  pickUp: { zh: '代接', en: 'pick up' },
  disposition: { zh: '通话小结', en: 'disposition' },
};

function featureWords(feature: unknown): Words {
  return FEATURES[String(feature)] ?? { zh: '未知', en: 'unknown' };
}

/** What comes to its end; older steps do not tell. */
const MONEY_SOON: Readonly<Record<string, Words>> = {
  balance_out: { zh: '余额即将用尽', en: 'the balance will soon be used up' },
  spend_hour: { zh: '即将达到每小时消费上限', en: 'the spending limit of the hour will soon be reached' },
  spend_day: { zh: '即将达到每日消费上限', en: 'the spending limit of the day will soon be reached' },
};

const LEFT_QUEUE: Readonly<Record<string, Words>> = {
  max_wait: { zh: '等待超时', en: 'waited too long' },
  queue_deleted: { zh: '队列已删除', en: 'the queue was deleted' },
  callback: { zh: '预约回呼', en: 'asked to be called back' },
};

/** How a caller left a flow who was not simply sent on. */
const LEFT_FLOW: Readonly<Record<string, Words>> = {
  over: { zh: '流程已走完', en: 'it was at its end' },
  circle: { zh: '流程循环', en: 'it led in a circle' },
  missing: { zh: '流程或节点已不存在', en: 'a flow or node of it is gone' },
};

const LISTS: Readonly<Record<string, Words>> = {
  blocked: { zh: '黑名单', en: 'on the blacklist' },
  allowed: { zh: '白名单', en: 'on the whitelist' },
  vip: { zh: 'VIP 名单', en: 'one of a VIP' },
};

/** Why a call to somebody who is to be called back did not reach them. */
const CALLBACK_MISSED: Readonly<Record<string, Words>> = {
  ...RESULTS,
  refused: { zh: '当时无法外呼', en: 'no call was possible then' },
  agent: { zh: '座席未接听，保留位置', en: 'the agent did not answer; the place is kept' },
};

const CALLBACK_ENDED: Readonly<Record<string, Words>> = {
  reached: { zh: '已接通', en: 'reached' },
  served: { zh: '客户再次来电，已接听', en: 'they called again and were answered' },
  not_reached: { zh: '多次未接通', en: 'not reached' },
  expired: { zh: '已过期', en: 'too late' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  blocked: { zh: '号码在回呼黑名单中', en: 'the number is never called back' },
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
    zh: `主叫 ${said(detail.caller).zh} 拨打 ${said(detail.called).zh}${trunk === null ? '' : `，来自外线 ${trunk}`}`,
    en: `${said(detail.caller).en} called ${said(detail.called).en}${trunk === null ? '' : ` by trunk ${trunk}`}`,
  }),
  'list.matched': ({ detail }) => {
    const list = LISTS[String(detail.list)] ?? { zh: '名单', en: 'on a list' };
    return {
      zh: `主叫号码在${list.zh}中：${said(detail.number).zh}`,
      en: `The number of the caller is ${list.en}: ${said(detail.number).en}`,
    };
  },
  'call.refused': ({ detail }) => both('呼叫被拒绝', 'The call was refused', RESULTS, detail.why),
  'call.answered': () => ({ zh: '系统应答', en: 'The system answered' }),
  'menu.entered': ({ menu }) => ({
    zh: menu === null ? '进入一个已删除的菜单' : `进入菜单 ${menu}`,
    en: menu === null ? 'Entered a menu that is deleted now' : `Entered menu ${menu}`,
  }),
  'flow.entered': () => ({ zh: '进入流程', en: 'Entered a flow' }),
  'flow.node': ({ detail }) => ({ zh: `到达节点 ${said(detail.node).zh}`, en: `Came to node ${said(detail.node).en}` }),
  'flow.left': ({ detail: { how } }) => both('离开流程', 'Left the flow', LEFT_FLOW, how === 'go' ? null : how),
  'flow.returned': ({ detail }) => returnedWith(detail.found),
  'flow.resumed': () => ({ zh: '来电者回到流程', en: 'The caller is in the flow again' }),
  'group.entered': ({ detail }) => ({
    zh: `进入振铃组 ${said(detail.name).zh}`,
    en: `Came to ring group ${said(detail.name).en}`,
  }),
  'evaluation.asked': () => ({ zh: '请来电者评价', en: 'The caller is asked how it was' }),
  'evaluation.given': ({ detail }) => ({
    zh: `评价“${said(detail.question).zh}”：${said(detail.score).zh} 分（满分 ${said(detail.most).zh}）`,
    en: `"${said(detail.question).en}": ${said(detail.score).en} of ${said(detail.most).en}`,
  }),
  'key.pressed': ({ detail }) =>
    detail.masked === true
      ? { zh: '按键（保密）', en: 'Pressed a key, which is secret' }
      : { zh: `按键 ${said(detail.key).zh}`, en: `Pressed ${said(detail.key).en}` },
  'queue.entered': ({ queue, detail }) => {
    const name = said(queue ?? detail.number);
    return { zh: `进入队列 ${name.zh}`, en: `Entered queue ${name.en}` };
  },
  'queue.left': ({ detail }) => both('离开队列', 'Left the queue', LEFT_QUEUE, detail.why),
  'agent.offered': (step) => ({ zh: `分配给座席 ${agent(step).zh}`, en: `Offered to agent ${agent(step).en}` }),
  'agent.ringing': (step) => ({
    zh: `座席 ${agent(step).zh} 的话机振铃`,
    en: `The telephone of agent ${agent(step).en} rang`,
  }),
  'agent.missed': (step) =>
    both(`座席 ${agent(step).zh} 未接听`, `Agent ${agent(step).en} did not answer`, MISSED, step.detail.why),
  'agent.spared': (step) => ({
    zh: `座席 ${agent(step).zh} 的话机停止振铃（其他座席已接听）`,
    en: `The telephone of agent ${agent(step).en} stopped ringing: another agent answered`,
  }),
  'extension.dialled': (step) => ({
    zh: `呼叫内线 ${extension(step).zh}`,
    en: `Called extension ${extension(step).en}`,
  }),
  'extension.missed': (step) =>
    both(
      `内线 ${extension(step).zh} 未接听`,
      `Extension ${extension(step).en} did not answer`,
      MISSED,
      step.detail.why,
    ),
  'call.forwarded': (step) =>
    both(`内线 ${extension(step).zh} 转移`, `Extension ${extension(step).en} forwards`, FORWARDED, step.detail.why),
  'external.dialled': ({ detail, trunk }) => ({
    zh: `呼叫外部号码 ${said(detail.number).zh}${trunk === null ? '' : `，经外线 ${trunk}`}`,
    en: `The number ${said(detail.number).en} outside is called${trunk === null ? '' : ` by trunk ${trunk}`}`,
  }),
  'external.ringing': ({ detail }) => ({
    zh: `外部号码 ${said(detail.number).zh} 振铃`,
    en: `The number ${said(detail.number).en} outside rings`,
  }),
  'external.missed': ({ detail: { number, why, causeCode } }) => {
    const [zh, en] = [`外部号码 ${said(number).zh}`, `The number ${said(number).en} outside`];
    if (typeof why === 'string' && Object.hasOwn(NOT_DIALLED, why))
      return both(`${zh} 未呼叫`, `${en} was not called`, NOT_DIALLED, why);
    if (why !== 'unreachable' || typeof causeCode !== 'number')
      return both(`${zh} 未接听`, `${en} did not answer`, CUSTOMER_MISSED, why);
    const cause = causeWords(causeCode);
    return { zh: `${zh} 未接听：${cause.zh}`, en: `${en} did not answer: ${cause.en}` };
  },
  'party.connected': (step) => {
    const { extensionId, number, shareId, name, trunkId } = step.detail;
    if (typeof shareId === 'string')
      return {
        zh: `与共享队列 ${said(name).zh} 的座席通话`,
        en: `Talked with an agent of the shared queue ${said(name).en}`,
      };
    if (typeof extensionId === 'string')
      return { zh: `与内线 ${extension(step).zh} 通话`, en: `Talked with extension ${extension(step).en}` };
    if (typeof number === 'string' && typeof trunkId === 'string')
      return { zh: `与外部号码 ${number} 通话`, en: `Talked with the number ${number} outside` };
    if (typeof number === 'string') return { zh: `与客户 ${number} 通话`, en: `Talked with the customer ${number}` };
    return { zh: `与座席 ${agent(step).zh} 通话`, en: `Talked with agent ${agent(step).en}` };
  },
  'message.began': () => ({ zh: '开始留言', en: 'The caller began to leave a message' }),
  'message.left': () => ({ zh: '已留言', en: 'The message was left' }),
  'recording.started': () => ({ zh: '开始录音', en: 'Recording began' }),
  'recording.failed': ({ detail }) => both('录音失败', 'The recording failed', {}, detail.why),
  'recording.goesOn': ({ detail }) =>
    both('录音未能停止，仍在继续', 'The recording could not be stopped and goes on', {}, detail.why),
  'call.placed': ({ detail }) => ({
    zh: `发起外呼 ${said(detail.called).zh}，主叫显示 ${said(detail.caller).zh}`,
    en: `A call to ${said(detail.called).en} was placed, showing ${said(detail.caller).en}`,
  }),
  'agent.called': (step) => ({
    zh: `呼叫座席 ${agent(step).zh} 的话机`,
    en: `The telephone of agent ${agent(step).en} is called`,
  }),
  'customer.dialled': ({ detail, trunk }) => ({
    zh: `呼叫客户 ${said(detail.number).zh}${trunk === null ? '' : `，经外线 ${trunk}`}`,
    en: `${said(detail.number).en} is called${trunk === null ? '' : ` by trunk ${trunk}`}`,
  }),
  'customer.ringing': () => ({ zh: '客户振铃', en: "The customer's telephone rings" }),
  'customer.missed': ({ detail: { why, causeCode } }) => {
    if (typeof why === 'string' && Object.hasOwn(NOT_DIALLED, why))
      return both('未呼叫客户', 'The customer was not called', NOT_DIALLED, why);
    const missed = { zh: '客户未接听', en: 'The customer did not answer' };
    // what the network says tells more than that there was no reaching
    if (why !== 'unreachable' || typeof causeCode !== 'number') return both(missed.zh, missed.en, CUSTOMER_MISSED, why);
    const cause = causeWords(causeCode);
    return { zh: `${missed.zh}：${cause.zh}`, en: `${missed.en}: ${cause.en}` };
  },
  'partner.dialled': ({ detail }) => ({
    zh: `转到共享队列 ${said(detail.name).zh}`,
    en: `Went on to the shared queue ${said(detail.name).en}`,
  }),
  'partner.ringing': () => ({ zh: '共享队列的座席振铃', en: 'A telephone of the shared queue rang' }),
  'partner.missed': ({ detail }) =>
    both('共享队列无人接听', 'Nobody of the shared queue answered', LEFT_QUEUE, detail.why),
  'call.moved': ({ detail }) => ({
    zh: `企业迁移，呼叫从节点 ${said(detail.from).zh} 转到节点 ${said(detail.to).zh}`,
    en: `The tenant moved to node ${said(detail.to).en}, and the call with it, away from ${said(detail.from).en}`,
  }),
  'feature.used': (step) => ({
    zh: `${step.detail.extensionId === null ? '' : `在内线 ${extension(step).zh} `}拨功能码：${featureWords(step.detail.feature).zh}`,
    en: `${step.detail.extensionId === null ? 'A' : `On extension ${extension(step).en} a`} code was dialled: ${featureWords(step.detail.feature).en}`,
  }),
  'line.opened': (step) => ({
    zh: `座席 ${agent(step).zh} 签入，线路保持接通`,
    en: `Agent ${agent(step).en} logged in; the line stays open`,
  }),
  'call.pickedUp': (step) => ({
    zh: `内线 ${extension(step).zh} 代接`,
    en: `Extension ${extension(step).en} picked it up`,
  }),
  'call.acted': (step) => {
    const { act, supervisor } = step.detail;
    const who =
      typeof supervisor === 'string'
        ? { zh: `班长 ${supervisor}`, en: `Supervisor ${supervisor}` }
        : { zh: `座席 ${agent(step).zh}`, en: `Agent ${agent(step).en}` };
    const what = typeof act === 'string' ? act : '';
    return {
      zh: `${who.zh}：${wordFor(ACTS, what, 'zh')}`,
      en: `${who.en}: ${wordFor(ACTS, what, 'en')}`,
    };
  },
  'member.joined': (step) => ({ zh: `${member(step).zh} 加入通话`, en: `${member(step).en} joined the conversation` }),
  'member.missed': (step) => ({
    zh: `${member(step).zh} 未接听`,
    en: `${member(step).en} did not answer`,
  }),
  'member.left': (step) => {
    const why = moneyWords(END_REASONS, step.detail.limit);
    const left = { zh: `${member(step).zh} 离开通话`, en: `${member(step).en} left the conversation` };
    return step.detail.limit === undefined ? left : { zh: `${left.zh}：${why.zh}`, en: `${left.en}: ${why.en}` };
  },
  'callback.asked': ({ detail }) => ({
    zh: `预约回呼 ${said(detail.number).zh}`,
    en: `Asked to be called back on ${said(detail.number).en}`,
  }),
  'callback.called': (step) => ({
    zh: `轮到回呼，分配给座席 ${agent(step).zh}`,
    en: `Their turn to be called back, by agent ${agent(step).en}`,
  }),
  'callback.missed': ({ detail }) => both('回呼未接通', 'Not reached when called back', CALLBACK_MISSED, detail.why),
  'callback.ended': ({ detail }) => both('回呼结束', 'The callback is over', CALLBACK_ENDED, detail.why),
  'credit.warned': ({ detail }) => {
    const why = moneyWords(MONEY_SOON, detail.limit);
    return { zh: `${why.zh}，已提醒通话双方`, en: `Those talking were warned: ${why.en}` };
  },
  'credit.ended': ({ detail }) => {
    const why = moneyWords(END_REASONS, detail.limit);
    return { zh: `${why.zh}，系统结束通话`, en: `The system ended the call: ${why.en}` };
  },
  'call.ended': ({ detail }) => {
    const by = typeof detail.by === 'string' ? detail.by : 'unknown';
    const cause = typeof detail.causeCode === 'number' ? causeWords(detail.causeCode) : { zh: '', en: '' };
    const lost = typeof detail.lostReason === 'string' ? detail.lostReason : null;
    const end = { zh: wordFor(ENDINGS, by, 'zh'), en: wordFor(ENDINGS, by, 'en') };
    return {
      zh: `${end.zh}：${cause.zh}${lost === null ? '' : `，呼损：${wordFor(RESULTS, lost, 'zh')}`}`,
      en: `${end.en}: ${cause.en}${lost === null ? '' : `; lost: ${wordFor(RESULTS, lost, 'en')}`}`,
    };
  },
};

function moneyWords(words: Readonly<Record<string, Words>>, limit: unknown): Words {
  const name = typeof limit === 'string' && Object.hasOwn(words, limit) ? limit : 'balance_out';
  return { zh: wordFor(words, name, 'zh'), en: wordFor(words, name, 'en') };
}

/** A sentence and why, where that is told. */
function both(zh: string, en: string, words: Readonly<Partial<Record<string, Words>>>, why: unknown): Words {
  if (typeof why !== 'string' || why === '') return { zh, en };
  return { zh: `${zh}：${wordFor(words, why, 'zh')}`, en: `${en}: ${wordFor(words, why, 'en')}` };
}

/** As they are called now; by the number they had where they are gone. */
function agent(step: NamedStep): Words {
  return said(step.agent ?? step.detail.agentNumber ?? step.detail.agentId);
}

/** Who was asked to join: an agent, or whoever is at a telephone. */
function member(step: NamedStep): Words {
  const { extensionId, number } = step.detail;
  if (typeof number === 'string') return { zh: `外部号码 ${number}`, en: `The number ${number} outside` };
  const isExtension = typeof extensionId === 'string';
  const name = isExtension ? extension(step) : agent(step);
  return isExtension
    ? { zh: `内线 ${name.zh}`, en: `Extension ${name.en}` }
    : { zh: `座席 ${name.zh}`, en: `Agent ${name.en}` };
}

function extension(step: NamedStep): Words {
  return said(step.extension ?? step.detail.extensionId);
}

/** What is not known is called so. */
function said(value: string | number | boolean | null | undefined): Words {
  if (value === null || value === undefined || value === '') return { zh: '（未知）', en: '(unknown)' };
  return { zh: String(value), en: String(value) };
}
