import type { ConnectionsService } from '../../connections/connections.service.js';
import type { ConnectionRecord } from '../../connections/core/connection.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { ConsoleResource, Field } from '../resources/resource.js';

/** Systems of the company that flows ask. */
export function connectionsResource(connections: ConnectionsService): ConsoleResource {
  return {
    id: 'connection',
    module: 'inbound',
    icon: 'Link2',
    label: { zh: '外部系统', en: 'Connections' },
    about: {
      zh: '本企业自己的系统：来话流程在通话中向它查询，例如按编号查办件、核对密码。支持 HTTP 接口和 PostgreSQL 数据库（只读）。密钥只写不读，保存后任何人都看不到。内网地址须由平台管理员在设置 CONNECTION_NETWORKS 中开放。',
      en: 'Systems of your own that flows ask during a call, such as the state of a case by its number, or whether a PIN is right: by HTTP, or of a PostgreSQL database, which is only read. A secret is written and never read again. Addresses in private networks are opened by the operator of the platform (setting CONNECTION_NETWORKS).',
    },
    fields: FIELDS,
    permissions: {
      ...{ read: 'connection.read', create: 'connection.create' },
      ...{ update: 'connection.update', delete: 'connection.delete' },
    },
    title: (record) => (record as ConnectionRecord).name,
    page: (session, query) => connections.pageOfConnections(session, query),
    find: (session, id) => connections.findConnection(session, id),
    create: async (session, input, actor) => ({
      record: await connections.createConnection(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await connections.updateConnection(session, id, version, input),
    }),
    remove: (session, id) => connections.removeConnection(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '本企业内不重复，例如“工单系统”', en: 'Unique in the company, such as "Case system"' },
    required: true,
    sortable: true,
  },
  {
    name: 'address',
    kind: 'text',
    label: { zh: '地址', en: 'Address' },
    hint: {
      zh: 'https://crm.example.com/api，或 postgresql://用户@主机:5432/库名?sslmode=verify-full；其中不写密码',
      en: 'https://crm.example.com/api, or postgresql://user@host:5432/database?sslmode=verify-full; without a password',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'secretHeader',
    kind: 'text',
    label: { zh: '密钥请求头', en: 'Header of the secret' },
    hint: {
      zh: '仅用于 HTTP；留空为 Authorization，例如 X-Api-Key',
      en: 'HTTP only; Authorization where empty, or such as X-Api-Key',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'secret',
    kind: 'text',
    component: 'SecretEdit',
    label: { zh: '密钥', en: 'Secret' },
    hint: {
      zh: 'HTTP：整个请求头的值，例如 Bearer …；数据库：密码。修改时留空表示不变',
      en: 'HTTP: the whole value of the header, such as Bearer …; database: the password. Left empty it stays as it is',
    },
    on: ['create', 'edit'],
  },
  {
    name: 'hasSecret',
    kind: 'boolean',
    label: { zh: '已设密钥', en: 'Has a secret' },
    on: ['list', 'show'],
  },
];
