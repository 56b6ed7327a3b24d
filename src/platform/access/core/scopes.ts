import type { Language } from '../../../kernel/language.js';
import type { TenantPermission } from './permissions.js';

/** What a program's key may be given, and what it may then do. A scope is a set of permissions, as a role is. */
export const SCOPES = {
  'agents:read': ['agent.read', 'live.read'],
  'agents:write': ['agent.command'],
  'agents:message': ['agent.message'],
  'queues:read': ['queue.read', 'live.read'],
  'calls:read': ['live.read'],
  'calls:write': ['call.originate', 'call.hang_up'],
  'calls:control': ['call.act', 'live.read'],
  'calls:supervise': ['call.supervise', 'live.read'],
  'voicemail:read': ['voicemail.read'],
  'voicemail:handle': ['voicemail.handle'],
  'call-records:read': ['call_record.read'],
  'figures:read': ['figures.read'],
  'charges:read': ['charge.read'],
  'account:read': ['account.read'],
} as const satisfies Readonly<Record<string, readonly TenantPermission[]>>;

export type Scope = keyof typeof SCOPES;

export const SCOPE_NAMES = Object.keys(SCOPES) as readonly Scope[];

/** What each opens, for people who choose. */
export const SCOPE_WORDS: Readonly<Record<Scope, Readonly<Record<Language, string>>>> = {
  'agents:read': { zh: '查看座席及其当前状态', en: 'See agents and their state now' },
  'agents:write': { zh: '座席签入、签出、示闲、示忙', en: 'Log agents in and out, make them ready and not ready' },
  'agents:message': { zh: '给座席发消息、读消息', en: 'Send messages to agents, and read them' },
  'queues:read': { zh: '查看队列及排队人数', en: 'See queues and who waits in them now' },
  'calls:read': { zh: '查看当前通话', en: 'See the calls of now' },
  'calls:write': { zh: '点击外呼、挂断通话', en: 'Place calls (click-to-call) and hang up' },
  'calls:control': {
    zh: '座席控制通话：保持、转接、会议、录音等',
    en: 'What agents do with calls: hold, transfer, conference, recording',
  },
  'calls:supervise': {
    zh: '班长操作：监听、密语、强插、拦截、拆除、分配',
    en: 'What supervisors do: listen, whisper, barge in, take over, disconnect, assign',
  },
  'voicemail:read': { zh: '查看来电留言', en: 'Read messages that callers left' },
  'voicemail:handle': { zh: '标记留言已处理或未处理', en: 'Mark messages of callers as handled or new' },
  'call-records:read': { zh: '查看呼叫详单', en: 'Read call records' },
  'figures:read': { zh: '查看队列、座席统计和座席详单', en: 'Read figures of queues and agents, and agent records' },
  'charges:read': { zh: '查看话费明细', en: 'Read charges, line by line' },
  'account:read': { zh: '查看余额', en: 'Read the balance' },
};

/** Permissions of all the scopes; scopes that are unknown here (an older build, somebody's hand) give none. */
export function permissionsOfScopes(scopes: readonly string[]): readonly TenantPermission[] {
  const known = SCOPE_NAMES.filter((scope) => scopes.includes(scope));
  return [...new Set(known.flatMap((scope) => SCOPES[scope]))];
}
