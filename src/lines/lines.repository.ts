import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { mentions } from '../platform/database/mentions.js';
import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { ExtensionEntity } from './entities/extension.entity.js';
import { TrunkEntity } from './entities/trunk.entity.js';

/** What the engine reads of a telephone, and all of it that the engine may. */
export type EngineExtension = Pick<
  ExtensionEntity,
  'id' | 'tenantId' | 'dn' | 'endpoint' | 'autoAnswer' | 'answersByNotify' | 'callsOut' | 'forwarding'
>;

/** PostgreSQL takes 65,535 parameters a statement. */
const ROWS_PER_INSERT = 1000;

@Injectable()
export class LinesRepository {
  trunks(session: DbSession): Promise<TrunkEntity[]> {
    return session.find(TrunkEntity, { order: { id: 'ASC' } });
  }

  extensions(session: DbSession): Promise<EngineExtension[]> {
    const select = {
      id: true,
      tenantId: true,
      dn: true,
      endpoint: true,
      autoAnswer: true,
      answersByNotify: true,
      callsOut: true,
      forwarding: true,
    };
    return session.find(ExtensionEntity, { select, order: { id: 'ASC' } });
  }

  pageOfTrunks(session: DbSession, query: ListQuery): Promise<Page<TrunkEntity>> {
    return pageOf(session, TrunkEntity, query, {
      name: 'text',
      endpoint: 'text',
      port: 'number',
      channelLimit: 'number',
      nodeId: 'word',
    });
  }

  trunk(session: DbSession, id: string): Promise<TrunkEntity | null> {
    return rowById(session, TrunkEntity, id);
  }

  /** Another trunk that has some of these addresses. */
  async trunkAt(session: DbSession, address: string, exceptId: string | null): Promise<TrunkEntity | null> {
    return session
      .createQueryBuilder(TrunkEntity, 'trunk')
      .where('trunk.address && CAST(:address AS inet)', { address })
      .andWhere('trunk.id IS DISTINCT FROM :exceptId', { exceptId })
      .orderBy('trunk.name')
      .getOne();
  }

  async insertTrunk(session: DbSession, trunk: TrunkEntity): Promise<void> {
    await session.insert(TrunkEntity, trunk);
  }

  updateTrunk(session: DbSession, id: string, version: number, values: Partial<TrunkEntity>): Promise<void> {
    return updateVersion(session, TrunkEntity, id, version, values);
  }

  /** @returns false where the session sees no such trunk */
  async deleteTrunk(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && (await session.delete(TrunkEntity, { id })).affected === 1;
  }

  pageOfExtensions(session: DbSession, query: ListQuery): Promise<Page<ExtensionEntity>> {
    return pageOf(session, ExtensionEntity, query, { dn: 'text', label: 'text', endpoint: 'text' });
  }

  extension(session: DbSession, id: string): Promise<ExtensionEntity | null> {
    return rowById(session, ExtensionEntity, id);
  }

  /** Telephones whose callers may go on to it. */
  extensionsLeadingTo(session: DbSession, id: string): Promise<ExtensionEntity[]> {
    return session.find(ExtensionEntity, { where: { forwarding: mentions(id) }, order: { dn: 'ASC' } });
  }

  countExtensions(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(ExtensionEntity, { tenantId });
  }

  /** Those of the numbers that are telephones of the tenant already. */
  async takenDns(session: DbSession, tenantId: string, dns: readonly string[]): Promise<string[]> {
    const taken = await session.find(ExtensionEntity, {
      select: { dn: true },
      where: { tenantId, dn: In(dns) },
      order: { dn: 'ASC' },
    });
    return taken.map((row) => row.dn);
  }

  async insertExtensions(session: DbSession, extensions: readonly ExtensionEntity[]): Promise<void> {
    for (let from = 0; from < extensions.length; from += ROWS_PER_INSERT) {
      await session.insert(ExtensionEntity, extensions.slice(from, from + ROWS_PER_INSERT));
    }
  }

  updateExtension(
    session: DbSession,
    id: string,
    version: number,
    values: Pick<ExtensionEntity, 'label' | 'autoAnswer' | 'answersByNotify' | 'callsOut' | 'forwarding'>,
  ): Promise<void> {
    return updateVersion(session, ExtensionEntity, id, version, values);
  }

  /** @returns false where the session sees no such telephone */
  async updateCredential(session: DbSession, id: string, realm: string, md5Credential: string): Promise<boolean> {
    return isId(id) && (await session.update(ExtensionEntity, { id }, { realm, md5Credential })).affected === 1;
  }

  async deleteExtension(session: DbSession, id: string): Promise<void> {
    await session.delete(ExtensionEntity, { id });
  }
}
