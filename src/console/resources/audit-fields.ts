import type { Text } from '../../platform/errors/callrack-error.js';
import { AGENT_PHASES } from '../../reports/core/agent-record.js';
import { EXPORT_COLUMNS } from '../../reports/core/export-columns.js';
import { GROUPING_WORDS } from '../../reports/core/figures/asked.js';
import { FAILURES } from '../words/failure-words.js';
import type { Field } from './resource.js';

/** A field of an entry; the last two kinds are those of exports. */
export type ToldField = Pick<Field, 'name' | 'label' | 'choices' | 'to'> & {
  readonly kind: Field['kind'] | 'callFilter' | 'callColumns';
};

const text = (name: string, label: Text): ToldField => ({ name, kind: 'text', label });

const LANGUAGE: ToldField = {
  name: 'language',
  kind: 'choice',
  label: { zh: '语言', en: 'Language' },
  choices: [
    { value: 'zh', label: { zh: '中文', en: 'Chinese' } },
    { value: 'en', label: { zh: '英文', en: 'English' } },
  ],
};

const OF_ACCOUNTS: readonly ToldField[] = [
  text('name', { zh: '姓名', en: 'Name' }),
  LANGUAGE,
  {
    name: 'reason',
    kind: 'choice',
    label: { zh: '原因', en: 'Reason' },
    choices: [
      { value: 'unknown', label: { zh: '没有这个企业或用户', en: 'No such company or user' } },
      { value: 'password', label: { zh: '密码错误', en: 'Wrong password' } },
      { value: 'code', label: { zh: '验证码错误', en: 'Wrong code' } },
      { value: 'disabled', label: { zh: '账号已停用', en: 'The account is disabled' } },
    ],
  },
  text('company', { zh: '输入的企业代码', en: 'Company code as typed' }),
  text('failures', { zh: '连续失败次数', en: 'Failures in a row' }),
  text('minutes', { zh: '锁定时间（分钟）', en: 'Locked for (minutes)' }),
];

const OF_EXPORTS: readonly ToldField[] = [
  {
    name: 'format',
    kind: 'choice',
    label: { zh: '文件格式', en: 'Format of the file' },
    choices: [
      { value: 'xlsx', label: { zh: 'Excel', en: 'Excel' } },
      { value: 'csv', label: { zh: 'CSV', en: 'CSV' } },
    ],
  },
  { name: 'rows', kind: 'number', label: { zh: '条数', en: 'Rows' } },
  { name: 'filter', kind: 'callFilter', label: { zh: '筛选条件', en: 'Conditions' } },
  { name: 'columns', kind: 'callColumns', label: { zh: '导出的列', en: 'Columns' } },
];

const choicesOf = (words: Readonly<Record<string, Text>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Conditions of exports beside those of call records. */
export const EXPORT_CONDITIONS: readonly ToldField[] = [
  { name: 'interval', kind: 'instant', label: { zh: '时间', en: 'Time' } },
  { name: 'by', kind: 'choice', label: { zh: '统计时段', en: 'Interval' }, choices: choicesOf(GROUPING_WORDS) },
  text('ids', { zh: '队列或座席编号', en: 'Ids of queues or agents' }),
  { name: 'beganAt', kind: 'instant', label: { zh: '开始时间', en: 'Begin' } },
  { name: 'phase', kind: 'choices', label: { zh: '状态', en: 'State' }, choices: choicesOf(AGENT_PHASES) },
];

const OF_TARIFFS: readonly ToldField[] = [
  { name: 'number', kind: 'number', label: { zh: '版本号', en: 'Version' } },
  { name: 'validFrom', kind: 'instant', label: { zh: '生效时间', en: 'Valid from' } },
  text('note', { zh: '备注', en: 'Note' }),
  { name: 'rates', kind: 'number', label: { zh: '费率数', en: 'Rates' } },
  text('tenant', { zh: '企业', en: 'Tenant' }),
  { name: 'from', kind: 'instant', label: { zh: '通话时段，从', en: 'Calls from' } },
  { name: 'to', kind: 'instant', label: { zh: '到（不含）', en: 'until (not included)' } },
  { name: 'trial', kind: 'boolean', label: { zh: '预演', en: 'Trial' } },
];

const ROLE = text('role', { zh: '角色', en: 'Role' });

const OF_PAYMENTS: readonly ToldField[] = [
  {
    name: 'kind',
    kind: 'choice',
    label: { zh: '类型', en: 'Kind' },
    choices: [
      { value: 'top_up', label: { zh: '充值', en: 'Paid in' } },
      { value: 'correction', label: { zh: '调整', en: 'Correction' } },
    ],
  },
  { name: 'amountMicro', kind: 'money', label: { zh: '金额', en: 'Amount' } },
  text('note', { zh: '备注', en: 'Note' }),
];

const FAILURE: ToldField = {
  name: 'failure',
  kind: 'choice',
  label: { zh: '没有执行的原因', en: 'Why it was not done' },
  choices: Object.entries(FAILURES).map(([value, label]) => ({ value, label: label ?? { zh: value, en: value } })),
};

/** What entries tell beside the fields of the resource, by kind of object. */
export const FIELDS_BESIDE: Readonly<Record<string, readonly ToldField[]>> = {
  sign_in: OF_ACCOUNTS,
  call_record: OF_EXPORTS,
  queue_figures: OF_EXPORTS,
  agent_figures: OF_EXPORTS,
  path_figures: OF_EXPORTS,
  agent_record: OF_EXPORTS,
  operator: [ROLE],
  platform_operator: [ROLE],
  tariff: OF_TARIFFS,
  platform_number: [text('tenant', { zh: '企业', en: 'Tenant' })],
  tenant_account: OF_PAYMENTS,
  tenant_trunk: [text('trunk', { zh: '外线', en: 'Trunk' }), text('tenant', { zh: '企业', en: 'Tenant' })],
  agent: [text('reason', { zh: '示忙原因', en: 'Reason of not ready' }), FAILURE],
  call: [
    text('agent', { zh: '工号', en: 'Agent number' }),
    text('to', { zh: '被叫号码', en: 'Called' }),
    text('showing', { zh: '主叫显示', en: 'Number shown' }),
    FAILURE,
  ],
  node: [
    { name: 'expiresAt', kind: 'instant', label: { zh: '加入码有效期至', en: 'Code good until' } },
    text('replaces', { zh: '替换节点', en: 'In place of' }),
    text('state', { zh: '状态', en: 'State' }),
    text('sipDomain', { zh: 'SIP 域名', en: 'SIP domain' }),
    { name: 'tenants', kind: 'number', label: { zh: '企业', en: 'Tenants' } },
    text('to', { zh: '新节点', en: 'New home' }),
    text('invitedBy', { zh: '邀请人', en: 'Invited by' }),
    text('build', { zh: '软件版本', en: 'Software version' }),
    { name: 'linkPort', kind: 'text', label: { zh: '集群端口', en: 'Port of the link' } },
    {
      name: 'sipTlsPort',
      kind: 'text',
      label: { zh: '节点间 SIP 端口', en: 'SIP port between nodes' },
    },
    { name: 'sipPort', kind: 'text', label: { zh: 'SIP 端口', en: 'SIP port' } },
    text('certificate', { zh: '证书序列号', en: 'Serial of the certificate' }),
  ],
  tenant: [text('login', { zh: '新管理员的用户名', en: 'User name of the new administrator' }), LANGUAGE],
};

/** Told twice: by its id, and by its name for whoever reads the log. */
export const TOLD_BY_NAME: Readonly<Record<string, string>> = {
  roleId: 'role',
  tariffId: 'tariffName',
  trunkId: 'trunk',
};

export const COLUMN_NAMES: Readonly<Record<string, Text>> = Object.fromEntries(
  // a name of several has the words of call records
  Object.values(EXPORT_COLUMNS)
    .toReversed()
    .flatMap((columns) => columns.map(({ name, label }) => [name, label])),
);
