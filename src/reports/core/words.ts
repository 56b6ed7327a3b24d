import type { CallDirection } from '../../kernel/charge.js';
import type { EndedBy, LostReason } from '../../kernel/domain-events.js';
import type { Language } from '../../kernel/language.js';

export type Words = Readonly<Record<Language, string>>;

/** What became of a call: it was answered, the caller was served by the menu alone, or why it was lost. */
export type CallResult = 'answered' | 'self_service' | LostReason;

/** What of the tenant's money ended a call. */
export type EndReason = 'balance_out' | 'spend_hour' | 'spend_day';

export const RESULTS: Readonly<Record<CallResult, Words>> = {
  answered: { zh: '已接听', en: 'Answered' },
  self_service: { zh: '自助结束', en: 'Self-service' },
  abandoned_in_menu: { zh: '菜单中挂机', en: 'Abandoned in the menu' },
  abandoned_in_queue: { zh: '排队中挂机', en: 'Abandoned in the queue' },
  abandoned_while_ringing: { zh: '振铃中挂机', en: 'Abandoned while ringing' },
  queue_timeout: { zh: '排队超时', en: 'Waited too long' },
  queue_full: { zh: '队列已满', en: 'The queue was full' },
  queue_unstaffed: { zh: '队列无人值守', en: 'Nobody served the queue' },
  callback_requested: { zh: '已预约回呼', en: 'Asked to be called back' },
  message_left: { zh: '已留言', en: 'Left a message' },
  no_message_left: { zh: '未留言挂机', en: 'Left no message' },
  queue_deleted: { zh: '队列已删除', en: 'The queue was deleted' },
  menu_exhausted: { zh: '多次无有效按键', en: 'No valid key in the menu' },
  extension_unreachable: { zh: '内线无人接听', en: 'The extension did not answer' },
  external_unreachable: { zh: '外部号码未接听', en: 'The number outside did not answer' },
  no_channel: { zh: '线路已满', en: 'No free line' },
  no_ivr_line: { zh: '导航线路已满', en: 'No free IVR line' },
  no_credit: { zh: '余额不足', en: 'No credit left' },
  agent_unreachable: { zh: '座席未接听', en: 'The agent did not answer' },
  customer_unreachable: { zh: '客户未接听', en: 'The customer did not answer' },
  unknown_number: { zh: '空号', en: 'Unknown number' },
  tenant_suspended: { zh: '企业已暂停', en: 'The tenant is suspended' },
  blacklisted: { zh: '黑名单', en: 'Blacklisted' },
  not_permitted: { zh: '不允许呼叫', en: 'Not permitted' },
  loop: { zh: '循环转接', en: 'Sent on in a circle' },
  node_unreachable: { zh: '节点不可达', en: 'The node was not reached' },
  system_failure: { zh: '系统故障', en: 'System failure' },
};

export const DIRECTIONS: Readonly<Record<CallDirection, Words>> = {
  inbound: { zh: '来话', en: 'Inbound' },
  outbound: { zh: '外呼', en: 'Outbound' },
  internal: { zh: '内部', en: 'Internal' },
};

export const ENDED_BY: Readonly<Record<EndedBy, Words>> = {
  caller: { zh: '主叫', en: 'Caller' },
  agent: { zh: '座席', en: 'Agent' },
  system: { zh: '系统', en: 'System' },
  unknown: { zh: '未知', en: 'Unknown' },
};

/** What people did with a call. */
export const ACTS: Readonly<Record<string, Words>> = {
  hold: { zh: '保持', en: 'held the call' },
  retrieve: { zh: '取回', en: 'retrieved the call' },
  mute: { zh: '静音', en: 'muted' },
  unmute: { zh: '取消静音', en: 'unmuted' },
  sendDigits: { zh: '发送按键', en: 'sent digits' },
  transfer: { zh: '转接', en: 'transferred the call' },
  consult: { zh: '咨询', en: 'consulted somebody' },
  swap: { zh: '切换', en: 'swapped' },
  backFromConsult: { zh: '咨询接回', en: 'came back from the consultation' },
  askByFlow: { zh: '让来电者走流程', en: 'sent the caller through a flow' },
  completeTransfer: { zh: '完成转接', en: 'completed the transfer' },
  conference: { zh: '三方会议', en: 'brought all together' },
  invite: { zh: '邀请', en: 'invited somebody' },
  setRole: { zh: '更改会议角色', en: 'changed a role' },
  dismiss: { zh: '移出成员', en: 'dismissed somebody' },
  leave: { zh: '退出', en: 'left the conversation' },
  startRecording: { zh: '开始录音', en: 'started the recording' },
  stopRecording: { zh: '停止录音', en: 'stopped the recording' },
  pauseRecording: { zh: '暂停录音', en: 'paused the recording' },
  resumeRecording: { zh: '恢复录音', en: 'resumed the recording' },
  listen: { zh: '监听', en: 'listened' },
  whisper: { zh: '密语', en: 'whispered' },
  bargeIn: { zh: '强插', en: 'barged in' },
  takeOver: { zh: '拦截', en: 'took the call over' },
  stopListening: { zh: '停止监听', en: 'stopped listening' },
  disconnect: { zh: '强拆', en: 'disconnected the call' },
  assign: { zh: '指定座席', en: 'gave the call to an agent' },
  answer: { zh: '由程序应答', en: 'let the telephone answer' },
  pickUp: { zh: '代接', en: 'picked the call up' },
};

/** Why the system ended a call that was not lost: its money was used up, or a limit of spending was reached. */
export const END_REASONS: Readonly<Record<EndReason, Words>> = {
  balance_out: { zh: '余额用尽', en: 'the balance is used up' },
  spend_hour: { zh: '已达每小时消费上限', en: 'the spending limit of the hour is reached' },
  spend_day: { zh: '已达每日消费上限', en: 'the spending limit of the day is reached' },
};

export const YES_NO: Readonly<Record<'true' | 'false', Words>> = {
  true: { zh: '是', en: 'Yes' },
  false: { zh: '否', en: 'No' },
};

/** Causes (ITU-T Q.850) that people meet; the others have their number. */
const CAUSES: Readonly<Partial<Record<number, Words>>> = {
  1: { zh: '空号', en: 'unallocated number' },
  16: { zh: '正常挂机', en: 'normal clearing' },
  17: { zh: '用户忙', en: 'user busy' },
  18: { zh: '用户无响应', en: 'no user responding' },
  19: { zh: '无人接听', en: 'no answer' },
  20: { zh: '用户不在', en: 'subscriber absent' },
  21: { zh: '呼叫被拒绝', en: 'call rejected' },
  27: { zh: '目的地故障', en: 'destination out of order' },
  34: { zh: '无可用线路', en: 'no circuit available' },
  38: { zh: '网络故障', en: 'network out of order' },
  41: { zh: '临时故障', en: 'temporary failure' },
  102: { zh: '定时器超时', en: 'recovery on timer expiry' },
  127: { zh: '互通，原因未知', en: 'interworking, unspecified' },
};

/** A word in the language; what a newer build has written, and this one has no word for, as it is. */
export function wordFor(words: Readonly<Partial<Record<string, Words>>>, key: string, language: Language): string {
  return (Object.hasOwn(words, key) ? words[key]?.[language] : undefined) ?? key;
}

export function causeWords(code: number): Words {
  const known = CAUSES[code];
  return known === undefined
    ? { zh: `原因码 ${code}`, en: `cause ${code}` }
    : { zh: `${known.zh}（${code}）`, en: `${known.en} (${code})` };
}

/** A caller comes back to the agent out of a flow. @param found its variables as JSON; null: it failed */
export function returnedWith(found: unknown): Words {
  if (typeof found !== 'string')
    return { zh: '流程出错，来电者回到座席', en: 'The flow failed, the caller is with the agent again' };
  const values = Object.entries(JSON.parse(found) as Record<string, string>);
  const told = values.map(([name, value]) => `${name} = ${value}`).join(', ');
  if (told === '') return { zh: '来电者回到座席', en: 'The caller is with the agent again' };
  return { zh: `来电者带着结果回到座席：${told}`, en: `The caller is with the agent again, with the result: ${told}` };
}
