import type { Text } from '../../platform/errors/callrack-error.js';
import type { PLATFORM_ACTIONS, TENANT_ACTIONS } from '../../platform/access/core/permissions.js';

type Things = keyof typeof TENANT_ACTIONS | keyof typeof PLATFORM_ACTIONS;
type Verbs =
  | (typeof TENANT_ACTIONS)[keyof typeof TENANT_ACTIONS][number]
  | (typeof PLATFORM_ACTIONS)[keyof typeof PLATFORM_ACTIONS][number];

const THINGS: Readonly<Record<Things, Text>> = {
  extension: { zh: '内线', en: 'Extensions' },
  agent: { zh: '座席', en: 'Agents' },
  calendar: { zh: '日历', en: 'Calendars' },
  connection: { zh: '外部系统', en: 'Connections' },
  mailbox: { zh: '留言信箱', en: 'Mailboxes' },
  evaluation: { zh: '评价', en: 'Evaluations' },
  voicemail: { zh: '留言', en: 'Voicemail messages' },
  agent_group: { zh: '班组', en: 'Agent groups' },
  queue: { zh: '队列', en: 'Queues' },
  menu: { zh: '来话菜单', en: 'Menus' },
  prompt: { zh: '语音文件', en: 'Prompts' },
  access_number: { zh: '接入码', en: 'Access numbers' },
  call_record: { zh: '呼叫详单', en: 'Call records' },
  figures: { zh: '队列和座席统计', en: 'Figures of queues and agents' },
  recording: { zh: '录音', en: 'Recordings' },
  live: { zh: '实时状态', en: 'Live status' },
  call: { zh: '通话', en: 'Calls' },
  account: { zh: '账户与余额', en: 'Account and balance' },
  charge: { zh: '话费', en: 'Charges' },
  limit_reached: { zh: '限额告警', en: 'Limits reached' },
  api_key: { zh: 'API 密钥', en: 'API keys' },
  operator: { zh: '操作员', en: 'Operators' },
  role: { zh: '角色', en: 'Roles' },
  audit: { zh: '审计日志', en: 'Audit log' },
  tenant: { zh: '企业', en: 'Tenants' },
  trunk: { zh: '外线', en: 'Trunks' },
  tenant_trunk: { zh: '企业外线', en: 'Trunks of tenants' },
  tariff: { zh: '资费', en: 'Tariffs' },
  tenant_account: { zh: '企业账户', en: 'Accounts of tenants' },
  platform_charge: { zh: '各企业话费', en: 'Charges of all tenants' },
  platform_limit_reached: { zh: '各企业限额告警', en: 'Limits reached by all tenants' },
  platform_number: { zh: '接入码分配', en: 'Access numbers of the platform' },
  platform_operator: { zh: '平台管理员', en: 'Platform operators' },
  platform_role: { zh: '平台角色', en: 'Platform roles' },
  queue_share: { zh: '跨企业队列', en: 'Queues between tenants' },
  node: { zh: '节点', en: 'Nodes' },
  system: { zh: '系统状态', en: 'System status' },
  platform_live: { zh: '平台实时状态', en: 'Live status of the platform' },
  platform_audit: { zh: '平台审计日志', en: 'Audit log of the platform' },
};

const VERBS: Readonly<Record<Verbs, Text>> = {
  read: { zh: '查看', en: 'see' },
  create: { zh: '新建', en: 'create' },
  update: { zh: '修改', en: 'change' },
  delete: { zh: '删除', en: 'delete' },
  originate: { zh: '发起', en: 'originate' },
  act: { zh: '控制', en: 'control' },
  supervise: { zh: '班长操作', en: 'supervise' },
  message: { zh: '发消息', en: 'send messages to' },
  hang_up: { zh: '挂断', en: 'hang up' },
  revoke: { zh: '吊销', en: 'revoke' },
  rerate: { zh: '重新计费', en: 'price again' },
  pay: { zh: '充值与调整', en: 'pay in and correct' },
  handle: { zh: '处理', en: 'deal with' },
  command: { zh: '操作', en: 'command' },
  export: { zh: '导出', en: 'export' },
  listen: { zh: '收听', en: 'listen' },
  download: { zh: '下载', en: 'download' },
  suspend: { zh: '暂停与恢复', en: 'suspend and resume' },
  close: { zh: '关闭', en: 'close' },
  move: { zh: '迁移', en: 'move' },
  add: { zh: '加入', en: 'add' },
  remove: { zh: '移除', en: 'remove' },
};

/** Words of permissions: `thing.queue`, `verb.read`. */
export const PERMISSION_WORDS: Readonly<Record<string, Text>> = Object.fromEntries([
  ...Object.entries(THINGS).map(([thing, text]) => [`thing.${thing}`, text] as const),
  ...Object.entries(VERBS).map(([verb, text]) => [`verb.${verb}`, text] as const),
]);
