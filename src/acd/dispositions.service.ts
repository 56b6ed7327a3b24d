import { Injectable } from '@nestjs/common';

import type { QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { mustBeThere, notThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { DispositionExists } from './acd.errors.js';
import type { Disposition, DispositionId } from './core/disposition.js';
import { inOrder } from './core/not-ready-reason.js';
import { DispositionsRepository } from './dispositions.repository.js';
import { dispositionInput } from './dto/wrap-up-input.js';
import type { DispositionEntity } from './entities/disposition.entity.js';

/** A disposition as people see and edit one. */
export type DispositionRecord = Omit<DispositionEntity, 'tenantId'>;

/** Every engine holds all of its tenants' in memory. */
export const MOST_DISPOSITIONS = 500;
const DISPOSITIONS = { zh: '通话小结数', en: 'Dispositions' } as const;

/** What may have come of a call, by tenant. None is deleted: what was said once keeps its name. */
@Injectable()
export class DispositionsService {
  constructor(
    private readonly dispositions: DispositionsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'disposition',
      label: async (session, id) => {
        const row = await this.dispositions.disposition(session, id);
        return row === null ? undefined : labelOf(row);
      },
      usesOf: async (session, thing) => {
        if (thing.kind !== 'queue') return [];
        const rows = await this.dispositions.dispositionsOfQueue(session, thing.id);
        return rows.map((row) => ({ kind: 'disposition', id: row.id, label: labelOf(row) }));
      },
    });
  }

  /** For the engine, and whoever has to do with all of them. */
  async listDispositions(session: DbSession): Promise<readonly Disposition[]> {
    const rows = await this.dispositions.dispositions(session);
    return inOrder(
      rows.map(({ id, tenantId, code, nameZh: zh, nameEn: en, queueIds, active }) => ({
        ...{ id: id as DispositionId, tenantId: tenantId as TenantId, code },
        ...{ name: { zh, en }, queueIds: queueIds as QueueId[], active },
      })),
    );
  }

  async pageOfDispositions(session: DbSession, query: ListQuery): Promise<Page<DispositionRecord>> {
    const { items, total } = await this.dispositions.pageOfDispositions(session, query);
    return { items: items.map(toRecord), total };
  }

  async findDisposition(session: DbSession, id: string): Promise<DispositionRecord | undefined> {
    const row = await this.dispositions.disposition(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, DispositionExists, QuotaReached */
  async createDisposition(session: DbSession, tenantId: TenantId, input: unknown): Promise<DispositionRecord> {
    const given = await this.valid(session, input);
    const there = await this.dispositions.dispositions(session);
    if (there.length >= MOST_DISPOSITIONS) throw new QuotaReached(DISPOSITIONS, MOST_DISPOSITIONS);
    const row = { ...given, id: newId(), tenantId, version: 1 };
    await orExists(given.code, this.dispositions.insertDisposition(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, DispositionExists */
  async updateDisposition(session: DbSession, id: string, version: number, input: unknown): Promise<DispositionRecord> {
    const given = await this.valid(session, input);
    const before = await this.dispositions.disposition(session, id);
    if (before === null) throw new NotFound();
    await orExists(given.code, this.dispositions.updateDisposition(session, before.id, version, given));
    return { ...given, id: before.id, version: version + 1 };
  }

  private async valid(session: DbSession, input: unknown) {
    const given = validInput(dispositionInput, input);
    try {
      for (const id of given.queueIds) await mustBeThere(this.references, session, { queueIds: { kind: 'queue', id } });
    } catch (error) {
      throw error instanceof InvalidInput ? notThere('queueIds') : error;
    }
    return given;
  }
}

function labelOf({ code, nameZh }: DispositionEntity): string {
  return `${code} ${nameZh}`;
}

function toRecord({ tenantId: _, ...row }: DispositionEntity): DispositionRecord {
  return row;
}

async function orExists(code: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new DispositionExists(code) : error;
  }
}
