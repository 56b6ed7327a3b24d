import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { ChargedDirection } from '../kernel/charge.js';
import type { TariffId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { notThere } from '../platform/references/reference-input.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { validInput } from '../platform/validation/valid-input.js';
import { ReratingUnderWay } from './billing.errors.js';
import type { ReratingChange, ReratingRecord } from './core/rerating-record.js';
import { reratingInput } from './dto/rerating-input.js';
import type { ReratingEntity } from './entities/rerating.entity.js';
import { RerateWorker } from './rerate-worker.js';
import { ReratingsRepository } from './reratings.repository.js';
import { TariffsRepository } from './tariffs.repository.js';

/** A call that would cost something else. */
export interface ChangedCall extends ReratingChange {
  readonly at: Date;
  readonly tenantId: TenantId;
  readonly direction: ChargedDirection;
  readonly number: string;
}

/** Pricing a period again after a tariff was corrected: asked for and watched here, done by RerateWorker. */
@Injectable()
export class ReratingsService {
  constructor(
    private readonly reratings: ReratingsRepository,
    private readonly tariffs: TariffsRepository,
    private readonly tenancy: TenancyService,
    private readonly worker: RerateWorker,
  ) {}

  /**
   * @param input `{tariffId, tenantId | null, from, to, trial}`; `to` is exclusive
   * @throws InvalidInput, ReratingUnderWay
   */
  async create(session: DbSession, input: unknown, byName: string): Promise<ReratingRecord> {
    const { from, to, ...wish } = validInput(reratingInput, input);
    if ((await this.tariffs.tariff(session, wish.tariffId)) === null) throw notThere('tariffId');
    if (wish.tenantId !== null) await this.mustBeThere(session, wish.tenantId);
    if ((await this.reratings.countUnfinished(session, wish.tariffId)) > 0) throw new ReratingUnderWay();
    const row: ReratingEntity = {
      ...wish,
      id: newId(),
      from: new Date(from),
      to: new Date(to),
      status: 'queued',
      cursorAt: null,
      cursorId: null,
      total: null,
      lookedAt: 0,
      changed: 0,
      differenceMicro: '0',
      failure: null,
      requestedByName: byName,
      createdAt: new Date(systemClock.now()),
      endedAt: null,
    };
    await this.reratings.insertRerating(session, row);
    this.worker.wake();
    return toRecord(row);
  }

  /** The newest first unless asked otherwise. */
  async pageOfReratings(session: DbSession, query: ListQuery): Promise<Page<ReratingRecord>> {
    const sort = query.sort ?? { by: 'createdAt', descending: true };
    const { items, total } = await this.reratings.pageOfReratings(session, { ...query, sort });
    return { items: items.map(toRecord), total };
  }

  async findRerating(session: DbSession, id: string): Promise<ReratingRecord | undefined> {
    const row = await this.reratings.rerating(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** The first that a trial has found, with the calls that they are of. */
  async changesOf(session: DbSession, id: string): Promise<readonly ChangedCall[]> {
    const found = await this.reratings.changesOf(session, id);
    return found.map(({ chargeId, formerMicro, newMicro, charge }) => {
      const { direction = 'inbound', number = '' } = charge.calculation.legs[0] ?? {};
      const at = charge.callAt ?? charge.at;
      return { chargeId, formerMicro, newMicro, at, tenantId: charge.tenantId as TenantId, direction, number };
    });
  }

  private async mustBeThere(session: DbSession, tenantId: string): Promise<void> {
    try {
      await this.tenancy.tenantById(session, tenantId);
    } catch (error) {
      throw error instanceof NotFound ? notThere('tenantId') : error;
    }
  }
}

function toRecord(row: ReratingEntity): ReratingRecord {
  return {
    id: row.id,
    tariffId: row.tariffId as TariffId,
    tenantId: row.tenantId as TenantId | null,
    from: row.from,
    to: row.to,
    trial: row.trial,
    status: row.status,
    total: row.total,
    lookedAt: row.lookedAt,
    changed: row.changed,
    differenceMicro: row.differenceMicro,
    failure: row.failure,
    requestedByName: row.requestedByName,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
  };
}
