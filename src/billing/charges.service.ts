import { Injectable } from '@nestjs/common';

import type { Calculation } from '../kernel/charge.js';
import type { AgentId, CallId, TariffId, TariffVersionId, TenantId, TrunkId } from '../kernel/ids.js';
import { LARGEST_PAGE, type ListQuery, type Page, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { isKeepable } from '../platform/validation/keepable-text.js';
import { ChargesRepository, type ChargeFilter } from './charges.repository.js';
import type { ChargeRecord, LimitRecord } from './core/charge-record.js';
import { explain } from './core/explain.js';
import { normalNumber } from './core/number-class.js';
import type { Sentences } from './core/tariff-record.js';
import type { ChargeEntity } from './entities/charge.entity.js';
import type { LimitReachedEntity } from './entities/limit-reached.entity.js';
import { TariffsService } from './tariffs.service.js';

export type { ChargeFilter } from './charges.repository.js';

/** What calls cost, and limits that were met: facts, which are only read here. */
@Injectable()
export class ChargesService {
  constructor(
    private readonly charges: ChargesRepository,
    private readonly tariffs: TariffsService,
  ) {}

  /** The newest first unless asked otherwise. Filters: at, callAt, tenantId, callId, kind, amountMicro, number (whole). */
  async pageOfCharges(session: DbSession, query: ListQuery): Promise<Page<ChargeRecord>> {
    const { number } = query.filter;
    const wanted = typeof number === 'string' && number.trim() !== '' ? number : null;
    const normal = wanted === null ? null : normalNumber(wanted);
    if (wanted !== null && normal === null) return { items: [], total: 0 };
    const { items, total } = await this.charges.pageOfCharges(session, newestFirst(query), normal);
    return { items: items.map(toRecord), total };
  }

  /** undefined where the session sees none. */
  async findCharge(session: DbSession, id: string): Promise<ChargeRecord | undefined> {
    const row = isKeepable(id) ? await this.charges.charge(session, id) : null;
    return row === null ? undefined : toRecord(row);
  }

  /** Line by line; rates by their names where the session still sees the tariff. */
  async explain(session: DbSession, charge: ChargeRecord): Promise<Sentences> {
    const names = await this.tariffs.rateNames(session, charge.tariffVersionId, codesIn(charge.calculation));
    return explain(charge.calculation, (code) => names.get(code), charge.kind === 'reversal');
  }

  /**
   * A stretch of the list of charges, for programs that read it piece by piece.
   *
   * @param cursor of the last one that was read; null: from the begin
   * @param limit at most LARGEST_PAGE
   */
  async chargesAfter(
    session: DbSession,
    cursor: RowPosition | null,
    limit: number,
    filter: ChargeFilter = {},
    order: 'newest_first' | 'oldest_first' = 'newest_first',
  ): Promise<readonly ChargeRecord[]> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    if (![cursor?.id ?? '', filter.callId ?? ''].every(isKeepable)) return [];
    const rows = await this.charges.chargesAfter(session, cursor, most, filter, order === 'newest_first');
    return rows.map(toRecord);
  }

  /** One page of them, the newest first. @param after `next` of the page before; null: the first page */
  async chargesPage(
    session: DbSession,
    filter: ChargeFilter,
    after: RowPosition | null,
    limit: number,
  ): Promise<{
    readonly items: readonly ChargeRecord[];
    readonly next: RowPosition | null;
  }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const kept = [after?.id ?? '', filter.callId ?? ''].every(isKeepable);
    const rows = kept ? await this.charges.chargesAfter(session, after, most + 1, filter, true) : [];
    const items = rows.slice(0, most).map(toRecord);
    const last = items.at(-1);
    if (rows.length <= most || last === undefined) return { items, next: null };
    const atUs = await this.charges.exactAt(session, last.id);
    return { items, next: { atUs: atUs ?? `${last.at.getTime()}000`, id: last.id } };
  }

  /** The newest first unless asked otherwise. */
  async pageOfLimits(session: DbSession, query: ListQuery): Promise<Page<LimitRecord>> {
    const { items, total } = await this.charges.pageOfLimits(session, newestFirst(query));
    return { items: items.map(toLimit), total };
  }

  /** undefined where the session sees none. */
  async findLimit(session: DbSession, id: string): Promise<LimitRecord | undefined> {
    const row = isKeepable(id) ? await this.charges.limit(session, id) : null;
    return row === null ? undefined : toLimit(row);
  }
}

/** Codes of the rates that a charge was calculated by. */
export function codesIn({ lines }: Calculation): readonly string[] {
  return [...new Set(lines.map(({ rate }) => rate).filter((code) => code !== null))];
}

function newestFirst(query: ListQuery): ListQuery {
  return { ...query, sort: query.sort ?? { by: 'at', descending: true } };
}

function toRecord(row: ChargeEntity): ChargeRecord {
  const [leg] = row.calculation.legs;
  return {
    id: row.id,
    at: row.at,
    callAt: row.callAt ?? row.at,
    tenantId: row.tenantId as TenantId,
    callId: row.callId as CallId,
    kind: row.kind,
    direction: leg?.direction ?? 'inbound',
    number: leg?.number ?? '',
    tariffId: row.tariffId as TariffId,
    tariffVersionId: row.tariffVersionId as TariffVersionId,
    currency: row.currency,
    amountMicro: row.amountMicro,
    callerAmountMicro: row.callerAmountMicro,
    outboundMicro: row.outboundMicro,
    startedAt: row.startedAt,
    seconds: row.seconds,
    calculation: row.calculation,
    reverses: row.reverses,
    reratingId: row.reratingId,
  };
}

function toLimit({ tenantId, callId, agentId, trunkId, ...same }: LimitReachedEntity): LimitRecord {
  return {
    ...same,
    tenantId: tenantId as TenantId,
    callId: callId as CallId | null,
    agentId: agentId as AgentId | null,
    trunkId: trunkId as TrunkId | null,
  };
}
