import type { NamedShare, QueueShareRecord, QueueSharesService } from '../../acd/queue-shares.service.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditRepository } from '../../platform/access/audit.repository.js';
import type { Act } from '../../platform/access/gate.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { tellTenant } from './tenant-log.js';
import type { ConsoleResource, Field } from './resource.js';

/** With the names of both tenants, for titles and for whoever reads the logs. */
type Shown = QueueShareRecord & { readonly tenant: string; readonly toTenant: string };

export interface QueueShareRooms {
  readonly shares: QueueSharesService;
  readonly audit: AuditRepository;
  tenantName(session: DbSession, id: string): Promise<string | undefined>;
}

/** The platform's side: whose callers may go on to whose queue. */
export function queueSharesResource(rooms: QueueShareRooms): ConsoleResource {
  const { shares } = rooms;
  const named = async (session: DbSession, record: QueueShareRecord): Promise<Shown> => ({
    ...record,
    tenant: (await rooms.tenantName(session, record.tenantId)) ?? '',
    toTenant: (await rooms.tenantName(session, record.toTenantId)) ?? '',
  });
  const mustFind = async (session: DbSession, id: string): Promise<Shown | null> => {
    const record = await shares.findQueueShare(session, id);
    return record === undefined ? null : named(session, record);
  };
  /** Both sides read it in their own logs: the one by the name that it has for them, the other by its queue. */
  const tell = async (session: DbSession, actor: Actor, of: Shown, action: Act['action']): Promise<void> => {
    const act = { action, objectType: 'queue_share', objectId: of.id };
    await tellTenant(rooms.audit, session, actor, of.tenantId, { ...act, objectLabel: of.name });
    const objectLabel = `${of.toQueueNumber} ${of.toQueueName} ← ${of.tenant}`;
    await tellTenant(rooms.audit, session, actor, of.toTenantId, { ...act, objectLabel });
  };
  return {
    id: 'queue_share',
    module: 'system',
    icon: 'Shuffle',
    label: { zh: '跨企业队列', en: 'Queues between tenants' },
    about: {
      zh: '允许一个企业的来电转到另一个企业的队列，例如集团各公司共用一个客服队列。该企业只看到这里起的名称，在菜单、接入码和队列的去向中选择；通话和话费仍记在它名下。正被使用的不能删除。',
      en: 'Leave for the callers of one tenant to go on to a queue of another, such as one service desk for several companies of a group. That tenant sees the name given here and nothing else, and chooses it as a destination of menus, access numbers and queues; the call and its charge stay its own. What is in use cannot be deleted.',
    },
    fields: FIELDS,
    permissions: {
      read: 'queue_share.read',
      create: 'queue_share.create',
      update: 'queue_share.update',
      delete: 'queue_share.delete',
    },
    title: (record) => {
      const { tenant, name } = record as Shown;
      return `${tenant} → ${name}`;
    },
    page: async (session, query) => {
      const { items, total } = await shares.pageOfQueueShares(session, query);
      const shown: Shown[] = [];
      for (const item of items) shown.push(await named(session, item));
      return { items: shown, total };
    },
    find: async (session, id) => (await mustFind(session, id)) ?? undefined,
    create: async (session, input, actor) => {
      const record = await named(session, await shares.createQueueShare(session, input));
      await tell(session, actor, record, 'create');
      return { record };
    },
    update: async (session, id, version, input, actor) => {
      const before = await mustFind(session, id);
      const record = await named(session, await shares.updateQueueShare(session, id, version, input));
      if (before !== null && before.toTenantId !== record.toTenantId) await tell(session, actor, before, 'delete');
      await tell(session, actor, record, 'update');
      return { record };
    },
    remove: async (session, id, actor) => {
      const before = await mustFind(session, id);
      await shares.removeQueueShare(session, id);
      if (before !== null) await tell(session, actor, before, 'delete');
    },
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: {
      zh: '来电企业选择去向时看到的名称，如“集团客服”，该企业内不重复',
      en: 'What the tenant of the callers knows it by, such as "Group service"; unique with that tenant',
    },
    required: true,
    sortable: true,
  },
  {
    name: 'tenantId',
    kind: 'reference',
    to: 'tenant',
    label: { zh: '来电企业', en: 'Tenant of the callers' },
    hint: { zh: '谁的来电可以转过去；创建后不能修改', en: 'Whose callers may go on; it stays as it is' },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
  },
  {
    name: 'toTenantId',
    kind: 'reference',
    to: 'tenant',
    label: { zh: '队列所属企业', en: 'Tenant of the queue' },
    hint: { zh: '由这个企业的座席接听', en: 'Whose agents take the calls' },
    required: true,
  },
  {
    name: 'toQueueNumber',
    kind: 'text',
    label: { zh: '队列号', en: 'Number of the queue' },
    hint: { zh: '该企业的队列号，如 2000', en: 'As that tenant has numbered it, such as 2000' },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'toQueueName',
    kind: 'text',
    label: { zh: '队列', en: 'Queue' },
    on: ['list', 'show'],
  },
];

/** The tenant's side: names to choose from. */
export function sharedQueuesResource(shares: QueueSharesService): ConsoleResource {
  return {
    id: 'shared_queue',
    module: 'inbound',
    inMenu: false,
    icon: 'Shuffle',
    label: { zh: '共享队列', en: 'Shared queues' },
    about: {
      zh: '平台允许本企业来电转到的、其他企业的队列。',
      en: 'Queues of other companies that your callers may go on to, by leave of the platform.',
    },
    fields: [{ name: 'name', kind: 'text', label: { zh: '名称', en: 'Name' }, sortable: true }],
    permissions: { read: 'queue.read' },
    title: (record) => (record as NamedShare).name,
    page: (session, query) => shares.pageOfNamedShares(session, query),
    find: (session, id) => shares.findNamedShare(session, id),
  };
}
