/** What can be done with what. Whoever adds a resource adds its line; roles are made of `resource.action`. */
export const TENANT_ACTIONS = {
  extension: ['read', 'create', 'update', 'delete'],
  agent: ['read', 'create', 'update', 'delete', 'command', 'message'],
  agent_group: ['read', 'create', 'update', 'delete'],
  queue: ['read', 'create', 'update', 'delete'],
  menu: ['read', 'create', 'update', 'delete'],
  calendar: ['read', 'create', 'update', 'delete'],
  connection: ['read', 'create', 'update', 'delete'],
  mailbox: ['read', 'create', 'update', 'delete'],
  voicemail: ['read', 'handle'],
  prompt: ['read', 'create', 'update', 'delete'],
  access_number: ['read', 'update'],
  call_record: ['read', 'export'],
  figures: ['read', 'export'],
  evaluation: ['read'],
  recording: ['listen', 'download'],
  live: ['read'],
  call: ['originate', 'hang_up', 'act', 'supervise'],
  account: ['read'],
  charge: ['read'],
  limit_reached: ['read'],
  api_key: ['read', 'create', 'revoke'],
  operator: ['read', 'create', 'update', 'delete'],
  role: ['read', 'create', 'update', 'delete'],
  audit: ['read'],
} as const;

export const PLATFORM_ACTIONS = {
  tenant: ['read', 'create', 'update', 'suspend', 'close', 'move'],
  trunk: ['read', 'create', 'update', 'delete'],
  tenant_trunk: ['read', 'create', 'update', 'delete'],
  tariff: ['read', 'create', 'update', 'delete', 'rerate'],
  tenant_account: ['read', 'update', 'pay'],
  platform_charge: ['read'],
  platform_limit_reached: ['read'],
  platform_number: ['read', 'create', 'update', 'delete'],
  platform_operator: ['read', 'create', 'update', 'delete'],
  platform_role: ['read', 'create', 'update', 'delete'],
  queue_share: ['read', 'create', 'update', 'delete'],
  node: ['read', 'add', 'update', 'remove'],
  system: ['read'],
  platform_live: ['read'],
  platform_audit: ['read'],
} as const;

type Named<T extends Readonly<Record<string, readonly string[]>>> = {
  [R in keyof T & string]: `${R}.${T[R][number]}`;
}[keyof T & string];

export type TenantPermission = Named<typeof TENANT_ACTIONS>;
export type PlatformPermission = Named<typeof PLATFORM_ACTIONS>;
export type Permission = TenantPermission | PlatformPermission;

function named(actions: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(actions).flatMap(([resource, verbs]) => verbs.map((verb) => `${resource}.${verb}`));
}

export const TENANT_PERMISSIONS = named(TENANT_ACTIONS) as readonly TenantPermission[];
export const PLATFORM_PERMISSIONS = named(PLATFORM_ACTIONS) as readonly PlatformPermission[];

/** Roles of the product (CAPABILITIES 2.3). */
export const BUILTIN_ROLES = ['platform_admin', 'tenant_admin', 'supervisor', 'inspector', 'agent', 'auditor'] as const;
export type BuiltinRole = (typeof BUILTIN_ROLES)[number];

const READ_ALL = TENANT_PERMISSIONS.filter((name) => name.endsWith('.read'));

const TENANT_ROLES: Readonly<Record<Exclude<BuiltinRole, 'platform_admin'>, readonly TenantPermission[]>> = {
  tenant_admin: TENANT_PERMISSIONS,
  supervisor: [
    ...READ_ALL.filter(
      (name) =>
        !['operator.read', 'role.read', 'audit.read', 'account.read', 'charge.read', 'api_key.read'].includes(name),
    ),
    'agent.command',
    'agent.message',
    'call.originate',
    'call.hang_up',
    'call.act',
    'call.supervise',
    'call_record.export',
    'figures.export',
    'recording.listen',
    'voicemail.handle',
  ],
  inspector: ['agent.read', 'queue.read', 'call_record.read', 'recording.listen', 'recording.download'],
  agent: ['live.read'],
  auditor: [...READ_ALL, 'recording.listen'],
};

/** @param ofPlatform whether the operator belongs to the platform; the other side's permissions are never given */
export function permissionsOfRole(role: BuiltinRole, ofPlatform: boolean): readonly Permission[] {
  if (role === 'platform_admin') return ofPlatform ? PLATFORM_PERMISSIONS : [];
  if (!ofPlatform) return TENANT_ROLES[role];
  // the platform has auditors of its own; its other people have roles of its own making
  return role === 'auditor' ? PLATFORM_PERMISSIONS.filter((name) => name.endsWith('.read')) : [];
}

/** Permissions that a role of one's own may hold, unknown ones left out: an older build wrote them, or somebody's hand. */
export function knownPermissions(names: readonly string[], ofPlatform: boolean): readonly Permission[] {
  const known: readonly string[] = ofPlatform ? PLATFORM_PERMISSIONS : TENANT_PERMISSIONS;
  return names.filter((name): name is Permission => known.includes(name));
}
