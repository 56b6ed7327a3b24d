import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { Usage } from '../../platform/tenancy/tenant-usage.js';
import { STATUS_NAMES, type TenantRecord } from '../../platform/tenancy/tenants.service.js';
import { tenantActions } from './tenant-actions.js';
import { tenantFields } from './tenant-fields.js';
import { moveTenant, type MoveRooms } from './tenant-moves.js';
import type { Change, ConsoleResource } from './resource.js';

const BYTES_PER_MB = 1_048_576;

/** @param thisNode what the form of a new tenant proposes as its home */
export function tenantsResource(rooms: MoveRooms, thisNode: string): ConsoleResource {
  const { tenants, moves, isAlone } = rooms;
  const withUsage = async (session: DbSession, record: TenantRecord) => ({
    ...record,
    ...usageTexts(record, await tenants.usageOf(session, record.id)),
  });
  return {
    id: 'tenant',
    module: 'system',
    icon: 'Briefcase',
    label: { zh: '企业', en: 'Tenants' },
    about: {
      zh: '使用本平台的企业（租户）。开户时同时建立企业的第一个管理员，其初始密码只显示一次。各企业的数据互不可见。开户后在“企业账户”中选择资费并充值（没有资费时通话不计费），需要外呼的在“企业外线”中分配外线。',
      en: 'The companies that use the platform. With a tenant its first administrator is made, whose first password is shown once. Nothing of one tenant is visible to another. Then give it a tariff and pay in under Accounts of tenants (its calls are not priced until then), and for outgoing calls a trunk under Trunks of tenants.',
    },
    fields: tenantFields(thisNode, !isAlone),
    permissions: { read: 'tenant.read', create: 'tenant.create', update: 'tenant.update' },
    title: (record) => {
      const { name, code } = record as TenantRecord;
      return `${name} (${code})`;
    },
    page: (session, query) => tenants.pageOfTenants(session, query),
    find: async (session, id) => {
      const record = await tenants.findTenant(session, id);
      return record === undefined ? undefined : withUsage(session, record);
    },
    create: async (session, input) => {
      await moves.mustBeHome(session, input.homeNodeId);
      const { tenant, admin } = await tenants.createTenant(session, input);
      return { record: tenant, once: firstAdminText(tenant, admin) };
    },
    update: async (session, id, version, input): Promise<Change> => {
      const record = await tenants.updateTenant(session, id, version, input);
      const usage = await tenants.usageOf(session, record.id);
      const over = overQuota(record, usage);
      return { record: await withUsage(session, record), ...(over === null ? {} : { once: over }) };
    },
    actions: [...tenantActions(tenants), ...(isAlone ? [] : [moveTenant(rooms)])],
  };
}

/** "12 / 100": what is used of what may be. */
function usageTexts(
  record: TenantRecord,
  { agents, extensions, promptBytes }: Usage,
): Readonly<Record<string, string>> {
  const megabytes = promptBytes === undefined ? undefined : Math.ceil((promptBytes * 10) / BYTES_PER_MB) / 10;
  const text = (used: number | undefined, limit: number): string => `${used ?? '–'} / ${limit}`;
  return {
    agentsUsed: text(agents, record.agentLimit),
    extensionsUsed: text(extensions, record.extensionLimit),
    promptMbUsed: text(megabytes, record.promptStorageLimitMb),
  };
}

/** Said where a quota is less than what is there already; null where none is. */
function overQuota(record: TenantRecord, { agents = 0, extensions = 0, promptBytes = 0 }: Usage): Text | null {
  const over: Text[] = [];
  if (agents > record.agentLimit) {
    over.push({ zh: `座席 ${agents} / ${record.agentLimit}`, en: `agents ${agents} / ${record.agentLimit}` });
  }
  if (extensions > record.extensionLimit) {
    over.push({
      zh: `内线 ${extensions} / ${record.extensionLimit}`,
      en: `extensions ${extensions} / ${record.extensionLimit}`,
    });
  }
  const megabytes = Math.ceil(promptBytes / BYTES_PER_MB);
  if (promptBytes > record.promptStorageLimitMb * BYTES_PER_MB) {
    over.push({
      zh: `语音文件 ${megabytes} / ${record.promptStorageLimitMb} MB`,
      en: `prompts ${megabytes} / ${record.promptStorageLimitMb} MB`,
    });
  }
  if (over.length === 0) return null;
  return {
    zh: `配额已低于现有用量（${over.map((text) => text.zh).join('，')}）：已有的保留不变，但不能再新增`,
    en: `Quotas are below what is in use (${over.map((text) => text.en).join(', ')}): what is there stays, but nothing can be added`,
  };
}

function firstAdminText(tenant: TenantRecord, { login, password }: { login: string; password: string }): Text {
  return {
    zh: [
      `企业已${STATUS_NAMES.open.zh}。第一个管理员的登录信息，密码只显示这一次，首次登录后须修改：`,
      `企业代码：${tenant.code}`,
      `用户名：${login}`,
      `初始密码：${password}`,
      '下一步：在“企业账户”中选择资费并充值（此前通话不计费）；分配接入码；需要外呼时在“企业外线”中分配外线。',
    ].join('\n'),
    en: [
      'The tenant is open. Its first administrator signs in with this; the password is shown this once and must be changed at first sign-in:',
      `Company code: ${tenant.code}`,
      `User name: ${login}`,
      `First password: ${password}`,
      'What comes next: a tariff and money under Accounts of tenants (calls are not priced until then), an access number, and for outgoing calls a trunk under Trunks of tenants.',
    ].join('\n'),
  };
}
