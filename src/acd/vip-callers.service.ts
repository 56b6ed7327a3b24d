import { Injectable } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { VipCallerExists } from './acd.errors.js';
import type { VipCaller } from './core/blocked-number.js';
import { vipCallerInput } from './dto/vip-caller-input.js';
import type { VipCallerEntity } from './entities/vip-caller.entity.js';
import { listFile, ListLines, listText, type ListImport } from './list-import.js';
import { listedNumber } from './listed-number.js';
import { VipCallersRepository } from './vip-callers.repository.js';

/** A caller who matters as people see and edit one. */
export interface VipCallerRecord {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly isPrefix: boolean;
  readonly name: string;
  readonly headStartS: number;
  /** null: it stays. */
  readonly expiresAt: Date | null;
}

/** Of a file. */
const COLUMNS = ['number', 'isPrefix', 'name', 'headStartS', 'expiresAt'] as const;

/** Every engine holds all of its tenants' in memory. */
export const MOST_VIP_CALLERS = 20_000;
const VIP_CALLERS = { zh: 'VIP 主叫数', en: 'VIP callers' } as const;

/** Callers who come before others in every queue of their tenant. */
@Injectable()
export class VipCallersService {
  constructor(private readonly callers: VipCallersRepository) {}

  /** For the engine. */
  async listVipCallers(session: DbSession): Promise<VipCaller[]> {
    const rows = await this.callers.vipCallers(session);
    return rows.map((row) => ({ ...listedNumber(row), headStartS: row.headStartS }));
  }

  async pageOfVipCallers(session: DbSession, query: ListQuery): Promise<Page<VipCallerRecord>> {
    const { items, total } = await this.callers.pageOfVipCallers(session, query);
    return { items: items.map(toRecord), total };
  }

  async findVipCaller(session: DbSession, id: string): Promise<VipCallerRecord | undefined> {
    const row = await this.callers.vipCaller(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, VipCallerExists, QuotaReached */
  async createVipCaller(session: DbSession, tenantId: TenantId, input: unknown): Promise<VipCallerRecord> {
    const caller = validInput(vipCallerInput, input);
    if ((await this.callers.countVipCallers(session, tenantId)) >= MOST_VIP_CALLERS)
      throw new QuotaReached(VIP_CALLERS, MOST_VIP_CALLERS);
    const row = { ...caller, id: newId(), tenantId, version: 1 };
    await orExists(caller.number, this.callers.insertVipCallers(session, [row]));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, VipCallerExists */
  async updateVipCaller(session: DbSession, id: string, version: number, input: unknown): Promise<VipCallerRecord> {
    const caller = validInput(vipCallerInput, input);
    const before = await this.callers.vipCaller(session, id);
    if (before === null) throw new NotFound();
    await orExists(caller.number, this.callers.updateVipCaller(session, before.id, version, caller));
    return { ...caller, id: before.id, version: version + 1 };
  }

  /** @throws NotFound */
  async removeVipCaller(session: DbSession, id: string): Promise<void> {
    if (!(await this.callers.deleteVipCaller(session, id))) throw new NotFound();
  }

  /**
   * Takes the good lines of a file.
   *
   * @param input csv: text of which the first line names the columns
   * @throws InvalidInput where there is no such line
   */
  async importVipCallers(session: DbSession, tenantId: TenantId, input: unknown): Promise<ListImport> {
    const { csv } = validInput(listFile, input);
    const there = (await this.callers.vipCallers(session)).filter((row) => row.tenantId === tenantId);
    const known = new Set(there.map(({ number }) => number));
    const lines = new ListLines(csv, COLUMNS, known, MOST_VIP_CALLERS - there.length, (line) =>
      validInput(vipCallerInput, line),
    );
    const rows = lines.taken.map((one) => ({ ...one, id: newId(), tenantId, version: 1 }));
    await this.callers.insertVipCallers(session, rows);
    return lines.result;
  }

  /** The list as a file that `importVipCallers` takes. */
  async exportVipCallers(session: DbSession, tenantId: TenantId): Promise<string> {
    const rows = (await this.callers.vipCallers(session)).filter((row) => row.tenantId === tenantId);
    return listText(COLUMNS, rows);
  }
}

function toRecord({ tenantId: _, ...row }: VipCallerEntity): VipCallerRecord {
  return row;
}

async function orExists(number: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new VipCallerExists(number) : error;
  }
}
