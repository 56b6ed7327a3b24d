import { Injectable } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { newId } from '../database/new-id.js';
import { isId, type ListQuery, type Page } from '../database/paging.js';
import { isUniqueViolation, type DbSession } from '../database/transaction.js';
import { NotFound } from '../errors/record.errors.js';
import { mustBeThere } from '../references/reference-input.js';
import { References } from '../references/references.js';
import { validInput } from '../validation/valid-input.js';
import { InvalidInput } from '../validation/validation.errors.js';
import { LastAdmin, NotOneself, NotPermitted, OperatorExists } from './access.errors.js';
import type { Actor } from './actor.js';
import { BUILTIN_ROLES, knownPermissions, permissionsOfRole, type Permission } from './core/permissions.js';
import { adminRoleOf } from './core/role-names.js';
import { firstAdminInput, newOperatorInput, operatorInput } from './dto/operator-input.js';
import type { OperatorRow } from './entities/operator.entity.js';
import { OperatorsRepository } from './operators.repository.js';
import { RolesRepository } from './roles.repository.js';
import { refuseMoreThanOwn, RolesService } from './roles.service.js';
import { newFirstPassword, Passwords } from './sign-in/passwords.js';

export interface Operator {
  readonly id: string;
  readonly version: number;
  readonly login: string;
  readonly name: string;
  readonly language: Language;
  /** Name of a role of the product, or id of one of people's own. */
  readonly roleId: string;
  readonly disabled: boolean;
  /** Groups of agents that their acts on agents and calls are limited to; empty: not limited. */
  readonly agentGroupIds: readonly string[];
  /** Has not chosen a password of their own yet. */
  readonly firstPassword: boolean;
  readonly secondFactor: boolean;
  /** null: not locked now. */
  readonly lockedUntil: Date | null;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
}

export interface NewOperator {
  readonly operator: Operator;
  /** Told once; changed at the first sign-in. */
  readonly password: string;
}

/** Until they say who they are. */
const ADDED_ADMIN: Readonly<Record<Language, string>> = { zh: '管理员', en: 'Administrator' };

interface ChosenRole {
  readonly builtinRole: string | null;
  readonly roleId: string | null;
  readonly permissions: readonly Permission[];
}

/** People who sign in, of the actor's side. Nobody gives more than they have, and the last administrator stays. */
@Injectable()
export class OperatorsService {
  constructor(
    private readonly operators: OperatorsRepository,
    private readonly ownRoles: RolesRepository,
    private readonly roles: RolesService,
    private readonly passwords: Passwords,
    private readonly references: References,
  ) {
    references.register({
      kind: 'operator',
      label: async (session, id) => (await this.operators.byId(session, id))?.login,
      usesOf: async (session, thing) => {
        if (thing.kind !== 'agent_group') return [];
        // whoever is limited to a group that is gone would be limited to none
        const rows = await this.operators.limitedTo(session, thing.id);
        return rows.map(({ id, login }) => ({ kind: 'operator', id, label: login }));
      },
    });
  }

  async page(session: DbSession, actor: Actor, query: ListQuery): Promise<Page<Operator>> {
    const { roleId, ...filter } = query.filter;
    const ofRole =
      typeof roleId !== 'string' || roleId === '' ? {} : isId(roleId) ? { roleId } : { builtinRole: roleId };
    const page = await this.operators.page(session, actor.tenantId, { ...query, filter: { ...filter, ...ofRole } });
    return { items: page.items.map(toOperator), total: page.total };
  }

  async find(session: DbSession, actor: Actor, id: string): Promise<Operator | undefined> {
    const row = await this.operators.find(session, actor.tenantId, id);
    return row === null ? undefined : toOperator(row);
  }

  /** @throws InvalidInput, MoreThanOwnRights, OperatorExists */
  async create(session: DbSession, actor: Actor, input: unknown): Promise<NewOperator> {
    const { roleId, agentGroupIds, ...given } = validInput(newOperatorInput, input);
    const role = await this.chosenRole(session, actor, roleId);
    refuseMoreThanOwn(actor, role.permissions);
    const groups = await this.chosenGroups(session, actor, agentGroupIds ?? []);
    const { builtinRole } = role;
    return this.insert(session, actor.tenantId, { ...given, builtinRole, roleId: role.roleId }, groups);
  }

  /** @throws NotFound, InvalidInput, MoreThanOwnRights, NotOneself, LastAdmin, ChangedMeanwhile */
  async update(session: DbSession, actor: Actor, id: string, version: number, input: unknown): Promise<Operator> {
    const before = await this.withinReach(session, actor, id);
    const { roleId, name, language, disabled, agentGroupIds } = validInput(operatorInput, input);
    const role = await this.chosenRole(session, actor, roleId);
    const { builtinRole } = role;
    const isOtherRole = builtinRole !== before.builtinRole || role.roleId !== before.roleId;
    if (isOtherRole) refuseMoreThanOwn(actor, role.permissions);
    if (isOtherRole || disabled !== before.disabled) {
      if (id === actor.operatorId) throw new NotOneself();
      if (isOtherRole || disabled) await this.refuseLastAdmin(session, before);
    }
    const groups =
      agentGroupIds === undefined ? before.agentGroupIds : await this.chosenGroups(session, actor, agentGroupIds);
    const hasOtherGroups = String(groups?.toSorted()) !== String(before.agentGroupIds?.toSorted());
    if (hasOtherGroups && id === actor.operatorId) throw new NotOneself();
    // whoever is disabled or has another role or other groups begins anew
    const epoch = before.epoch + (isOtherRole || hasOtherGroups || disabled ? 1 : 0);
    const values = { name, language, disabled, builtinRole, roleId: role.roleId, epoch, agentGroupIds: groups };
    await this.operators.update(session, id, version, values);
    return toOperator({ ...before, ...values, version: version + 1 });
  }

  /** @throws NotFound, MoreThanOwnRights, NotOneself, LastAdmin */
  async remove(session: DbSession, actor: Actor, id: string): Promise<void> {
    const before = await this.withinReach(session, actor, id);
    if (id === actor.operatorId) throw new NotOneself();
    await this.refuseLastAdmin(session, before);
    await this.operators.remove(session, id);
  }

  /**
   * A new first password: for who has forgotten theirs. Ends their sessions and a lock.
   *
   * @throws NotFound, MoreThanOwnRights, NotOneself
   */
  async renewPassword(session: DbSession, actor: Actor, id: string): Promise<NewOperator> {
    const row = await this.withinReach(session, actor, id);
    if (id === actor.operatorId) throw new NotOneself();
    const password = newFirstPassword();
    await this.operators.renewPassword(session, row, await this.passwords.hash(password));
    const operator = { ...toOperator(row), version: row.version + 1, firstPassword: true, lockedUntil: null };
    return { operator, password };
  }

  /**
   * For who has lost their telephone.
   *
   * @throws NotFound, MoreThanOwnRights, NotOneself
   */
  async forgetSecondFactor(session: DbSession, actor: Actor, id: string): Promise<Operator> {
    const row = await this.withinReach(session, actor, id);
    if (id === actor.operatorId) throw new NotOneself();
    await this.operators.forgetSecondFactor(session, row);
    return toOperator({ ...row, hasSecondFactor: false, version: row.version + 1 });
  }

  /** The telephone by which the actor listened last; null: none yet. */
  async listenExtensionOf(session: DbSession, actor: Actor): Promise<string | null> {
    return (await this.operators.find(session, actor.tenantId, actor.operatorId))?.listenExtensionId ?? null;
  }

  /** Kept for the next time. */
  async keepListenExtension(session: DbSession, actor: Actor, extensionId: string): Promise<void> {
    await this.operators.setListenExtension(session, actor.operatorId, extensionId);
  }

  /**
   * The first person of a new tenant (null: of the platform), who can do everything there.
   *
   * @param session of the platform
   * @throws InvalidInput, OperatorExists
   */
  async createFirstAdmin(
    session: DbSession,
    tenantId: TenantId | null,
    login: string,
    name: string,
    language: Language = 'zh',
  ): Promise<NewOperator> {
    const given = validInput(firstAdminInput, { login, name, language });
    return this.insert(session, tenantId, { ...given, builtinRole: adminRoleOf(tenantId === null), roleId: null });
  }

  /**
   * A further person who can do everything in a tenant that nobody can sign in for any more; login `admin`, or the next
   * one that is free.
   *
   * @param session of the platform
   */
  async addAdmin(session: DbSession, tenantId: TenantId, language: Language): Promise<NewOperator> {
    let login = 'admin';
    for (let n = 2; (await this.operators.findByLogin(session, tenantId, login)) !== null; n += 1) login = `admin-${n}`;
    return this.createFirstAdmin(session, tenantId, login, ADDED_ADMIN[language], language);
  }

  private async insert(
    session: DbSession,
    tenantId: string | null,
    given: Pick<OperatorRow, 'login' | 'name' | 'language' | 'builtinRole' | 'roleId'>,
    agentGroupIds: string[] | null = null,
  ): Promise<NewOperator> {
    const password = newFirstPassword();
    const row: OperatorRow = {
      ...given,
      id: newId(),
      tenantId,
      disabled: false,
      mustChangePassword: true,
      passwordHash: await this.passwords.hash(password),
      hasSecondFactor: false,
      agentGroupIds,
      listenExtensionId: null,
      epoch: 1,
      failures: 0,
      lockedUntil: null,
      lastSignInAt: null,
      createdAt: new Date(systemClock.now()),
      version: 1,
    };
    try {
      await this.operators.insert(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new OperatorExists(given.login) : error;
    }
    return { operator: toOperator(row), password };
  }

  /** Somebody who may do nothing that the actor may not: who changes another's sign-in can sign in as them. */
  private async withinReach(session: DbSession, actor: Actor, id: string): Promise<OperatorRow> {
    const row = await this.operators.find(session, actor.tenantId, id);
    if (row === null) throw new NotFound();
    const ofPlatform = actor.tenantId === null;
    const builtin = BUILTIN_ROLES.find((role) => role === row.builtinRole);
    const own = row.roleId === null ? null : await this.ownRoles.find(session, actor.tenantId, row.roleId);
    const permissions =
      builtin === undefined
        ? knownPermissions(own?.permissions ?? [], ofPlatform)
        : permissionsOfRole(builtin, ofPlatform);
    refuseMoreThanOwn(actor, permissions);
    refuseMoreThanOwnGroups(actor, row.agentGroupIds);
    return row;
  }

  /** null: not limited. Who is limited to some groups gives no more than those. */
  private async chosenGroups(session: DbSession, actor: Actor, ids: readonly string[]): Promise<string[] | null> {
    for (const id of ids) await mustBeThere(this.references, session, { agentGroupIds: { kind: 'agent_group', id } });
    const chosen = ids.length === 0 ? null : [...ids];
    refuseMoreThanOwnGroups(actor, chosen);
    return chosen;
  }

  private async chosenRole(session: DbSession, actor: Actor, id: string): Promise<ChosenRole> {
    const role = await this.roles.find(session, actor, id);
    if (role === undefined) throw new InvalidInput({ roleId: { zh: '没有这个角色', en: 'There is no such role' } });
    const { permissions } = role;
    return role.builtin
      ? { builtinRole: role.id, roleId: null, permissions }
      : { builtinRole: null, roleId: role.id, permissions };
  }

  private async refuseLastAdmin(session: DbSession, row: OperatorRow): Promise<void> {
    const admin = adminRoleOf(row.tenantId === null);
    if (row.builtinRole !== admin || row.disabled) return;
    if ((await this.operators.countOthers(session, row.tenantId, admin, row.id)) === 0) throw new LastAdmin();
  }
}

/** @param groupIds null: not limited to any. @throws NotPermitted */
function refuseMoreThanOwnGroups({ groupIds: own }: Actor, groupIds: readonly string[] | null): void {
  if (own !== undefined && (groupIds === null || groupIds.some((id) => !own.includes(id)))) throw new NotPermitted();
}

function toOperator(row: OperatorRow): Operator {
  const { id, version, login, name, language, disabled, lockedUntil, lastSignInAt, createdAt } = row;
  return {
    id,
    version,
    login,
    name,
    language,
    roleId: row.builtinRole ?? row.roleId ?? '',
    disabled,
    agentGroupIds: row.agentGroupIds ?? [],
    firstPassword: row.mustChangePassword,
    secondFactor: row.hasSecondFactor,
    lockedUntil: lockedUntil !== null && lockedUntil.getTime() > systemClock.now() ? lockedUntil : null,
    lastSignInAt,
    createdAt,
  };
}
