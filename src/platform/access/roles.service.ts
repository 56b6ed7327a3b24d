import { Injectable } from '@nestjs/common';

import type { Language } from '../../kernel/language.js';
import { newId } from '../database/new-id.js';
import type { ListQuery, Page } from '../database/paging.js';
import { isUniqueViolation, type DbSession } from '../database/transaction.js';
import { NotFound } from '../errors/record.errors.js';
import { validInput } from '../validation/valid-input.js';
import { BuiltinRoleFixed, MoreThanOwnRights, NotOneself, RoleExists, RoleInUse } from './access.errors.js';
import type { Actor } from './actor.js';
import { knownPermissions, permissionsOfRole, type BuiltinRole, type Permission } from './core/permissions.js';
import { builtinRolesOf, ROLE_NAMES } from './core/role-names.js';
import { roleInput } from './dto/role-input.js';
import type { RoleRow } from './entities/role.entity.js';
import { OperatorsRepository } from './operators.repository.js';
import { RolesRepository } from './roles.repository.js';

export interface Role {
  /** Of the product's own roles the name, as in `builtin_role`. */
  readonly id: string;
  readonly version?: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly builtin: boolean;
}

/** Sets of permissions: the product's, which are fixed, and those of people's own making; of the actor's side. */
@Injectable()
export class RolesService {
  constructor(
    private readonly roles: RolesRepository,
    private readonly operators: OperatorsRepository,
  ) {}

  /** The product's roles come first. */
  async page(session: DbSession, actor: Actor, query: ListQuery): Promise<Page<Role>> {
    const wanted = typeof query.filter.name === 'string' ? query.filter.name.toLowerCase() : '';
    const builtin = builtinRolesOf(actor.tenantId === null)
      .map((role) => builtinRole(role, actor))
      .filter(({ name }) => name.toLowerCase().includes(wanted));
    const first = builtin.slice(query.offset, query.offset + query.limit);
    const rest = { offset: Math.max(0, query.offset - builtin.length), limit: Math.max(1, query.limit - first.length) };
    const own = await this.roles.page(session, actor.tenantId, { ...query, ...rest });
    const items = own.items.slice(0, query.limit - first.length).map(ownRole);
    return { items: [...first, ...items], total: builtin.length + own.total };
  }

  async find(session: DbSession, actor: Actor, id: string): Promise<Role | undefined> {
    const builtin = builtinRolesOf(actor.tenantId === null).find((role) => role === id);
    if (builtin !== undefined) return builtinRole(builtin, actor);
    const row = await this.roles.find(session, actor.tenantId, id);
    return row === null ? undefined : ownRole(row);
  }

  /** @throws InvalidInput, MoreThanOwnRights, RoleExists */
  async create(session: DbSession, actor: Actor, input: unknown): Promise<Role> {
    const { name, permissions } = validInput(roleInput(actor.tenantId === null), input);
    refuseMoreThanOwn(actor, permissions);
    refuseBuiltinName(actor, name);
    const row: RoleRow = { id: newId(), tenantId: actor.tenantId, name, permissions: [...permissions], version: 1 };
    await orExists(name, this.roles.insert(session, row));
    return ownRole(row);
  }

  /** @throws NotFound, BuiltinRoleFixed, InvalidInput, MoreThanOwnRights, NotOneself, RoleExists, ChangedMeanwhile */
  async update(session: DbSession, actor: Actor, id: string, version: number, input: unknown): Promise<Role> {
    const row = await this.own(session, actor, id);
    const { name, permissions } = validInput(roleInput(actor.tenantId === null), input);
    refuseMoreThanOwn(actor, knownPermissions(row.permissions, actor.tenantId === null));
    refuseMoreThanOwn(actor, permissions);
    refuseBuiltinName(actor, name);
    const self = await this.operators.find(session, actor.tenantId, actor.operatorId);
    if (self?.roleId === id) throw new NotOneself();
    await orExists(name, this.roles.update(session, id, version, { name, permissions: [...permissions] }));
    return ownRole({ ...row, name, permissions: [...permissions], version: version + 1 });
  }

  /** @throws NotFound, BuiltinRoleFixed, MoreThanOwnRights, RoleInUse */
  async remove(session: DbSession, actor: Actor, id: string): Promise<void> {
    const row = await this.own(session, actor, id);
    refuseMoreThanOwn(actor, knownPermissions(row.permissions, actor.tenantId === null));
    const holders = await this.operators.loginsWithRole(session, id);
    if (holders.length > 0) throw new RoleInUse(holders);
    await this.roles.remove(session, id);
  }

  private async own(session: DbSession, actor: Actor, id: string): Promise<RoleRow> {
    if (builtinRolesOf(actor.tenantId === null).some((role) => role === id)) throw new BuiltinRoleFixed();
    const row = await this.roles.find(session, actor.tenantId, id);
    if (row === null) throw new NotFound();
    return row;
  }
}

/** @throws MoreThanOwnRights naming what the actor does not have */
export function refuseMoreThanOwn(actor: Actor, permissions: readonly Permission[]): void {
  const missing = permissions.filter((permission) => !actor.permissions.has(permission));
  if (missing.length > 0) throw new MoreThanOwnRights(missing);
}

function builtinRole(role: BuiltinRole, { tenantId, language }: { tenantId: string | null; language: Language }): Role {
  return {
    id: role,
    name: ROLE_NAMES[role][language],
    permissions: permissionsOfRole(role, tenantId === null),
    builtin: true,
  };
}

function ownRole({ id, name, permissions, version, tenantId }: RoleRow): Role {
  return { id, version, name, permissions: knownPermissions(permissions, tenantId === null), builtin: false };
}

/** Two roles of one name, one of them mightier than it looks, would be chosen by mistake. */
function refuseBuiltinName(actor: Actor, name: string): void {
  const wanted = name.toLowerCase();
  const isTaken = builtinRolesOf(actor.tenantId === null).some((role) =>
    Object.values(ROLE_NAMES[role]).some((builtin) => builtin.toLowerCase() === wanted),
  );
  if (isTaken) throw new RoleExists(name);
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new RoleExists(name) : error;
  }
}
