import { stringify } from 'csv-stringify/sync';

import type { ExtensionRecord, LinesService, NewTelephone } from '../../lines/lines.service.js';

import type { Text } from '../../platform/errors/callrack-error.js';
import { FORWARDING_FIELDS } from './extension-forwarding-fields.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction, ConsoleResource, Field } from './resource.js';

export function extensionsResource(lines: LinesService): ConsoleResource {
  return {
    id: 'extension',
    module: 'inbound',
    icon: 'Phone',
    label: { zh: '内线', en: 'Extensions' },
    about: {
      zh: '企业的话机：4 位内线号和注册所用的账号。座席坐在内线上接听来电。新建内线时显示一次注册密码，之后不再可查，只能重新生成。',
      en: "The company's telephones: a number of 4 digits and an account that the telephone signs in by. Agents sit at extensions. The password is shown once, when the extension is made; afterwards it can only be made anew.",
    },
    fields: FIELDS,
    permissions: {
      read: 'extension.read',
      create: 'extension.create',
      update: 'extension.update',
      delete: 'extension.delete',
    },
    title: (record) => titleOf(record as ExtensionRecord),
    page: (session, query) => lines.pageOfExtensions(session, query),
    find: (session, id) => lines.findExtension(session, id),
    create: async (session, input, actor) => {
      const { extension, account } = await lines.createExtension(session, ownTenant(actor), input);
      return { record: extension, once: accountText(account) };
    },
    update: async (session, id, version, input) => ({
      record: await lines.updateExtension(session, id, version, input),
    }),
    remove: (session, id) => lines.removeExtension(session, id),
    actions: [inBulk(lines), newPassword(lines)],
  };
}

/** "1000 to 1049 in one go". */
function inBulk(lines: LinesService): ConsoleAction {
  return {
    name: 'createMany',
    on: 'resource',
    label: { zh: '批量创建', en: 'Create many' },
    icon: 'Copy',
    permission: 'extension.create',
    component: 'ExtensionsBulk',
    perform: async (session, _id, input, actor) => {
      const made = await lines.createExtensions(session, ownTenant(actor), input);
      const [first, last] = [made[0]?.extension.dn ?? '', made.at(-1)?.extension.dn ?? ''];
      return {
        done: {
          zh: `已创建 ${made.length} 个内线（${first}–${last}）。请立即保存密码，之后不再显示`,
          en: `Created ${made.length} extensions (${first}–${last}). Save the passwords now, they are not shown again`,
        },
        told: made.map(({ extension }) => ({ id: extension.id, label: titleOf(extension), after: extension })),
        data: { csv: csvOf(made), fileName: `extensions-${first}-${last}.csv` },
      };
    },
  };
}

function newPassword(lines: LinesService): ConsoleAction {
  return {
    name: 'newPassword',
    on: 'record',
    label: { zh: '重新生成密码', en: 'New password' },
    icon: 'Key',
    permission: 'extension.update',
    confirm: {
      zh: '现有密码将立即失效，话机需要用新密码重新注册。继续吗？',
      en: 'The present password will be worth nothing at once, and the telephone must sign in with the new one. Go on?',
    },
    perform: async (session, id) => {
      const { extension, account } = await lines.renewPassword(session, id);
      return {
        done: { zh: `内线 ${extension.dn} 的密码已更换`, en: `Extension ${extension.dn} has a new password` },
        told: [{ id, label: titleOf(extension) }],
        once: accountText(account),
      };
    },
  };
}

/** What people call a telephone. */
export function titleOf({ dn, label }: ExtensionRecord): string {
  return label === '' ? dn : `${dn} ${label}`;
}

function accountText({ user, password, server, port }: NewTelephone['account']): Text {
  return {
    zh: [
      '话机注册信息，密码只显示这一次：',
      `SIP 服务器：${server === '' ? '本机地址' : server}`,
      `端口：${port}（UDP）`,
      `用户名（认证名）：${user}`,
      `密码：${password}`,
    ].join('\n'),
    en: [
      'What the telephone signs in by; the password is shown this once:',
      `SIP server: ${server === '' ? 'address of this machine' : server}`,
      `Port: ${port} (UDP)`,
      `User name (authentication name): ${user}`,
      `Password: ${password}`,
    ].join('\n'),
  };
}

/** For a spreadsheet or for provisioning telephones; with a mark at the beginning by which Excel knows UTF-8. */
export function csvOf(made: readonly NewTelephone[]): string {
  const rows = made.map(({ extension: { dn, label }, account: { user, password, server, port } }) => ({
    dn,
    label,
    user,
    password,
    server,
    port,
  }));
  return stringify(rows, { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true });
}

const FIELDS: readonly Field[] = [
  {
    name: 'dn',
    kind: 'text',
    label: { zh: '内线号', en: 'Number' },
    hint: {
      zh: '4 位数字，本企业内不重复，如 1001。创建后不能修改：它是注册账号的一部分',
      en: '4 digits, unique in the company, such as 1001. It stays as it is: the account is made of it',
    },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
    sortable: true,
  },
  {
    name: 'label',
    kind: 'text',
    label: { zh: '备注', en: 'Label' },
    hint: {
      zh: '话机在哪里或归谁使用，如“前台”；可留空',
      en: 'Where it stands or whose it is, such as "Reception"; may be empty',
    },
    sortable: true,
  },
  {
    name: 'autoAnswer',
    kind: 'boolean',
    label: { zh: '自动应答', en: 'Answers by itself' },
    hint: {
      zh: '分配来电给其座席时，要求话机自动应答（话机需支持 Call-Info 或 Alert-Info）',
      en: 'When its agent is offered a call the telephone is asked to answer by itself (it must know Call-Info or Alert-Info)',
    },
  },
  {
    name: 'answersByNotify',
    kind: 'boolean',
    label: { zh: '可由程序应答', en: 'Answers when told' },
    hint: {
      zh: '座席程序可让正在振铃的话机应答（话机需支持 NOTIFY “Event: talk” 并已开启）',
      en: "Its agent's program may let it answer while it rings (it must know NOTIFY with Event: talk, and allow it)",
    },
  },
  {
    name: 'callsOut',
    kind: 'boolean',
    label: { zh: '未签入可外呼', en: 'Calls outside' },
    hint: {
      zh: '没有座席签入时，也可用这部话机拨打外线；内部通话总是可以',
      en: 'Calls outside may be dialled on it also while no agent is logged in; calls inside always may',
    },
  },
  ...FORWARDING_FIELDS,
  {
    name: 'endpoint',
    kind: 'text',
    label: { zh: 'SIP 用户名', en: 'SIP user name' },
    hint: {
      zh: '话机注册所用的用户名和认证名：企业代码-内线号',
      en: "What the telephone signs in as: the company's code, hyphen, number",
    },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'sipHost',
    kind: 'text',
    label: { zh: 'SIP 服务器', en: 'SIP server' },
    hint: { zh: '话机在此注册', en: 'Where the telephone registers' },
    on: ['show'],
    component: 'SipHost',
  },
];
