import { Injectable } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { NotReadyReasonExists, NotReadyReasonsThere } from './acd.errors.js';
import { inOrder, reasonsOf, USUAL_REASONS, type NotReadyReason, type UsualReason } from './core/not-ready-reason.js';
import { newReasonInput, reasonInput } from './dto/wrap-up-input.js';
import type { NotReadyReasonEntity } from './entities/not-ready-reason.entity.js';
import { NotReadyReasonsRepository } from './not-ready-reasons.repository.js';

/** A reason as people see and edit one. */
export type NotReadyReasonRecord = Omit<NotReadyReasonEntity, 'tenantId'>;

export const MOST_REASONS = 100;
const REASONS = { zh: '示忙原因数', en: 'Reasons for not being ready' } as const;

/** Why agents may be not ready, by tenant. None is deleted: what was chosen once keeps its name. */
@Injectable()
export class NotReadyReasonsService {
  constructor(private readonly reasons: NotReadyReasonsRepository) {}

  /** For the engine. */
  async listReasons(session: DbSession): Promise<NotReadyReason[]> {
    return (await this.reasons.reasons(session)).map(
      ({ tenantId, code, key, nameZh: zh, nameEn: en, paid, active }) => ({
        ...{ tenantId: tenantId as TenantId, code, key, name: { zh, en }, paid, active },
      }),
    );
  }

  /** Those that the tenant of the session has, its own or the usual ones, by code. */
  async reasonsOfTenant(session: DbSession): Promise<readonly UsualReason[]> {
    return inOrder(reasonsOf(await this.listReasons(session)));
  }

  /** What steps of agents of the session's tenant mean, by key: its own reasons, and the usual ones of before. */
  async reasonsByKey(session: DbSession): Promise<ReadonlyMap<string, UsualReason>> {
    const known = [...USUAL_REASONS, ...reasonsOf(await this.listReasons(session))];
    return new Map(known.map((reason) => [reason.key, reason]));
  }

  async pageOfReasons(session: DbSession, query: ListQuery): Promise<Page<NotReadyReasonRecord>> {
    const { items, total } = await this.reasons.pageOfReasons(session, query);
    return { items: items.map(toRecord), total };
  }

  async findReason(session: DbSession, id: string): Promise<NotReadyReasonRecord | undefined> {
    const row = await this.reasons.reason(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, NotReadyReasonExists, QuotaReached */
  async createReason(session: DbSession, tenantId: TenantId, input: unknown): Promise<NotReadyReasonRecord> {
    const given = validInput(newReasonInput, input);
    const there = await this.reasons.reasons(session);
    if (there.length >= MOST_REASONS) throw new QuotaReached(REASONS, MOST_REASONS);
    const row = { ...given, id: newId(), tenantId, version: 1, key: given.code };
    try {
      await this.reasons.insertReasons(session, [row]);
    } catch (error) {
      throw isUniqueViolation(error) ? new NotReadyReasonExists(given.code) : error;
    }
    return toRecord(row);
  }

  /** Makes the usual ones the tenant's own, to be changed as it likes. @throws NotReadyReasonsThere */
  async adoptUsual(session: DbSession, tenantId: TenantId): Promise<readonly NotReadyReasonRecord[]> {
    if ((await this.reasons.reasons(session)).length > 0) throw new NotReadyReasonsThere();
    const rows = USUAL_REASONS.map(({ name, ...reason }) => ({
      ...reason,
      ...{ id: newId(), tenantId, version: 1, nameZh: name.zh, nameEn: name.en },
    }));
    await this.reasons.insertReasons(session, rows);
    return rows.map(toRecord);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile */
  async updateReason(session: DbSession, id: string, version: number, input: unknown): Promise<NotReadyReasonRecord> {
    const given = validInput(reasonInput, input);
    const before = await this.reasons.reason(session, id);
    if (before === null) throw new NotFound();
    await this.reasons.updateReason(session, before.id, version, given);
    return { ...toRecord(before), ...given, version: version + 1 };
  }
}

function toRecord({ tenantId: _, ...row }: NotReadyReasonEntity): NotReadyReasonRecord {
  return row;
}
