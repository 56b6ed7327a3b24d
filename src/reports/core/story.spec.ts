import type { CallStep, CallStepName } from '../../kernel/domain-events.js';
import { story, type NamedStep } from './story.js';

const AGENT = '1001 王小明';
/** Every step that there is, with what the engine tells of it. */
const DETAILS: Readonly<Record<CallStepName, CallStep['detail']>> = {
  'call.arrived': { caller: '13900001111', called: '95500', trunkId: 't' },
  'list.matched': { list: 'blocked', entryId: 'e1', number: '1380' },
  'call.refused': { why: 'no_channel' },
  'call.answered': {},
  'menu.entered': { menuId: 'm' },
  'flow.entered': { flowId: 'f', versionId: 'v' },
  'flow.left': { how: 'circle' },
  'flow.node': { versionId: 'v', node: 'pin' },
  'group.entered': { ringGroupId: 'g', name: '前台' },
  'flow.returned': { found: '{"verified":"yes","account":"6222"}' },
  'flow.resumed': { versionId: 'v' },
  'evaluation.asked': { agentId: 'a', queueId: 'q' },
  'evaluation.given': { agentId: 'a', queueId: 'q', question: '服务', score: 4, most: 5 },
  'key.pressed': { key: '1' },
  'queue.entered': { queueId: 'q', number: '2000' },
  'queue.left': { queueId: 'q', why: 'max_wait' },
  'agent.offered': { agentId: 'a' },
  'agent.ringing': { agentId: 'a' },
  'agent.missed': { agentId: 'a', why: 'no_answer' },
  'agent.spared': { agentId: 'a' },
  'extension.dialled': { extensionId: 'e' },
  'extension.missed': { extensionId: 'e', why: 'busy' },
  'call.forwarded': { extensionId: 'e', why: 'busy' },
  'external.dialled': { number: '13900001111', trunkId: 't' },
  'external.ringing': { number: '13900001111' },
  'external.missed': { number: '13900001111', why: 'no_answer', causeCode: 19 },
  'party.connected': { number: '13900001111' },
  'message.began': {},
  'message.left': { mailboxId: 'm1', durationMs: 16000 },
  'recording.started': {},
  'recording.failed': { why: 'disk' },
  'recording.goesOn': { why: 'no reply' },
  'call.placed': { agentId: 'a', agentNumber: '1001', caller: '95500', called: '13900001111' },
  'agent.called': { agentId: 'a', extensionId: 'e' },
  'customer.dialled': { number: '13900001111', trunkId: 't' },
  'customer.ringing': {},
  'customer.missed': { why: 'unreachable', causeCode: 27 },
  'partner.dialled': { shareId: 's', name: '兄弟公司' },
  'partner.ringing': {},
  'partner.missed': { shareId: 's', why: 'max_wait' },
  'call.moved': { from: 'node-1', to: 'node-2' },
  'feature.used': { feature: 'ready', extensionId: 'e', agentId: 'a' },
  'line.opened': { agentId: 'a' },
  'call.pickedUp': { agentId: 'a', extensionId: 'e', from: 'b' },
  'call.acted': { act: 'consult', agentId: 'a', to: 'b' },
  'member.joined': { agentId: 'a', part: 'speaker' },
  'member.missed': { extensionId: 'e', part: 'consulted' },
  'member.left': { agentId: 'a', part: 'listening' },
  'callback.asked': { number: '13900001111' },
  'callback.called': { callId: 'c', agentId: 'a' },
  'callback.missed': { callId: 'c', why: 'customer_unreachable' },
  'callback.ended': { callId: 'c', why: 'reached' },
  'credit.warned': { limit: 'balance_out' },
  'credit.ended': { limit: 'balance_out' },
  'call.ended': { by: 'system', causeCode: 16, lostReason: null },
};
const NAMES = Object.keys(DETAILS) as CallStepName[];

function textOf(step: CallStepName, detail: CallStep['detail'], named: Partial<NamedStep> = {}) {
  const nameless = { menu: null, queue: null, agent: null, extension: null, trunk: null };
  const [line] = story([{ seq: 1, at: 0, step, detail, ...nameless, ...named }]);
  return line?.text ?? { zh: '?', en: '?' };
}

test.each(NAMES)('%s is told in whole sentences, whatever is known of it', (step) => {
  const named = { menu: '主菜单', queue: '2000 客服', agent: AGENT, extension: '1001', trunk: '市话' };
  for (const text of [
    textOf(step, DETAILS[step], named),
    textOf(step, DETAILS[step]),
    textOf(step, {}),
    textOf(step, Object.fromEntries(Object.keys(DETAILS[step]).map((key) => [key, null]))),
  ]) {
    expect(`${text.zh} ${text.en}`).not.toMatch(/\?|？|undefined|null|NaN|\[object|_/);
    expect(text.zh).toMatch(/[一-鿿]/);
    expect(text.en).toMatch(/^[\x20-\x7e一-鿿]+$/);
  }
});

test('a placed call talks with its customer, a call that arrived with an agent or an extension', () => {
  expect(textOf('party.connected', { number: '13900001111' })).toEqual({
    zh: '与客户 13900001111 通话',
    en: 'Talked with the customer 13900001111',
  });
  expect(textOf('party.connected', { agentId: 'a', agentNumber: '1001' }, { agent: AGENT }).zh).toBe(
    '与座席 1001 王小明 通话',
  );
  expect(textOf('party.connected', { extensionId: 'e' }, { extension: '8001' }).zh).toBe('与内线 8001 通话');
});

test('the end of the money is told with which money it was', () => {
  expect(textOf('credit.warned', { limit: 'balance_out' }).zh).toBe('余额即将用尽，已提醒通话双方');
  expect(textOf('credit.ended', { limit: 'spend_hour' })).toEqual({
    zh: '已达每小时消费上限，系统结束通话',
    en: 'The system ended the call: the spending limit of the hour is reached',
  });
  expect(textOf('credit.ended', {}).zh).toBe('余额用尽，系统结束通话');
});

test('a customer who is out of reach is told by the cause of the network', () => {
  expect(textOf('customer.missed', { why: 'unreachable', causeCode: 27 })).toEqual({
    zh: '客户未接听：目的地故障（27）',
    en: 'The customer did not answer: destination out of order (27)',
  });
  expect(textOf('customer.missed', { why: 'unreachable', causeCode: null }).zh).toBe('客户未接听：对方不可达');
  expect(textOf('customer.missed', { why: 'busy', causeCode: 17 }).zh).toBe('客户未接听：对方忙');
  expect(textOf('customer.missed', { why: 'no_rate', causeCode: 21 }).zh).toBe('未呼叫客户：该号码无费率');
});
