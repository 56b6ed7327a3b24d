import type { Actor } from '../../platform/access/actor.js';
import type { Operator, OperatorsService } from '../../platform/access/operators.service.js';
import type { RolesService } from '../../platform/access/roles.service.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { ConsoleAction, ConsoleResource, Field } from './resource.js';

const AGENT_GROUPS: Field = {
  name: 'agentGroupIds',
  kind: 'references',
  to: 'agent_group',
  label: { zh: '负责的班组', en: 'Agent groups' },
  hint: {
    zh: '只能对这些班组的座席和通话进行监听、强制示忙等操作；留空则不限。更改后该操作员须重新登录',
    en: 'Listening, forcing not ready and the like is limited to the agents and calls of these groups; none: not limited. After a change they must sign in again',
  },
  on: ['show', 'create', 'edit'],
};

const LAST_SIGN_IN: Field = {
  name: 'lastSignInAt',
  kind: 'instant',
  label: { zh: '最近登录', en: 'Last sign-in' },
  on: ['list', 'show'],
  sortable: true,
};

function fieldsOf(side: 'tenant' | 'platform'): readonly Field[] {
  const roleResource = side === 'platform' ? 'platform_role' : 'role';
  return [
    {
      name: 'login',
      kind: 'text',
      label: { zh: '用户名', en: 'User name' },
      hint: {
        zh: '登录时输入：1 到 40 个小写字母、数字或 . _ -，创建后不能修改',
        en: 'Typed at the sign-in: 1 to 40 characters of a-z, 0-9, . _ and -; it stays as it is',
      },
      required: true,
      on: ['list', 'show', 'create', 'filter'],
      sortable: true,
    },
    {
      name: 'name',
      kind: 'text',
      label: { zh: '姓名', en: 'Name' },
      hint: { zh: '显示在控制台和审计日志中', en: 'Shown in the console and in the audit log' },
      required: true,
      sortable: true,
    },
    {
      name: 'roleId',
      kind: 'reference',
      to: roleResource,
      label: { zh: '角色', en: 'Role' },
      hint: {
        zh: '决定可以做什么。只能给出您自己拥有的权限；更改后该操作员须重新登录',
        en: 'Says what they may do. You can give only what you may yourself; after a change they must sign in again',
      },
      required: true,
    },
    ...(side === 'tenant' ? [AGENT_GROUPS] : []),
    {
      name: 'language',
      kind: 'choice',
      label: { zh: '语言', en: 'Language' },
      hint: { zh: '界面语言，本人可以更改', en: 'Of the console; they can change it themselves' },
      required: true,
      initial: 'zh',
      choices: [
        { value: 'zh', label: { zh: '中文', en: 'Chinese' } },
        { value: 'en', label: { zh: '英文', en: 'English' } },
      ],
      on: ['show', 'create', 'edit'],
    },
    {
      name: 'disabled',
      kind: 'boolean',
      label: { zh: '停用', en: 'Disabled' },
      hint: {
        zh: '停用后不能登录，已有登录立即结束',
        en: 'Cannot sign in; where they are signed in, that ends at once',
      },
      on: ['list', 'show', 'edit', 'filter'],
    },
    { name: 'firstPassword', kind: 'boolean', label: { zh: '未改首次密码', en: 'First password' }, on: ['show'] },
    { name: 'secondFactor', kind: 'boolean', label: { zh: '两步验证', en: 'Second factor' }, on: ['list', 'show'] },
    { name: 'lockedUntil', kind: 'instant', label: { zh: '锁定至', en: 'Locked until' }, on: ['show'] },
    LAST_SIGN_IN,
    { name: 'createdAt', kind: 'instant', label: { zh: '创建时间', en: 'Created' }, on: ['show'] },
  ];
}

type OperatorRecord = Operator & {
  /** Name of the role, for whoever reads the audit log. */
  readonly role: string;
};

/** People of one side who sign in to the console. */
export function operatorsResource(
  operators: OperatorsService,
  roles: RolesService,
  side: 'tenant' | 'platform',
): ConsoleResource {
  const id = side === 'platform' ? 'platform_operator' : 'operator';
  const withRole = async (session: DbSession, actor: Actor, operator: Operator): Promise<OperatorRecord> => {
    const role = await roles.find(session, actor, operator.roleId);
    return { ...operator, role: role?.name ?? '' };
  };
  return {
    id,
    module: 'system',
    icon: 'Users',
    label: side === 'platform' ? { zh: '平台管理员', en: 'Platform operators' } : { zh: '操作员', en: 'Operators' },
    about: side === 'platform' ? ABOUT : ABOUT_WITH_KEYS,
    fields: fieldsOf(side),
    permissions: {
      read: `${id}.read`,
      create: `${id}.create`,
      update: `${id}.update`,
      delete: `${id}.delete`,
    },
    title: (record) => (record as OperatorRecord).login,
    page: (session, query, actor) => operators.page(session, actor, query),
    find: async (session, operatorId, actor) => {
      const found = await operators.find(session, actor, operatorId);
      return found === undefined ? undefined : withRole(session, actor, found);
    },
    create: async (session, input, actor) => {
      const { operator, password } = await operators.create(session, actor, input);
      return { record: await withRole(session, actor, operator), once: firstPasswordText(operator.login, password) };
    },
    update: async (session, operatorId, version, input, actor) => {
      const operator = await operators.update(session, actor, operatorId, version, input);
      return { record: await withRole(session, actor, operator) };
    },
    remove: (session, operatorId, actor) => operators.remove(session, actor, operatorId),
    actions: actionsOf(operators, `${id}.update`),
  };
}

function firstPasswordText(login: string, password: string): Text {
  return {
    zh: `${login} 的首次密码：${password}（仅显示这一次，首次登录时须修改）`,
    en: `First password of ${login}: ${password} (shown this once, to be changed at the first sign-in)`,
  };
}

function actionsOf(
  operators: OperatorsService,
  permission: 'operator.update' | 'platform_operator.update',
): readonly ConsoleAction[] {
  return [
    {
      name: 'newPassword',
      on: 'record',
      label: { zh: '重置密码', en: 'New first password' },
      icon: 'Key',
      permission,
      confirm: {
        zh: '生成新的首次密码吗？原密码立即失效，该操作员的登录和锁定随之结束',
        en: 'Make a new first password? The present one is void at once; sign-ins and a lock of this person end',
      },
      perform: async (session, id, _input, actor) => {
        const { operator, password } = await operators.renewPassword(session, actor, id);
        return {
          done: { zh: '已重置密码', en: 'There is a new first password' },
          told: [{ id, label: operator.login }],
          once: firstPasswordText(operator.login, password),
        };
      },
    },
    {
      name: 'forgetSecondFactor',
      on: 'record',
      label: { zh: '解除两步验证', en: 'Remove second factor' },
      icon: 'Smartphone',
      permission,
      confirm: {
        zh: '该操作员丢失了验证器吗？解除后只凭密码即可登录，请提醒本人重新启用',
        en: 'Has this person lost their authenticator? Afterwards the password alone will do; ask them to set it up again',
      },
      appliesTo: (record) => (record as OperatorRecord).secondFactor,
      perform: async (session, id, _input, actor) => {
        const operator = await operators.forgetSecondFactor(session, actor, id);
        return {
          done: { zh: '已解除两步验证', en: 'The second factor is removed' },
          told: [{ id, label: operator.login }],
        };
      },
    },
  ];
}

const ABOUT: Text = {
  zh: '可以登录控制台的人。新建后显示一次首次密码，本人首次登录时必须修改。',
  en: 'People who can sign in to the console. A new one’s first password is shown once, and they must change it at their first sign-in.',
};

const ABOUT_WITH_KEYS: Text = {
  zh: `${ABOUT.zh}停用或删除操作员后，其创建的 API 密钥仍然有效，不再需要时请在“API 密钥”中吊销。`,
  en: `${ABOUT.en} API keys that somebody made stay valid when they are disabled or deleted: revoke those that are not needed among the API keys.`,
};
