import { Injectable } from '@nestjs/common';
import { IsNull, type FindOptionsWhere } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { rowById, updateVersion } from '../database/versioned.js';
import { RoleEntity, type RoleRow } from './entities/role.entity.js';

/** Roles of people's own making. `tenantId` null stands for the platform's, whoever's session it is. */
@Injectable()
export class RolesRepository {
  async page(session: DbSession, tenantId: string | null, query: ListQuery): Promise<Page<RoleEntity>> {
    return pageOf(session, RoleEntity, query, { name: 'text' }, ofSide(tenantId));
  }

  async find(session: DbSession, tenantId: string | null, id: string): Promise<RoleRow | null> {
    const row = await rowById(session, RoleEntity, id);
    return row?.tenantId === tenantId ? row : null;
  }

  async insert(session: DbSession, role: RoleRow): Promise<void> {
    await session.insert(RoleEntity, role);
  }

  async update(
    session: DbSession,
    id: string,
    version: number,
    values: Pick<RoleEntity, 'name' | 'permissions'>,
  ): Promise<void> {
    await updateVersion(session, RoleEntity, id, version, values);
  }

  async remove(session: DbSession, id: string): Promise<void> {
    await session.delete(RoleEntity, { id });
  }
}

function ofSide(tenantId: string | null): FindOptionsWhere<RoleEntity> {
  return { tenantId: tenantId ?? IsNull() };
}
