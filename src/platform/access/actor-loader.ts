import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../kernel/ids.js';
import { Databases } from '../database/databases.js';
import type { Ending } from './access.errors.js';
import { ActorsRepository, type ActorRow } from './actors.repository.js';
import { BUILTIN_ROLES, knownPermissions, permissionsOfRole, type Permission } from './core/permissions.js';
import type { SignedIn } from './http/web-session.js';

/** People as they are at this very moment. */
@Injectable()
export class ActorLoader {
  constructor(
    private readonly databases: Databases,
    private readonly actors: ActorsRepository,
  ) {}

  /**
   * @param epoch of the session
   * @returns the person, or why the session is over
   */
  async load(operatorId: string, epoch: number, address: string): Promise<SignedIn | Ending> {
    const row = await this.databases.transaction('operator', (session) => this.actors.find(session, operatorId));
    if (row === undefined) return 'ended';
    const ending = endingOf(row, epoch);
    if (ending !== undefined) return ending;
    const { login, name, language, tenantCode, mustChangePassword, groupIds } = row;
    const tenantId = row.tenantId as TenantId | null;
    const permissions = new Set(permissionsOf(row));
    return {
      actor: {
        ...{ operatorId, login, name, tenantId, permissions, language, address, epoch },
        ...(groupIds === null ? {} : { groupIds }),
      },
      tenantCode,
      mustChangePassword,
    };
  }
}

/** Why a session of this epoch is over; undefined where it is not. */
export function endingOf(row: ActorRow, epoch: number): Ending | undefined {
  if (row.disabled || row.epoch !== epoch) return 'ended';
  return row.tenantId !== null && row.tenantStatus !== 'open' ? 'tenant' : undefined;
}

export function permissionsOf({ builtinRole, permissions, tenantId }: ActorRow): readonly Permission[] {
  const role = BUILTIN_ROLES.find((name) => name === builtinRole);
  if (role !== undefined) return permissionsOfRole(role, tenantId === null);
  return knownPermissions(permissions ?? [], tenantId === null);
}
