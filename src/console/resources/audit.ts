import type { Language } from '../../kernel/language.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditEntry, AuditService } from '../../platform/access/audit.service.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { ConsoleRegister } from '../console-register.js';
import { PERMISSION_WORDS } from '../words/permission-words.js';
import { FAILURES } from '../words/failure-words.js';
import { ChangeTeller } from './audit-change.js';
import type { ChangedField } from './audit-told.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

type Choices = NonNullable<Field['choices']>;

/** What people can look for; an act that is not here is shown by its own name. */
const ACTIONS: Readonly<Record<string, Text>> = {
  create: { zh: '新建', en: 'create' },
  update: { zh: '修改', en: 'change' },
  delete: { zh: '删除', en: 'delete' },
  createMany: { zh: '批量新建', en: 'create in bulk' },
  listen: { zh: '收听', en: 'listen' },
  download: { zh: '下载', en: 'download' },
  export: { zh: '导出', en: 'export' },
  suspend: { zh: '暂停', en: 'suspend' },
  resume: { zh: '恢复', en: 'resume' },
  close: { zh: '关闭', en: 'close' },
  reopen: { zh: '重新开通', en: 'reopen' },
  addAdmin: { zh: '新增管理员', en: 'add an administrator' },
  give: { zh: '分配', en: 'give' },
  take: { zh: '收回', en: 'take back' },
  newVersion: { zh: '新建版本', en: 'new version' },
  rerate: { zh: '重新计费', en: 'price again' },
  cancel_export: { zh: '取消导出', en: 'cancel export' },
  logIn: { zh: '签入座席', en: 'log agent in' },
  goReady: { zh: '强制示闲', en: 'force ready' },
  goNotReady: { zh: '强制示忙', en: 'force not ready' },
  logOut: { zh: '强制签出', en: 'force logout' },
  extendWrapUp: { zh: '延长话后处理', en: 'extend wrap-up' },
  endWrapUp: { zh: '结束话后处理', en: 'end wrap-up' },
  say: { zh: '填写通话小结', en: 'say what came of a call' },
  adoptUsual: { zh: '采用常用原因', en: 'take over the usual reasons' },
  placeCall: { zh: '点击外呼', en: 'place call' },
  hangUp: { zh: '挂断通话', en: 'hang up' },
  pay: { zh: '充值 / 调整', en: 'pay in or correct' },
  revoke: { zh: '吊销', en: 'revoke' },
  invite: { zh: '生成加入码', en: 'make a code to join' },
  join: { zh: '加入集群', en: 'join the cluster' },
  clusterSettings: { zh: '集群设置', en: 'settings of the cluster' },
  set_leaving: { zh: '准备退出', en: 'let it leave' },
  leave: { zh: '退出集群', en: 'leave the cluster' },
  dismiss: { zh: '移除节点', en: 'dismiss the node' },
  move: { zh: '迁移', en: 'move' },
  takeOver: { zh: '接管企业', en: 'take over tenants' },
  cancel: { zh: '取消迁移', en: 'cancel the move' },
  purge: { zh: '清除数据', en: 'delete all data' },
  newPassword: { zh: '重置密码', en: 'new first password' },
  forgetSecondFactor: { zh: '解除两步验证', en: 'remove second factor' },
  sign_in: { zh: '登录', en: 'sign in' },
  sign_in_failed: { zh: '登录失败', en: 'failed sign-in' },
  locked_out: { zh: '账号锁定', en: 'locked out' },
  address_blocked: { zh: '网络地址受限', en: 'network address blocked' },
  sign_out: { zh: '退出', en: 'sign out' },
  sign_out_everywhere: { zh: '结束其他登录', en: 'sign out everywhere' },
  change_profile: { zh: '修改个人信息', en: 'change own profile' },
  change_password: { zh: '修改密码', en: 'change own password' },
  reset_password: { zh: '本机重置密码', en: 'password reset on the machine' },
  second_factor_on: { zh: '启用两步验证', en: 'second factor on' },
  second_factor_off: { zh: '停用两步验证', en: 'second factor off' },
};

/** Who a command on the machine itself is written down as. */
const MACHINE = 'appliance';
const BY_KEY: Text = { zh: 'API 密钥', en: 'API key' };
const ON_THE_BOX: Text = { zh: '本机命令', en: 'Command on the box' };

const THING = 'thing.';
const OBJECT_TYPES: Readonly<Record<string, Text>> = {
  call: { zh: '通话', en: 'Call' },
  queue_figures: { zh: '队列统计', en: 'Queue figures' },
  agent_figures: { zh: '座席统计', en: 'Agent figures' },
  path_figures: { zh: '流程路径', en: 'Paths through flows' },
  agent_record: { zh: '座席详单', en: 'Agent records' },
  tenant_move: { zh: '企业迁移', en: 'Move of a tenant' },
  // sign-ins and what people do with their own accounts
  sign_in: { zh: '操作员/平台管理员（本人账户）', en: 'Operator (own account)' },
  ...Object.fromEntries(
    Object.entries(PERMISSION_WORDS)
      .filter(([name]) => name.startsWith(THING))
      .map(([name, text]) => [name.slice(THING.length), text]),
  ),
};

function choices(texts: Readonly<Record<string, Text>>): Choices {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

const FIELDS: readonly Field[] = [
  {
    name: 'at',
    kind: 'instant',
    label: { zh: '时间', en: 'Time' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'operator',
    kind: 'text',
    label: { zh: '操作人', en: 'Who' },
    hint: { zh: '用户名或姓名的一部分', en: 'Part of a user name or name' },
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'action',
    kind: 'choice',
    label: { zh: '动作', en: 'Act' },
    choices: choices(ACTIONS),
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'objectType',
    kind: 'choice',
    label: { zh: '对象类型', en: 'Kind of object' },
    choices: choices(OBJECT_TYPES),
    on: ['list', 'show', 'filter'],
  },
  { name: 'objectLabel', kind: 'text', label: { zh: '对象', en: 'Object' }, on: ['list', 'show'] },
  { name: 'objectId', kind: 'text', label: { zh: '对象编号', en: 'Id of the object' }, on: ['show', 'filter'] },
  { name: 'address', kind: 'text', label: { zh: '网络地址', en: 'Network address' }, on: ['list', 'show'] },
  {
    name: 'keyword',
    kind: 'text',
    label: { zh: '关键词', en: 'Keyword' },
    hint: {
      zh: '在对象名称和改动前后的内容中查找',
      en: 'Looked for in objects’ names and in what was before and after',
    },
    on: ['filter'],
  },
  {
    name: 'change',
    kind: 'json',
    label: { zh: '改动', en: 'Change' },
    component: 'AuditChange',
    choices: [
      { value: 'field', label: { zh: '字段', en: 'Field' } },
      { value: 'before', label: { zh: '改动前', en: 'Before' } },
      { value: 'after', label: { zh: '改动后', en: 'After' } },
    ],
    on: ['show'],
  },
];

const TENANT: Field = {
  name: 'tenant',
  kind: 'text',
  label: { zh: '企业代码', en: 'Company code' },
  hint: { zh: '完整的企业代码；平台自己的记录没有', en: 'The whole code; entries of the platform itself have none' },
  on: ['list', 'show', 'filter'],
};

interface AuditRecord extends ConsoleRecord {
  readonly objectLabel: string;
}

/** The audit log, read only: a tenant's own, or for the platform everybody's. */
export function auditResource(
  audit: AuditService,
  register: ConsoleRegister,
  side: 'tenant' | 'platform',
): ConsoleResource {
  const ofPlatform = side === 'platform';
  return {
    id: ofPlatform ? 'platform_audit' : 'audit',
    module: 'system',
    icon: 'FileText',
    label: { zh: '审计日志', en: 'Audit log' },
    about: {
      zh: '谁在什么时间从哪里做了什么：所有修改、登录，以及收听录音和导出。记录只增加，任何人都不能修改或删除。总数超过 10000 时显示为 10000，请缩小查询范围',
      en: 'Who did what, when and from where: all changes, sign-ins, recordings listened to, exports. Entries are added only, nobody can change or delete one. More than 10,000 are shown as 10,000: ask for less',
    },
    fields: ofPlatform ? [...FIELDS.slice(0, 2), TENANT, ...FIELDS.slice(2)] : FIELDS,
    permissions: { read: ofPlatform ? 'platform_audit.read' : 'audit.read' },
    title: (record) => (record as AuditRecord).objectLabel,
    page: async (session, query, actor) => {
      const { items, total } = await audit.page(session, query);
      const titles = await titlesOfCalls(items, new ChangeTeller(register, session, actor));
      return { items: items.map((entry) => toRecord(entry, actor, titles)), total };
    },
    find: (session, id, actor) => findEntry(audit, register, session, id, actor),
  };
}

async function findEntry(
  audit: AuditService,
  register: ConsoleRegister,
  session: DbSession,
  id: string,
  actor: Actor,
): Promise<AuditRecord | undefined> {
  const entry = await audit.find(session, id);
  if (entry === undefined) return undefined;
  const teller = new ChangeTeller(register, session, actor);
  const changes = await teller.changesOf(entry);
  return toRecord(entry, actor, await titlesOfCalls([entry], teller), changes.length === 0 ? null : changes);
}

/** Recordings are told by the id of their call, which nobody knows by heart: id -> what the call is called. */
async function titlesOfCalls(
  entries: readonly AuditEntry[],
  teller: ChangeTeller,
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const { objectType, objectId, objectLabel } of entries) {
    if (objectType !== 'recording' || objectId === null || objectId !== objectLabel || titles.has(objectId)) continue;
    titles.set(objectId, await teller.titleOf('call_record', objectId));
  }
  return titles;
}

function toRecord(
  { operatorLogin, operatorName, byKey, before: _before, after, ...entry }: AuditEntry,
  { language }: Actor,
  titles: ReadonlyMap<string, string>,
  change: readonly ChangedField[] | null = null,
): AuditRecord {
  const person = operatorName === '' ? operatorLogin : `${operatorName} (${operatorLogin})`;
  const onTheBox = operatorLogin === MACHINE && operatorName === MACHINE;
  const operator = byKey ? `${BY_KEY[language]} ${operatorName}` : onTheBox ? ON_THE_BOX[language] : person;
  const title = titles.get(entry.objectId ?? '') ?? entry.objectLabel;
  const objectLabel = title + notDone(after, language);
  return { ...entry, operator, objectLabel, change } as AuditRecord;
}

/** What was tried and then refused has an entry of its own beside that of the try. */
function notDone(after: AuditEntry['after'], language: Language): string {
  const failure = after?.failure;
  if (typeof failure !== 'string') return '';
  const why = (FAILURES[failure] ?? { zh: failure, en: failure })[language];
  return language === 'zh' ? `（未执行：${why}）` : ` (not done: ${why})`;
}
