import { Injectable } from '@nestjs/common';
import { ArrayContains, IsNull, Not, type FindOptionsWhere } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { rowById, updateVersion } from '../database/versioned.js';
import { OperatorEntity, type OperatorRow } from './entities/operator.entity.js';

/** Everything else than the sign-in. `tenantId` null stands for the platform's own people, whoever's session it is. */
@Injectable()
export class OperatorsRepository {
  async page(session: DbSession, tenantId: string | null, query: ListQuery): Promise<Page<OperatorEntity>> {
    return pageOf(
      session,
      OperatorEntity,
      query,
      {
        login: 'text',
        name: 'text',
        language: 'word',
        builtinRole: 'word',
        roleId: 'id',
        disabled: 'boolean',
        lastSignInAt: 'instant',
        createdAt: 'instant',
      },
      ofSide(tenantId),
    );
  }

  async find(session: DbSession, tenantId: string | null, id: string): Promise<OperatorRow | null> {
    const row = await rowById(session, OperatorEntity, id);
    return row?.tenantId === tenantId ? row : null;
  }

  async findByLogin(session: DbSession, tenantId: string | null, login: string): Promise<OperatorRow | null> {
    return session.findOneBy(OperatorEntity, { ...ofSide(tenantId), login });
  }

  async insert(session: DbSession, operator: OperatorRow): Promise<void> {
    await session.insert(OperatorEntity, operator);
  }

  async update(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<
      Pick<OperatorEntity, 'name' | 'language' | 'builtinRole' | 'roleId' | 'disabled' | 'epoch' | 'agentGroupIds'>
    >,
  ): Promise<void> {
    await updateVersion(session, OperatorEntity, id, version, values);
  }

  /** The telephone by which somebody listens: their own choice, so no version. */
  async setListenExtension(session: DbSession, id: string, listenExtensionId: string): Promise<void> {
    await session.update(OperatorEntity, { id }, { listenExtensionId });
  }

  /** A new first password: all sessions end, and a lock too. */
  async renewPassword(session: DbSession, { id, version, epoch }: OperatorRow, passwordHash: string): Promise<void> {
    const values = { passwordHash, mustChangePassword: true, failures: 0, lockedUntil: null, epoch: epoch + 1 };
    await updateVersion(session, OperatorEntity, id, version, values);
  }

  async forgetSecondFactor(session: DbSession, { id, version, epoch }: OperatorRow): Promise<void> {
    await updateVersion(session, OperatorEntity, id, version, { totpSecret: null, epoch: epoch + 1 });
  }

  async remove(session: DbSession, id: string): Promise<void> {
    await session.delete(OperatorEntity, { id });
  }

  /** Enabled people with a role of the product, apart from one. */
  async countOthers(session: DbSession, tenantId: string | null, builtinRole: string, id: string): Promise<number> {
    return session.countBy(OperatorEntity, { ...ofSide(tenantId), builtinRole, disabled: false, id: Not(id) });
  }

  async count(session: DbSession, tenantId: string | null): Promise<number> {
    return session.countBy(OperatorEntity, ofSide(tenantId));
  }

  async byId(session: DbSession, id: string): Promise<OperatorRow | null> {
    return rowById(session, OperatorEntity, id);
  }

  /** Whose acts are limited to this group of agents, among others. */
  async limitedTo(session: DbSession, groupId: string): Promise<OperatorRow[]> {
    return session.find(OperatorEntity, {
      where: { agentGroupIds: ArrayContains([groupId]) },
      order: { login: 'ASC' },
    });
  }

  async loginsWithRole(session: DbSession, roleId: string): Promise<string[]> {
    const rows = await session.find(OperatorEntity, { where: { roleId }, order: { login: 'ASC' } });
    return rows.map(({ login }) => login);
  }
}

function ofSide(tenantId: string | null): FindOptionsWhere<OperatorEntity> {
  return { tenantId: tenantId ?? IsNull() };
}
