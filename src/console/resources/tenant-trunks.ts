import type { TenantTrunkRecord } from '../../lines/core/tenant-trunk-record.js';
import type { TenantTrunksService } from '../../lines/tenant-trunks.service.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditRepository } from '../../platform/access/audit.repository.js';
import type { Act } from '../../platform/access/gate.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { tellTenant } from './tenant-log.js';
import type { ConsoleResource, Field } from './resource.js';

/** With the names of both sides, for titles and for whoever reads the logs. */
type Shown = TenantTrunkRecord & { readonly tenant: string; readonly trunk: string };

export interface TenantTrunkRooms {
  readonly shares: TenantTrunksService;
  readonly audit: AuditRepository;
  tenantName(session: DbSession, id: string): Promise<string | undefined>;
  trunkName(session: DbSession, id: string): Promise<string | undefined>;
}

/** What tenants have of the platform's trunks. */
export function tenantTrunksResource(rooms: TenantTrunkRooms): ConsoleResource {
  const { shares } = rooms;
  const named = async (session: DbSession, record: TenantTrunkRecord): Promise<Shown> => ({
    ...record,
    tenant: (await rooms.tenantName(session, record.tenantId)) ?? '',
    trunk: (await rooms.trunkName(session, record.trunkId)) ?? '',
  });
  const tell = (session: DbSession, actor: Actor, of: Shown, act: Pick<Act, 'action' | 'before' | 'after'>) =>
    tellTenant(rooms.audit, session, actor, of.tenantId, {
      ...act,
      objectType: 'tenant_trunk',
      objectId: of.id,
      objectLabel: of.trunk,
    });
  const mustFind = async (session: DbSession, id: string): Promise<Shown | null> => {
    const record = await shares.findTenantTrunk(session, id);
    return record === undefined ? null : named(session, record);
  };
  return {
    id: 'tenant_trunk',
    module: 'system',
    icon: 'Share2',
    label: { zh: '企业外线', en: 'Trunks of tenants' },
    about: {
      zh: '哪个企业可以用哪条外线外呼、先用哪条、最多占几路。没有列出的外线，企业的来话仍可使用，但不能外呼，也不限路数。',
      en: 'By which trunks a tenant places calls, which one first, and how many channels of a trunk it may hold. By a trunk that is not listed its callers still come in, without a limit of their own, but none of its calls goes out.',
    },
    fields: FIELDS,
    permissions: {
      read: 'tenant_trunk.read',
      create: 'tenant_trunk.create',
      update: 'tenant_trunk.update',
      delete: 'tenant_trunk.delete',
    },
    title: (record) => {
      const { tenant, trunk } = record as Shown;
      return `${tenant} → ${trunk}`;
    },
    page: async (session, query) => {
      const { items, total } = await shares.pageOfTenantTrunks(session, query);
      const shown: Shown[] = [];
      for (const item of items) shown.push(await named(session, item));
      return { items: shown, total };
    },
    find: async (session, id) => (await mustFind(session, id)) ?? undefined,
    create: async (session, input, actor) => {
      const record = await named(session, await shares.createTenantTrunk(session, input));
      await tell(session, actor, record, { action: 'create', before: null, after: record });
      return { record };
    },
    update: async (session, id, version, input, actor) => {
      const before = await mustFind(session, id);
      const record = await named(session, await shares.updateTenantTrunk(session, id, version, input));
      await tell(session, actor, record, { action: 'update', before, after: record });
      return { record };
    },
    remove: async (session, id, actor) => {
      const before = await mustFind(session, id);
      await shares.removeTenantTrunk(session, id);
      if (before !== null) await tell(session, actor, before, { action: 'delete', before, after: null });
    },
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'tenantId',
    kind: 'reference',
    to: 'tenant',
    label: { zh: '企业', en: 'Tenant' },
    hint: { zh: '创建后不能修改', en: 'It stays as it is' },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
  },
  {
    name: 'trunkId',
    kind: 'reference',
    to: 'trunk',
    label: { zh: '外线', en: 'Trunk' },
    hint: { zh: '创建后不能修改', en: 'It stays as it is' },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
  },
  {
    name: 'channelLimit',
    kind: 'number',
    label: { zh: '最多占用路数', en: 'Channels at most' },
    none: { zh: '不另限', en: 'As many as the trunk has' },
    hint: {
      zh: '该企业在这条外线上同时最多几路（来话和外呼合计）；留空则只受外线本身的路数限制',
      en: 'How many of its channels the tenant may hold at once, coming in and going out together; empty: as many as the trunk has',
    },
  },
  {
    name: 'outboundRank',
    kind: 'number',
    label: { zh: '外呼次序', en: 'Rank for calls placed' },
    none: { zh: '不从这条外线外呼', en: 'None goes out by this one' },
    hint: {
      zh: '1 到 1000，外呼先用次序小的外线，占满时用下一条；留空则不从这条外线外呼',
      en: '1 to 1000: calls go out by the trunk of the lowest rank that has room; empty: none goes out by this one',
    },
  },
];
