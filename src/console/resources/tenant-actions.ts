import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { STATUS_NAMES, type TenantRecord, type TenantsService } from '../../platform/tenancy/tenants.service.js';
import type { ActionResult, ConsoleAction } from './resource.js';

type Described = Pick<ConsoleAction, 'name' | 'label' | 'icon' | 'permission' | 'confirm' | 'component'>;
type Move = (session: DbSession, id: string, input: Readonly<Record<string, unknown>>) => Promise<TenantRecord>;

const SUSPEND: Described = {
  name: 'suspend',
  label: { zh: '暂停', en: 'Suspend' },
  icon: 'PauseCircle',
  permission: 'tenant.suspend',
  confirm: {
    zh: '暂停后：新来电听到暂停服务的提示并记录，企业人员不能登录；正在进行的通话不受影响，数据全部保留。暂停吗？',
    en: 'New callers hear that the service is suspended, and are recorded; the people of the tenant cannot sign in. Running calls go on, all data stay. Suspend?',
  },
};

const RESUME: Described = {
  name: 'resume',
  label: { zh: '恢复', en: 'Resume' },
  icon: 'PlayCircle',
  permission: 'tenant.suspend',
  confirm: { zh: '立即恢复该企业的服务吗？', en: 'Serve this tenant again from now on?' },
};

/** Its form asks how long the data are kept. */
const CLOSE: Described = {
  name: 'close',
  label: { zh: '关闭', en: 'Close' },
  icon: 'XCircle',
  permission: 'tenant.close',
  component: 'TenantClose',
};

const REOPEN: Described = {
  name: 'reopen',
  label: { zh: '重新开通', en: 'Reopen' },
  icon: 'RotateCcw',
  permission: 'tenant.close',
  confirm: {
    zh: '取消关闭并立即恢复该企业的服务，数据不再删除。继续吗？',
    en: 'The tenant is open again from now on, and its data are not deleted. Go on?',
  },
};

const ADD_ADMIN: Described = {
  name: 'addAdmin',
  label: { zh: '新增管理员', en: 'Add an administrator' },
  icon: 'UserPlus',
  permission: 'tenant.create',
  confirm: {
    zh: '为该企业新增一个企业管理员账号（例如原管理员已无法登录时），首次密码只显示一次，并记入企业的审计日志。新增吗？',
    en: 'The tenant gets another administrator, for instance when nobody can sign in any more; the first password is shown once, and the tenant reads of it in its audit log. Add one?',
  },
};

/** Suspend, resume, close, reopen; the tenant reads it in its own log too. */
export function tenantActions(tenants: TenantsService): readonly ConsoleAction[] {
  const action = (described: Described, from: readonly TenantRecord['status'][], move: Move): ConsoleAction => ({
    ...described,
    on: 'record',
    appliesTo: (record) => from.includes((record as TenantRecord).status),
    perform: async (session, id, input) => {
      const before = await tenants.findTenant(session, id);
      if (before === undefined) throw new NotFound();
      const after = await move(session, id, input);
      return { done: doneText(after), told: inBothLogs(after, before, after) };
    },
  });
  return [
    action(SUSPEND, ['open'], (session, id) => tenants.suspend(session, id)),
    action(RESUME, ['suspended'], (session, id) => tenants.resume(session, id)),
    action(CLOSE, ['open', 'suspended'], (session, id, input) => tenants.close(session, id, input)),
    action(REOPEN, ['closed'], (session, id) => tenants.reopen(session, id)),
    addAdmin(tenants),
  ];
}

function addAdmin(tenants: TenantsService): ConsoleAction {
  return {
    ...ADD_ADMIN,
    on: 'record',
    appliesTo: (record) => (record as TenantRecord).status === 'open',
    perform: async (session, id) => {
      const tenant = await tenants.findTenant(session, id);
      if (tenant === undefined) throw new NotFound();
      const { login, password } = await tenants.addAdmin(session, id);
      return {
        done: {
          zh: `已为“${tenant.name}”新增管理员 ${login}`,
          en: `"${tenant.name}" has a further administrator, ${login}`,
        },
        told: inBothLogs(tenant, null, { login }),
        once: {
          zh: `企业代码：${tenant.code}\n用户名：${login}\n初始密码：${password}`,
          en: `Tenant code: ${tenant.code}\nUser name: ${login}\nFirst password: ${password}`,
        },
      };
    },
  };
}

/** What the platform does to a tenant, the tenant reads in its own log too. */
function inBothLogs({ id, name, code }: TenantRecord, before: object | null, after: object): ActionResult['told'] {
  const told = { id, label: `${name} (${code})`, before, after };
  return [{ ...told, tenantId: id }, told];
}

function doneText({ name, status, purgeAt }: TenantRecord): Text {
  const date = purgeAt === null ? null : purgeAt.toISOString().slice(0, 10);
  return {
    zh: `“${name}”现在是${STATUS_NAMES[status].zh}状态${date === null ? '' : `，数据将于 ${date} 之后删除`}`,
    en: `"${name}" is ${STATUS_NAMES[status].en} now${date === null ? '' : `; its data are deleted after ${date}`}`,
  };
}
