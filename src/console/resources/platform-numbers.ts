import type { TenantId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditRepository } from '../../platform/access/audit.repository.js';
import { entryOf, type Act } from '../../platform/access/gate.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { AccessNumberRecord, RoutingService } from '../../routing/routing.service.js';
import { languageField } from './language-field.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

/** With whom it is for, by name: whoever reads the platform's log wants to know. */
type NumberRecord = AccessNumberRecord & { readonly tenant?: string };

/**
 * The platform's side of access numbers: whose they are.
 *
 * @param nameOf what people call a tenant
 */
export function platformNumbersResource(
  routing: RoutingService,
  audit: AuditRepository,
  nameOf: (session: DbSession, tenantId: TenantId) => Promise<string>,
): ConsoleResource {
  const withTenant = async (session: DbSession, record: AccessNumberRecord): Promise<NumberRecord> => ({
    ...record,
    tenant: await nameOf(session, record.tenantId),
  });
  /** Besides the platform's log, which the console keeps: the tenant sees in its own what became of its numbers. */
  const tellTenant = (
    session: DbSession,
    actor: Actor,
    tenantId: TenantId,
    action: 'give' | 'take' | 'update',
    record: AccessNumberRecord,
    changed: Pick<Act, 'before' | 'after'>,
  ): Promise<void> =>
    audit.insert(session, [
      entryOf(actor, {
        ...{ action, objectType: 'access_number', objectId: record.id, objectLabel: record.number, tenantId },
        ...changed,
      }),
    ]);
  return {
    id: 'platform_number',
    module: 'system',
    icon: 'Hash',
    label: { zh: '接入码分配', en: 'Access numbers' },
    about: {
      zh: '平台的全部热线号码及其归属企业。新分配的号码在企业设置去向之前直接挂机。改给另一企业时，原企业设置的去向同时清除。',
      en: 'All access numbers of the platform and whose they are. Callers of a new number are hung up on until its tenant says where they go. Giving a number to another tenant clears what the former one had said.',
    },
    fields: FIELDS,
    permissions: {
      read: 'platform_number.read',
      create: 'platform_number.create',
      update: 'platform_number.update',
      delete: 'platform_number.delete',
    },
    title: titleOf,
    page: (session, query) => routing.pageOfAccessNumbers(session, query),
    find: async (session, id) => {
      const record = await routing.findAccessNumber(session, id);
      return record === undefined ? undefined : withTenant(session, record);
    },
    create: async (session, input, actor) => {
      const record = await routing.handOutNumber(session, input);
      await tellTenant(session, actor, record.tenantId, 'give', record, { after: record });
      return { record: await withTenant(session, record) };
    },
    update: async (session, id, version, input, actor) => {
      const before = await routing.findAccessNumber(session, id);
      const after = await routing.updateNumber(session, id, version, input);
      if (before === undefined || before.tenantId === after.tenantId) {
        await tellTenant(session, actor, after.tenantId, 'update', after, { before: before ?? null, after });
      } else {
        await tellTenant(session, actor, before.tenantId, 'take', before, { before });
        await tellTenant(session, actor, after.tenantId, 'give', after, { after });
      }
      return { record: await withTenant(session, after) };
    },
    remove: async (session, id, actor) => {
      const before = await routing.findAccessNumber(session, id);
      await routing.withdrawNumber(session, id);
      if (before !== undefined) await tellTenant(session, actor, before.tenantId, 'take', before, { before });
    },
  };
}

function titleOf(record: ConsoleRecord): string {
  const { number, tenant } = record as NumberRecord;
  return tenant === undefined ? number : `${number} → ${tenant}`;
}

const FIELDS: readonly Field[] = [
  {
    name: 'number',
    kind: 'text',
    label: { zh: '号码', en: 'Number' },
    hint: {
      zh: '运营商送来的被叫号码，全平台唯一，如 4001、95001 或 +8610…；创建后不能修改',
      en: 'The called number as the carrier sends it, unique on the platform, such as 4001, 95001 or +8610…; it stays as it is',
    },
    required: true,
    on: ['list', 'show', 'create', 'filter'],
    sortable: true,
  },
  {
    name: 'tenantId',
    kind: 'reference',
    to: 'tenant',
    label: { zh: '企业', en: 'Tenant' },
    hint: {
      zh: '号码归哪个企业。改给另一企业后，新来电立即不再去原企业；正在进行的通话不受影响',
      en: 'Whose number it is. Given to another tenant, new calls stop reaching the former one at once; running calls go on',
    },
    required: true,
  },
  languageField(
    { zh: '提示语言', en: 'Language' },
    {
      zh: '系统提示音的语言，企业自己也可以修改',
      en: 'Language of the system announcements; the tenant may change it too',
    },
  ),
  {
    name: 'destination',
    kind: 'destination',
    label: { zh: '来电去向', en: 'Destination' },
    hint: { zh: '由企业自己设置', en: 'Said by the tenant' },
    on: ['show'],
  },
];
