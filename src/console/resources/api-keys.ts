import type { ApiKey, ApiKeysService } from '../../platform/access/api-keys.service.js';
import { SCOPE_NAMES, SCOPE_WORDS } from '../../platform/access/core/scopes.js';
import type { ConsoleAction, ConsoleResource, Field } from './resource.js';

/** Keys of a tenant's programs. A secret is seen once, by who has made it. */
export function apiKeysResource(keys: ApiKeysService): ConsoleResource {
  return {
    id: 'api_key',
    module: 'system',
    icon: 'Key',
    label: { zh: 'API 密钥', en: 'API keys' },
    about: {
      zh: '贵公司的程序（CRM、工单系统等）用密钥调用 REST 接口，文档在 /docs。每个程序用自己的密钥，只给它需要的权限范围；密钥泄露或不再使用时请吊销。密钥属于企业：创建人被停用或删除后，密钥仍然有效。',
      en: 'Programs of yours, such as a CRM, use the REST interface with a key; it is documented at /docs. Give each program a key of its own with no more than it needs, and revoke a key that is lost or no longer used. A key is the company’s: it stays valid when whoever made it is disabled or deleted.',
    },
    fields: FIELDS,
    permissions: { read: 'api_key.read', create: 'api_key.create' },
    title: (record) => (record as ApiKey).name,
    page: (session, query) => keys.pageOfKeys(session, query),
    find: (session, id) => keys.findKey(session, id),
    create: async (session, input, actor) => {
      const { record, secret } = await keys.createKey(session, actor, input);
      return { record, once: { zh: secret, en: secret } };
    },
    actions: [revoke(keys)],
  };
}

function revoke(keys: ApiKeysService): ConsoleAction {
  return {
    name: 'revoke',
    on: 'record',
    label: { zh: '吊销', en: 'Revoke' },
    icon: 'Slash',
    permission: 'api_key.revoke',
    confirm: {
      zh: '使用该密钥的程序立即不能再调用接口，吊销后不能恢复。吊销吗？',
      en: 'Programs that use this key are refused from now on, and it cannot be undone. Revoke it?',
    },
    appliesTo: (record) => (record as ApiKey).state !== 'revoked',
    perform: async (session, id) => {
      const before = await keys.findKey(session, id);
      const after = await keys.revokeKey(session, id);
      return {
        done: { zh: `密钥“${after.name}”已吊销`, en: `The key "${after.name}" is revoked` },
        told: [{ id, label: after.name, before: before ?? null, after }],
      };
    },
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '哪个程序使用，如“CRM 弹屏”', en: 'Which program uses it, such as "CRM screen pop"' },
    required: true,
    sortable: true,
  },
  {
    name: 'scopes',
    kind: 'choices',
    label: { zh: '权限范围', en: 'Scopes' },
    hint: {
      zh: '只选该程序需要的；您只能给出自己拥有的权限',
      en: 'No more than the program needs; you can give only what you may yourself',
    },
    // by their names too: the documents, and the refusals of the interface, name them so
    choices: SCOPE_NAMES.map((value) => ({
      value,
      label: { zh: `${SCOPE_WORDS[value].zh}（${value}）`, en: `${SCOPE_WORDS[value].en} (${value})` },
    })),
    required: true,
    on: ['list', 'show', 'create'],
  },
  {
    name: 'state',
    kind: 'choice',
    label: { zh: '状态', en: 'State' },
    choices: [
      { value: 'active', label: { zh: '有效', en: 'Active' } },
      { value: 'expired', label: { zh: '已过期', en: 'Expired' } },
      { value: 'revoked', label: { zh: '已吊销', en: 'Revoked' } },
    ],
    on: ['list', 'show'],
  },
  {
    name: 'hint',
    kind: 'text',
    label: { zh: '密钥末尾', en: 'Ends with' },
    hint: {
      zh: '密钥的最后几个字符，用于辨认；密钥本身只在新建时显示一次，系统不保存',
      en: 'The last characters of the key, to tell keys apart; the key itself is shown once, when it is made, and kept nowhere',
    },
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'expiresAt',
    kind: 'instant',
    label: { zh: '有效期至', en: 'Valid until' },
    hint: { zh: '到期后自动失效；留空表示长期有效', en: 'Refused afterwards; empty: it does not expire' },
    on: ['list', 'show', 'create', 'filter'],
    sortable: true,
  },
  {
    name: 'lastUsedAt',
    kind: 'instant',
    label: { zh: '最近使用', en: 'Last used' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'createdAt',
    kind: 'instant',
    label: { zh: '创建时间', en: 'Created' },
    on: ['show', 'filter'],
    sortable: true,
  },
  {
    name: 'createdByName',
    kind: 'text',
    label: { zh: '创建人', en: 'Created by' },
    hint: {
      zh: '创建人被停用或删除后，密钥仍然有效',
      en: 'The key stays valid when they are disabled or deleted',
    },
    on: ['show', 'filter'],
  },
  {
    name: 'revokedAt',
    kind: 'instant',
    label: { zh: '吊销时间', en: 'Revoked' },
    on: ['show', 'filter'],
    sortable: true,
  },
];
