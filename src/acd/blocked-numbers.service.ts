import { Injectable } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { BlockedNumberExists } from './acd.errors.js';
import { BlockedNumbersRepository } from './blocked-numbers.repository.js';
import type { AllowedNumber, BlockedNumber, NumberListName } from './core/blocked-number.js';
import { listFile, ListLines, listText, type ListImport } from './list-import.js';
import { listedNumber } from './listed-number.js';
import { blockedNumberInput } from './dto/blocked-number-input.js';
import type { BlockedNumberEntity } from './entities/blocked-number.entity.js';

/** A number that is refused, never called back or let through, as people see and edit one. */
export interface BlockedNumberRecord {
  readonly id: string;
  readonly version: number;
  readonly list: NumberListName;
  readonly number: string;
  readonly isPrefix: boolean;
  readonly name: string;
  /** null: it stays. */
  readonly expiresAt: Date | null;
}

/** Of a file. */
const COLUMNS = ['number', 'list', 'isPrefix', 'name', 'expiresAt'] as const;

/** Every engine holds all of its tenants' in memory. */
export const MOST_BLOCKED_NUMBERS = 20_000;
const BLOCKED_NUMBERS = { zh: '黑白名单号码数', en: 'Numbers blocked or allowed' } as const;

/** Numbers whose calls are refused, that are never called back, or that no other entry keeps out. */
@Injectable()
export class BlockedNumbersService {
  constructor(private readonly numbers: BlockedNumbersRepository) {}

  /** For the engine. */
  async listBlockedNumbers(
    session: DbSession,
  ): Promise<{ readonly blockedNumbers: BlockedNumber[]; readonly allowedNumbers: AllowedNumber[] }> {
    const rows = await this.numbers.blockedNumbers(session);
    const [blocked, allowed] = [
      rows.filter(({ list }) => list !== 'allowed'),
      rows.filter(({ list }) => list === 'allowed'),
    ];
    return {
      blockedNumbers: blocked.map((row) => ({ ...listedNumber(row), refused: row.list === 'blocked' })),
      allowedNumbers: allowed.map(listedNumber),
    };
  }

  async pageOfBlockedNumbers(session: DbSession, query: ListQuery): Promise<Page<BlockedNumberRecord>> {
    const { items, total } = await this.numbers.pageOfBlockedNumbers(session, query);
    return { items: items.map(toRecord), total };
  }

  async findBlockedNumber(session: DbSession, id: string): Promise<BlockedNumberRecord | undefined> {
    const row = await this.numbers.blockedNumber(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, BlockedNumberExists, QuotaReached */
  async createBlockedNumber(session: DbSession, tenantId: TenantId, input: unknown): Promise<BlockedNumberRecord> {
    const blocked = validInput(blockedNumberInput, input);
    if ((await this.numbers.countBlockedNumbers(session, tenantId)) >= MOST_BLOCKED_NUMBERS)
      throw new QuotaReached(BLOCKED_NUMBERS, MOST_BLOCKED_NUMBERS);
    const row = { ...blocked, id: newId(), tenantId, version: 1 };
    await orExists(blocked.number, this.numbers.insertBlockedNumbers(session, [row]));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, BlockedNumberExists */
  async updateBlockedNumber(
    session: DbSession,
    id: string,
    version: number,
    input: unknown,
  ): Promise<BlockedNumberRecord> {
    const blocked = validInput(blockedNumberInput, input);
    const before = await this.numbers.blockedNumber(session, id);
    if (before === null) throw new NotFound();
    await orExists(blocked.number, this.numbers.updateBlockedNumber(session, before.id, version, blocked));
    return { ...blocked, id: before.id, version: version + 1 };
  }

  /** @throws NotFound */
  async removeBlockedNumber(session: DbSession, id: string): Promise<void> {
    if (!(await this.numbers.deleteBlockedNumber(session, id))) throw new NotFound();
  }

  /**
   * Takes the good lines of a file.
   *
   * @param input csv: text of which the first line names the columns
   * @throws InvalidInput where there is no such line
   */
  async importBlockedNumbers(session: DbSession, tenantId: TenantId, input: unknown): Promise<ListImport> {
    const { csv } = validInput(listFile, input);
    const there = (await this.numbers.blockedNumbers(session)).filter((row) => row.tenantId === tenantId);
    const known = new Set(there.map(({ number }) => number));
    const lines = new ListLines(csv, COLUMNS, known, MOST_BLOCKED_NUMBERS - there.length, (line) =>
      validInput(blockedNumberInput, line),
    );
    const rows = lines.taken.map((one) => ({ ...one, id: newId(), tenantId, version: 1 }));
    await this.numbers.insertBlockedNumbers(session, rows);
    return lines.result;
  }

  /** The list as a file that `importBlockedNumbers` takes. */
  async exportBlockedNumbers(session: DbSession, tenantId: TenantId): Promise<string> {
    const rows = (await this.numbers.blockedNumbers(session)).filter((row) => row.tenantId === tenantId);
    return listText(COLUMNS, rows);
  }
}

function toRecord({ tenantId: _, ...row }: BlockedNumberEntity): BlockedNumberRecord {
  return row;
}

async function orExists(number: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new BlockedNumberExists(number) : error;
  }
}
