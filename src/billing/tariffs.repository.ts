import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { AccountEntity } from './entities/account.entity.js';
import { ChargeEntity } from './entities/charge.entity.js';
import { TariffVersionEntity } from './entities/tariff-version.entity.js';
import { TariffEntity } from './entities/tariff.entity.js';

export type VersionHead = Omit<TariffVersionEntity, 'content'>;

export interface TariffUse {
  readonly id: string;
  /** Number of the version; null: none holds. */
  readonly current: number | null;
  readonly tenants: number;
}

/** Tables config.tariff and config.tariff_version. */
@Injectable()
export class TariffsRepository {
  tariffs(session: DbSession): Promise<TariffEntity[]> {
    return session.find(TariffEntity, { order: { id: 'ASC' } });
  }

  pageOfTariffs(session: DbSession, query: ListQuery): Promise<Page<TariffEntity>> {
    return pageOf(session, TariffEntity, query, {
      name: 'text',
      currency: 'word',
      timeZone: 'text',
      createdAt: 'instant',
    });
  }

  tariff(session: DbSession, id: string): Promise<TariffEntity | null> {
    return rowById(session, TariffEntity, id);
  }

  async insertTariff(session: DbSession, tariff: TariffEntity): Promise<void> {
    await session.insert(TariffEntity, tariff);
  }

  updateTariff(session: DbSession, id: string, version: number, values: Partial<TariffEntity>): Promise<void> {
    return updateVersion(session, TariffEntity, id, version, values);
  }

  /** With its versions. @returns false where the session sees no such tariff */
  async deleteTariff(session: DbSession, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    await session.delete(TariffVersionEntity, { tariffId: id });
    return (await session.delete(TariffEntity, { id })).affected === 1;
  }

  /** Tenants whose calls are priced by it. */
  async tenantsOnTariff(session: DbSession, id: string): Promise<string[]> {
    if (!isId(id)) return [];
    const accounts = await session.find(AccountEntity, { where: { tariffId: id }, order: { id: 'ASC' } });
    return accounts.map((account) => account.id);
  }

  /** Of each of these tariffs the version that holds at an instant, and how many tenants have it. */
  async usesOf(session: DbSession, ids: readonly string[], at: Date): Promise<readonly TariffUse[]> {
    return session.query<TariffUse[]>(
      `SELECT tariff.id, (
         SELECT number FROM config.tariff_version WHERE tariff_id = tariff.id AND valid_from <= $2
         ORDER BY valid_from DESC, number DESC LIMIT 1
       ) AS current, (
         SELECT count(*)::int FROM config.tenant_account WHERE tariff_id = tariff.id
       ) AS tenants
       FROM config.tariff WHERE tariff.id = ANY($1)`,
      [ids.filter(isId), at],
    );
  }

  async hasCharges(session: DbSession, id: string): Promise<boolean> {
    return isId(id) && session.existsBy(ChargeEntity, { tariffId: id });
  }

  /** Of one tariff or of all, in the order in which they were made, without what they say. */
  versionHeads(session: DbSession, tariffId: string | null): Promise<VersionHead[]> {
    if (tariffId !== null && !isId(tariffId)) return Promise.resolve([]);
    return session.find(TariffVersionEntity, {
      where: tariffId === null ? {} : { tariffId },
      order: { tariffId: 'ASC', number: 'ASC' },
    });
  }

  /** How many rates each of these versions has, by its id. */
  async countRates(session: DbSession, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await session.query<{ id: string; rates: number }[]>(
      `SELECT id, jsonb_array_length(content -> 'rates') AS rates FROM config.tariff_version WHERE id = ANY($1)`,
      [ids.filter(isId)],
    );
    return new Map(rows.map(({ id, rates }) => [id, rates]));
  }

  /** What people call these rates of a version, by their codes; looked for in the database, for a version may be large. */
  async rateNames(
    session: DbSession,
    versionId: string,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (!isId(versionId) || codes.length === 0) return new Map();
    const rows = await session.query<NameRow[]>(
      `SELECT rate ->> 'code' AS code, rate ->> 'name' AS name FROM config.tariff_version,
         jsonb_path_query(content, '$.rates[*] ? (@.code == $codes[*])', jsonb_build_object('codes', $2::text[])) AS rate
       WHERE id = $1`,
      [versionId, codes],
    );
    return namesOf(rows);
  }

  /** Likewise of its packages, all of them. */
  async packageNames(session: DbSession, versionId: string): Promise<ReadonlyMap<string, string>> {
    if (!isId(versionId)) return new Map();
    const rows = await session.query<NameRow[]>(
      `SELECT package ->> 'code' AS code, package ->> 'name' AS name
       FROM config.tariff_version, jsonb_path_query(content, '$.packages[*]') AS package WHERE id = $1`,
      [versionId],
    );
    return namesOf(rows);
  }

  versionHead(session: DbSession, id: string): Promise<VersionHead | null> {
    return isId(id) ? session.findOneBy(TariffVersionEntity, { id }) : Promise.resolve(null);
  }

  /** With what they say. */
  versionsByIds(session: DbSession, ids: readonly string[]): Promise<TariffVersionEntity[]> {
    return session
      .createQueryBuilder(TariffVersionEntity, 'version')
      .addSelect('version.content')
      .where({ id: In(ids.filter(isId)) })
      .orderBy('version.number')
      .getMany();
  }

  async insertVersion(session: DbSession, version: TariffVersionEntity): Promise<void> {
    await session.insert(TariffVersionEntity, version as object);
  }
}

interface NameRow {
  readonly code: string;
  readonly name: string | null;
}

function namesOf(rows: readonly NameRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ code, name }) => [code, name ?? '']));
}
