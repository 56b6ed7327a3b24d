import type { Language } from '../../../kernel/language.js';
import { BUILTIN_ROLES, permissionsOfRole, type BuiltinRole } from './permissions.js';

type Text = Readonly<Record<Language, string>>;

export const ROLE_NAMES: Readonly<Record<BuiltinRole, Text>> = {
  platform_admin: { zh: '平台管理员', en: 'Platform administrator' },
  tenant_admin: { zh: '企业管理员', en: 'Company administrator' },
  supervisor: { zh: '班长', en: 'Supervisor' },
  inspector: { zh: '质检员', en: 'Quality inspector' },
  agent: { zh: '座席', en: 'Agent' },
  auditor: { zh: '审计员', en: 'Auditor' },
};

/** The product's roles that people of this side can have: those that permit them anything. */
export function builtinRolesOf(ofPlatform: boolean): readonly BuiltinRole[] {
  return BUILTIN_ROLES.filter((role) => permissionsOfRole(role, ofPlatform).length > 0);
}

/** Who can do everything on their side, and must never be missing. */
export function adminRoleOf(ofPlatform: boolean): BuiltinRole {
  return ofPlatform ? 'platform_admin' : 'tenant_admin';
}
