import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { ChargeEntity } from './entities/charge.entity.js';
import { ReratingEntity } from './entities/rerating.entity.js';
import type { ReratingChange, ReratingStatus } from './core/rerating-record.js';

/** When the call was priced first. */
const CALLED_AT = 'coalesce(charge.call_at, charge.at)';
const UNFINISHED: ReratingStatus[] = ['queued', 'running'];

/** Table live.rerating, and the entries that pricing again makes in facts.charge. */
@Injectable()
export class ReratingsRepository {
  pageOfReratings(session: DbSession, query: ListQuery): Promise<Page<ReratingEntity>> {
    return pageOf(session, ReratingEntity, query, {
      createdAt: 'instant',
      tariffId: 'id',
      tenantId: 'id',
      status: 'word',
      trial: 'boolean',
      requestedByName: 'text',
    });
  }

  async rerating(session: DbSession, id: string): Promise<ReratingEntity | null> {
    return isId(id) ? session.findOneBy(ReratingEntity, { id }) : null;
  }

  async insertRerating(session: DbSession, row: ReratingEntity): Promise<void> {
    await session.insert(ReratingEntity, row);
  }

  countUnfinished(session: DbSession, tariffId: string): Promise<number> {
    return session.countBy(ReratingEntity, { tariffId, status: In(UNFINISHED) });
  }

  /** The one that has waited longest. */
  nextUnfinished(session: DbSession): Promise<ReratingEntity | null> {
    return session.findOne(ReratingEntity, {
      where: { status: In(UNFINISHED) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** Takes hold of it until the end of the transaction; null where it is over. */
  async claim(session: DbSession, id: string): Promise<ReratingEntity | null> {
    return session.findOne(ReratingEntity, {
      where: { id, status: In(UNFINISHED) },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async note(session: DbSession, id: string, values: Partial<ReratingEntity>): Promise<void> {
    await session.update(ReratingEntity, { id }, values);
  }

  /** Adds to what a trial has found. */
  async addChanges(session: DbSession, id: string, changes: readonly ReratingChange[]): Promise<void> {
    if (!isId(id)) return;
    const text = JSON.stringify(changes);
    await session.query('UPDATE live.rerating SET changes = changes || $2::jsonb WHERE id = $1', [id, text]);
  }

  /** What a trial has found, with the charges; those that are gone meanwhile are left out. */
  async changesOf(
    session: DbSession,
    id: string,
  ): Promise<readonly (ReratingChange & { readonly charge: ChargeEntity })[]> {
    if (!isId(id)) return [];
    const row = await session.findOne(ReratingEntity, { where: { id }, select: { id: true, changes: true } });
    const changes = row?.changes ?? [];
    const charges = await session.findBy(ChargeEntity, { id: In(changes.map(({ chargeId }) => chargeId)) });
    const known = new Map(charges.map((charge) => [charge.id, charge]));
    return changes.flatMap((change) => {
      const charge = known.get(change.chargeId);
      return charge === undefined ? [] : [{ ...change, charge }];
    });
  }

  /** How many there are, after the cursor. */
  countEffective(session: DbSession, job: ReratingEntity): Promise<number> {
    return effective(session, job).getCount();
  }

  /**
   * What stands for calls of the tariff and the period (the entry of the call, or what was put in its place last), in the
   * order in which the calls were priced first, after the cursor.
   */
  effectiveCharges(session: DbSession, job: ReratingEntity, limit: number): Promise<ChargeEntity[]> {
    return effective(session, job).orderBy(CALLED_AT, 'ASC').addOrderBy('charge.id', 'ASC').limit(limit).getMany();
  }

  async insertCharges(session: DbSession, charges: readonly ChargeEntity[]): Promise<void> {
    await session.insert(ChargeEntity, [...charges]);
  }
}

function effective(session: DbSession, job: ReratingEntity): SelectQueryBuilder<ChargeEntity> {
  const query = session
    .createQueryBuilder(ChargeEntity, 'charge')
    .where('charge.tariffId = :tariffId', { tariffId: job.tariffId })
    .andWhere(`${CALLED_AT} >= :from AND ${CALLED_AT} < :to`, { from: job.from, to: job.to })
    .andWhere("charge.kind IN ('call', 'rerated')")
    // its own work lies behind the cursor or is not wanted again
    .andWhere('charge.reratingId IS DISTINCT FROM :reratingId', { reratingId: job.id })
    .andWhere('NOT EXISTS (SELECT FROM facts.charge taken WHERE taken.reverses = charge.id)');
  if (job.tenantId !== null) query.andWhere('charge.tenantId = :tenantId', { tenantId: job.tenantId });
  if (job.cursorAt !== null && job.cursorId !== null)
    query.andWhere(`(${CALLED_AT}, charge.id) > (:at, :id)`, { at: job.cursorAt, id: job.cursorId });
  return query;
}
