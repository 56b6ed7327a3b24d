import type { Text } from '../../platform/errors/callrack-error.js';
import { LIMIT_NAMES } from './limit-words.js';

/** Why the engine did not do what it was asked for, by the codes that the audit log keeps. */
export const FAILURES: Readonly<Partial<Record<string, Text>>> = {
  ...Object.fromEntries(Object.entries(LIMIT_NAMES).map(([limit, text]) => [`billing.${limit}`, text])),
  'acd.agent_not_logged_in': { zh: '座席未签入', en: 'the agent is not logged in' },
  'acd.agent_busy': { zh: '座席正忙', en: 'the agent is busy' },
  'acd.no_seat': { zh: '签入座席数已满', en: 'all seats are taken' },
  'calls.asterisk_away': { zh: '交换机不可用', en: 'the switch is away' },
  'calls.engine_away': { zh: '呼叫引擎不可用', en: 'the call engine is away' },
  'calls.tenant_suspended': { zh: '企业已停用', en: 'the tenant is suspended' },
  'calls.bad_number': { zh: '号码无效', en: 'not a number that can be called' },
  'calls.no_number_to_show': { zh: '没有可显示的主叫号码', en: 'there is no number to show' },
  'calls.not_your_number': { zh: '主叫号码不属于企业', en: 'the number to be shown is not its own' },
  'calls.no_telephone': { zh: '座席没有话机', en: 'the agent has no telephone' },
  'calls.no_trunk': { zh: '没有可用于外呼的外线', en: 'there is no trunk for outgoing calls' },
  'calls.no_channel': { zh: '线路已满', en: 'no channel was free' },
  'calls.unknown_call': { zh: '通话已不存在', en: 'there is no such call any more' },
  failed: { zh: '执行失败', en: 'it failed' },
};
