import { STATUS_NAMES } from '../../platform/tenancy/tenants.service.js';
import { languageField } from './language-field.js';
import type { Field } from './resource.js';

/** The ways from a tenant to what else the platform has of it. */
export const TENANT_LINKS: Field = {
  name: 'links',
  kind: 'text',
  label: { zh: '相关', en: 'See also' },
  on: ['show'],
  component: 'TenantLinks',
};

/** Of a box that is alone. */
const ALONE: Readonly<Record<string, Partial<Field>>> = {
  homeNodeId: { hint: { zh: '为该企业处理呼叫的机器', en: 'The machine that serves its calls' } },
  place: { label: { zh: '话机注册地址', en: 'SIP host' } },
};

/**
 * @param thisNode what the form of a new tenant proposes as its home
 * @param others whether there may be other nodes, of which it proposes the one with least to do
 */
export function tenantFields(thisNode: string, others: boolean): readonly Field[] {
  const home = { initial: thisNode, ...(others ? { component: 'HomeNode' } : {}) };
  return FIELDS.map((field) => ({
    ...field,
    ...(field.name === 'homeNodeId' ? home : {}),
    ...(others ? {} : ALONE[field.name]),
  }));
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '企业名称', en: 'Name' },
    hint: { zh: '最多 200 字，如“示例科技有限公司”', en: 'Up to 200 characters, such as "Example Ltd."' },
    required: true,
    sortable: true,
  },
  {
    name: 'code',
    kind: 'text',
    label: { zh: '企业代码', en: 'Code' },
    hint: {
      zh: '登录时输入，也是话机注册名的前缀（acme-1001），全平台唯一：小写字母、数字和连字符。创建后不能修改',
      en: "People sign in with it, and telephones' user names begin with it (acme-1001); unique on the platform: a-z, 0-9 and hyphen. It stays as it is",
    },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
    sortable: true,
  },
  {
    name: 'status',
    kind: 'choice',
    label: { zh: '状态', en: 'Status' },
    hint: {
      zh: '暂停和关闭的企业：新来电被拒绝并记录，正在进行的通话不受影响',
      en: 'Of suspended and closed tenants new calls are refused and recorded; running ones go on',
    },
    choices: Object.entries(STATUS_NAMES).map(([value, label]) => ({ value, label })),
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  languageField(
    { zh: '语言', en: 'Language' },
    {
      zh: '没有其他依据时企业来电提示和管理员界面的语言',
      en: 'Language of announcements, and of the console for its people, where nothing else says it',
    },
  ),
  {
    name: 'homeNodeId',
    kind: 'reference',
    to: 'node',
    label: { zh: '归属节点', en: 'Home node' },
    hint: {
      zh: '为该企业处理呼叫的节点；已填的是现在最空闲的，一般不用改。以后可用“迁移”更换',
      en: 'The node that serves its calls; the one given here has least to do now. Later it can be moved',
    },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
  },
  {
    name: 'place',
    kind: 'text',
    label: { zh: '话机注册地址与迁移', en: 'SIP host, and moves' },
    on: ['show'],
    component: 'TenantPlace',
  },
  {
    name: 'channelLimit',
    kind: 'number',
    initial: 30,
    label: { zh: '并发呼叫上限', en: 'Concurrent calls' },
    hint: {
      zh: '同时可有多少个呼叫（含排队中的）；超过的来电听忙音并记入呼损',
      en: 'How many calls it may have at once, waiting ones too; callers beyond are given busy and counted as lost',
    },
    required: true,
    sortable: true,
  },
  ...quotaFields(),
  {
    name: 'adminLogin',
    kind: 'text',
    initial: 'admin',
    label: { zh: '管理员用户名', en: "Administrator's login" },
    hint: {
      zh: '企业第一个管理员的登录名，如 admin：小写字母、数字、点、下划线和连字符',
      en: 'What its first administrator signs in as, such as admin: a-z, 0-9, dot, underscore and hyphen',
    },
    required: true,
    on: ['create'],
  },
  {
    name: 'adminName',
    kind: 'text',
    label: { zh: '管理员姓名', en: "Administrator's name" },
    hint: { zh: '显示在控制台和审计日志中', en: 'Shown in the console and in the audit log' },
    required: true,
    on: ['create'],
  },
  {
    name: 'createdAt',
    kind: 'instant',
    label: { zh: '开户时间', en: 'Opened' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'purgeAt',
    kind: 'instant',
    label: { zh: '数据删除时间', en: 'Data deleted after' },
    hint: {
      zh: '已关闭的企业到此时间后，全部数据将被永久删除；在此之前可以重新开通',
      en: 'After this everything of a closed tenant is deleted for good; until then it can be reopened',
    },
    on: ['show', 'filter'],
    sortable: true,
  },
];

function quotaFields(): readonly Field[] {
  return [
    ...liveQuotas(),
    {
      name: 'agentLimit',
      kind: 'number',
      initial: 100,
      label: { zh: '座席配额', en: 'Agents allowed' },
      hint: {
        zh: '最多可建多少个座席。低于现有数量时，已有的保留，不能再新增',
        en: 'How many agents it may have. Below what it has: those stay, none can be added',
      },
      required: true,
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'agentsUsed',
      kind: 'text',
      label: { zh: '座席（已用 / 配额）', en: 'Agents (used / allowed)' },
      on: ['show'],
    },
    {
      name: 'extensionLimit',
      kind: 'number',
      initial: 100,
      label: { zh: '内线配额', en: 'Extensions allowed' },
      hint: { zh: '最多可建多少个内线，不超过 10000', en: 'How many extensions it may have, at most 10000' },
      required: true,
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'extensionsUsed',
      kind: 'text',
      label: { zh: '内线（已用 / 配额）', en: 'Extensions (used / allowed)' },
      on: ['show'],
    },
    {
      name: 'promptStorageLimitMb',
      kind: 'number',
      initial: 200,
      label: { zh: '语音文件空间（MB）', en: 'Prompt storage (MB)' },
      hint: {
        zh: '上传的语音文件合计最多占多少空间；1 MB 约为 1 分钟语音',
        en: 'How much its uploaded prompts may take together; 1 MB is about a minute of speech',
      },
      required: true,
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'promptMbUsed',
      kind: 'text',
      label: { zh: '语音文件（已用 / 配额，MB）', en: 'Prompts (used / allowed, MB)' },
      on: ['show'],
    },
  ];
}

/** Of what the tenant holds at this moment; the engine counts it. */
function liveQuotas(): readonly Field[] {
  return [
    {
      name: 'now',
      kind: 'text',
      label: { zh: '此刻使用', en: 'In use now' },
      on: ['show'],
      component: 'TenantNow',
    },
    TENANT_LINKS,
    {
      name: 'seatLimit',
      kind: 'number',
      label: { zh: '同时签入座席', en: 'Agents signed in' },
      hint: {
        zh: '最多几个座席同时签入，超过的签入被拒绝并告警；留空不限。低于现在的签入数时，已签入的不受影响',
        en: 'How many agents may be signed in at once; those beyond are refused, with an alarm; empty: no limit. Below what is signed in now: those stay',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'ivrLimit',
      kind: 'number',
      label: { zh: '来话菜单路数', en: 'Callers in menus' },
      hint: {
        zh: '最多几个来电同时在来话菜单中，超过的听忙音并记入呼损；留空不限',
        en: 'How many callers may be in menus at once; those beyond are given busy and counted as lost; empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'recordedSeatLimit',
      kind: 'number',
      label: { zh: '同时录音', en: 'Recorded at once' },
      hint: {
        zh: '最多几个通话同时录音，超过的照常通话但不录音并告警；留空不限',
        en: 'How many conversations may be recorded at once; those beyond go on without, with an alarm; empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
    {
      name: 'speechLineLimit',
      kind: 'number',
      label: { zh: 'TTS 路数', en: 'TTS lines' },
      hint: {
        zh: '最多几段文字同时合成语音，已合成过的不计，超过的不合成并计数；留空不限',
        en: 'How many texts may be spoken at once, those spoken before not counted; those beyond are refused and counted; empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'create', 'edit', 'filter'],
      sortable: true,
    },
  ];
}
