import type { Role, RolesService } from '../../platform/access/roles.service.js';
import type { ConsoleResource, Field } from './resource.js';

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '如“夜班班长”；不能与内置角色同名', en: 'Such as "Night supervisor"; not the name of a built-in role' },
    required: true,
  },
  {
    name: 'permissions',
    kind: 'permissions',
    label: { zh: '权限', en: 'Permissions' },
    hint: {
      zh: '该角色可以对什么做什么。只能勾选您自己拥有的权限',
      en: 'What the role may do to what. You can give only what you may yourself',
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'builtin',
    kind: 'boolean',
    label: { zh: '内置', en: 'Built in' },
    on: ['list', 'show'],
  },
];

/** Roles of one side: the product's, which are only looked at, and those of people's own making. */
export function rolesResource(roles: RolesService, side: 'tenant' | 'platform'): ConsoleResource {
  const id = side === 'platform' ? 'platform_role' : 'role';
  return {
    id,
    module: 'system',
    icon: 'Shield',
    label: { zh: '角色', en: 'Roles' },
    about: {
      zh: '角色是一组权限，操作员通过角色获得权限。内置角色不能修改；可以新建自己的角色',
      en: 'A role is a set of permissions, and operators have theirs by their role. Built-in roles stay as they are; make roles of your own beside them',
    },
    fields: FIELDS,
    permissions: {
      read: `${id}.read`,
      create: `${id}.create`,
      update: `${id}.update`,
      delete: `${id}.delete`,
    },
    title: (record) => (record as Role).name,
    page: (session, query, actor) => roles.page(session, actor, query),
    find: (session, roleId, actor) => roles.find(session, actor, roleId),
    create: async (session, input, actor) => ({ record: await roles.create(session, actor, input) }),
    update: async (session, roleId, version, input, actor) => ({
      record: await roles.update(session, actor, roleId, version, input),
    }),
    remove: (session, roleId, actor) => roles.remove(session, actor, roleId),
  };
}
