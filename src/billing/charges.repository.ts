import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { ChargeEntity } from './entities/charge.entity.js';
import { LimitReachedEntity } from './entities/limit-reached.entity.js';

/** Which charges a program asks for. */
export interface ChargeFilter {
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
  readonly callId?: string;
  readonly kind?: ChargeEntity['kind'];
}

/** Tables facts.charge and facts.limit_reached. */
@Injectable()
export class ChargesRepository {
  /** @param number in its normal form; null: of all numbers */
  pageOfCharges(session: DbSession, query: ListQuery, number: string | null): Promise<Page<ChargeEntity>> {
    const only = number === null ? {} : { number };
    const columns = {
      at: 'instant',
      callAt: 'instant',
      tenantId: 'id',
      callId: 'word',
      kind: 'word',
      tariffId: 'id',
      reratingId: 'id',
      seconds: 'number',
      amountMicro: 'micro',
    } as const;
    return pageOf(session, ChargeEntity, query, columns, only);
  }

  charge(session: DbSession, id: string): Promise<ChargeEntity | null> {
    return session.findOneBy(ChargeEntity, { id });
  }

  /** In the order of time and id, after the cursor. */
  chargesAfter(
    session: DbSession,
    cursor: RowPosition | null,
    limit: number,
    { from, to, callId, kind }: ChargeFilter,
    newestFirst: boolean,
  ): Promise<ChargeEntity[]> {
    const order = newestFirst ? 'DESC' : 'ASC';
    const query = session.createQueryBuilder(ChargeEntity, 'charge');
    const past = newestFirst ? '<' : '>';
    if (cursor !== null) {
      const instant = "timestamptz 'epoch' + :atUs * interval '1 microsecond'";
      query.andWhere(`(charge.at, charge.id) ${past} (${instant}, :id)`, { ...cursor });
    }
    if (from !== undefined) query.andWhere('charge.at >= :from', { from });
    if (to !== undefined) query.andWhere('charge.at < :to', { to });
    if (callId !== undefined) query.andWhere('charge.callId = :callId', { callId });
    if (kind !== undefined) query.andWhere('charge.kind = :kind', { kind });
    return query.orderBy('charge.at', order).addOrderBy('charge.id', order).limit(limit).getMany();
  }

  /** When the charge was made, in microseconds since 1970. */
  async exactAt(session: DbSession, id: string): Promise<string | undefined> {
    const us = 'SELECT (extract(epoch FROM at) * 1000000)::bigint::text AS us FROM facts.charge WHERE id = $1';
    return (await session.query<{ us: string }[]>(us, [id]))[0]?.us;
  }

  limit(session: DbSession, id: string): Promise<LimitReachedEntity | null> {
    return session.findOneBy(LimitReachedEntity, { id });
  }

  pageOfLimits(session: DbSession, query: ListQuery): Promise<Page<LimitReachedEntity>> {
    return pageOf(session, LimitReachedEntity, query, {
      at: 'instant',
      tenantId: 'id',
      limit: 'word',
      action: 'word',
      callId: 'word',
      agentId: 'id',
      trunkId: 'id',
    });
  }
}
