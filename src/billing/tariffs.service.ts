import { Injectable } from '@nestjs/common';

import { systemClock, type Instant } from '../kernel/clock.js';
import type { TariffId, TariffVersionId } from '../kernel/ids.js';
import { amountText, microOf } from '../kernel/money.js';
import type { Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { ChangedMeanwhile, NotFound } from '../platform/errors/record.errors.js';
import { InUse } from '../platform/references/references.errors.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput, type FieldTexts } from '../platform/validation/validation.errors.js';
import { TariffExists, TariffHasCharges } from './billing.errors.js';
import type { CompiledTariff } from './core/rating.js';
import { compileTariff } from './core/rating.js';
import { quoteOf } from './core/quote.js';
import { textOfTable } from './table-text.js';
import { csvOfContent, csvTemplate, faultsByLine, readTariffCsv, type TrunkName } from './tariff-csv.js';
import type { Question, Quote, TariffContent, TariffRecord, TariffVersionHead } from './core/tariff-record.js';
import type { Tariff, TariffVersion } from './core/tariff.js';
import { checkTariff, checkVersion, type Fault } from './core/tariff-check.js';
import { checkNames } from './core/tariff-doubts.js';
import { tariffContent } from './dto/tariff-content.js';
import { questionInput, tariffInput, versionInput } from './dto/tariff-input.js';
import type { TariffVersionEntity } from './entities/tariff-version.entity.js';
import type { TariffEntity } from './entities/tariff.entity.js';
import { TariffReader, tariffOf, usableVersions } from './tariff-reader.js';
import { TariffsRepository, type TariffUse, type VersionHead } from './tariffs.repository.js';

/** A form shows no more, and nobody mends more at once. */
const MOST_FAULTS = 100;
/** Versions that questions were asked about lately; one of twenty thousand rates takes a few megabytes. */
const MOST_KEPT = 4;

interface Period {
  readonly from: Date;
  readonly to: Date;
}

const NO_TEXT = {
  zh: '文件不是文本，或编码无法识别：请另存为 CSV（UTF-8 或 GBK）',
  en: 'The file is no text, or its encoding is not known: save it as CSV in UTF-8 or GB18030',
};

const STAYS = {
  zh: '资费已有版本或已被企业使用，不能再修改',
  en: 'The tariff has versions or tenants already; this stays',
};

/** Tariffs of the platform and their versions, which are added and never changed. */
@Injectable()
export class TariffsService {
  /** By the tariff's version and the version's id; neither changes under it. */
  private readonly lately = new Map<string, CompiledTariff>();

  constructor(
    private readonly tariffs: TariffsRepository,
    private readonly reader: TariffReader,
    private readonly tenancy: TenancyService,
  ) {}

  /** For the engine; see TariffReader. */
  listTariffs(session: DbSession): Promise<Listing<Tariff>> {
    return this.reader.read(session);
  }

  async pageOfTariffs(session: DbSession, query: ListQuery): Promise<Page<TariffRecord>> {
    const { items, total } = await this.tariffs.pageOfTariffs(session, query);
    return { items: items.map(toRecord), total };
  }

  /** Of each of these tariffs the version that holds now, and how many tenants have it. */
  usesOf(session: DbSession, ids: readonly string[]): Promise<readonly TariffUse[]> {
    return this.tariffs.usesOf(session, ids, new Date(systemClock.now()));
  }

  /** With its versions, the latest first, without what they say. A tenant sees the one that its calls are priced by. */
  async findTariff(
    session: DbSession,
    id: string,
  ): Promise<(TariffRecord & { readonly versions: readonly TariffVersionHead[] }) | undefined> {
    const row = await this.tariffs.tariff(session, id);
    return row === null ? undefined : { ...toRecord(row), versions: await this.versionsOf(session, row.id) };
  }

  /** @throws InvalidInput, TariffExists */
  async createTariff(session: DbSession, input: unknown): Promise<TariffRecord> {
    const { roundTo: roundToMicro, ...tariff } = validTariff(input);
    const row = { ...tariff, roundToMicro, id: newId(), version: 1, createdAt: new Date(systemClock.now()) };
    await unique(tariff.name, () => this.tariffs.insertTariff(session, row));
    return toRecord(row);
  }

  /**
   * What calls are rounded to counts from now on, and where calls are priced again; currency and zone stay.
   *
   * @throws NotFound, InvalidInput, TariffExists, ChangedMeanwhile
   */
  async updateTariff(session: DbSession, id: string, version: number, input: unknown): Promise<TariffRecord> {
    const row = await this.tariffs.tariff(session, id);
    if (row === null) throw new NotFound();
    const { roundTo: roundToMicro, ...tariff } = validTariff({ ...toRecord(row), ...(input as object) });
    await this.refuseOtherMoney(session, row, tariff);
    const values = { ...tariff, roundToMicro };
    await unique(tariff.name, () => this.tariffs.updateTariff(session, row.id, version, values));
    return toRecord(Object.assign(row, values, { version: version + 1 }));
  }

  /** With its versions. @throws NotFound, InUse naming the tenants that have it, TariffHasCharges */
  async removeTariff(session: DbSession, id: string): Promise<void> {
    const uses = [];
    for (const tenantId of await this.tariffs.tenantsOnTariff(session, id)) {
      const { code, name } = await this.tenancy.tenantById(session, tenantId);
      uses.push({ kind: 'tenant' as const, id: tenantId, label: `${code} ${name}` });
    }
    if (uses.length > 0) throw new InUse(uses);
    if (await this.tariffs.hasCharges(session, id)) throw new TariffHasCharges();
    if (!(await this.tariffs.deleteTariff(session, id))) throw new NotFound();
  }

  /** The latest first. */
  async versionsOf(session: DbSession, tariffId: string): Promise<readonly TariffVersionHead[]> {
    const heads = await this.tariffs.versionHeads(session, tariffId);
    const rates = await this.tariffs.countRates(
      session,
      heads.map(({ id }) => id),
    );
    return heads.map((head) => toHead(head, rates.get(head.id) ?? 0)).reverse();
  }

  /** By what people know a version, without what it says; undefined where the session sees none. */
  async versionName(
    session: DbSession,
    versionId: string,
  ): Promise<{ readonly tariff: string; readonly number: number } | undefined> {
    const head = await this.tariffs.versionHead(session, versionId);
    const tariff = head === null ? null : await this.tariffs.tariff(session, head.tariffId);
    return head === null || tariff === null ? undefined : { tariff: tariff.name, number: head.number };
  }

  /** Names of these rates of a version, by their codes; none of one that the session does not see. */
  rateNames(session: DbSession, versionId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.tariffs.rateNames(session, versionId, codes);
  }

  /** Names of all its packages, by their codes. */
  packageNames(session: DbSession, versionId: string): Promise<ReadonlyMap<string, string>> {
    return this.tariffs.packageNames(session, versionId);
  }

  /** All that a version says; undefined where the session sees none that this build understands. */
  async findVersion(session: DbSession, versionId: string): Promise<TariffVersion | undefined> {
    const [row] = await this.tariffs.versionsByIds(session, [versionId]);
    return usableVersions(row === undefined ? [] : [row])[0];
  }

  /**
   * What holds from an instant on. One with the same begin as another, or an earlier one, corrects it: what was priced
   * already stays until it is priced again.
   *
   * @param input `{validFrom, note, content}`; content as TariffContent
   * @throws NotFound, InvalidInput naming the first hundred faults by their paths ("rates.3.prefix")
   */
  async addVersion(session: DbSession, tariffId: string, input: unknown, byName: string): Promise<TariffVersionHead> {
    const row = await this.tariffs.tariff(session, tariffId);
    if (row === null) throw new NotFound();
    const { validFrom, note, content } = validInput(versionInput, input);
    const checked = validContent(content, validFrom);
    const heads = await this.tariffs.versionHeads(session, row.id);
    const version: TariffVersionEntity = {
      id: newId(),
      tariffId: row.id,
      number: Math.max(0, ...heads.map(({ number }) => number)) + 1,
      validFrom: new Date(validFrom),
      content: checked,
      note,
      createdAt: new Date(systemClock.now()),
      createdByName: byName,
    };
    try {
      await this.tariffs.insertVersion(session, version);
    } catch (error) {
      throw isUniqueViolation(error) ? new ChangedMeanwhile() : error;
    }
    return toHead(version, checked.rates.length);
  }

  /** The tariff with all that its versions say; those that make no sense are left out, as the engine does. @throws NotFound */
  async wholeTariff(session: DbSession, tariffId: string): Promise<Tariff> {
    return (await this.tariffIn(session, tariffId, null)).tariff;
  }

  /**
   * Likewise, and whether a version was left out that would hold for a call that was answered in the period.
   *
   * @param period `to` exclusive; null: all times
   * @throws NotFound
   */
  async tariffIn(
    session: DbSession,
    tariffId: string,
    period: Period | null,
  ): Promise<{ readonly tariff: Tariff; readonly isSound: boolean }> {
    const row = await this.tariffs.tariff(session, tariffId);
    if (row === null) throw new NotFound();
    const heads = await this.tariffs.versionHeads(session, row.id);
    const rows = await this.tariffs.versionsByIds(
      session,
      heads.map(({ id }) => id),
    );
    const versions = usableVersions(rows);
    const usable = new Set<string>(versions.map(({ id }) => id));
    const isSound = headsWithin(heads, period).every(({ id }) => usable.has(id));
    return { tariff: tariffOf(row, versions), isSound };
  }

  /**
   * What a table of rates says; see tariff-csv.ts for its columns. Not checked as a whole: addVersion does that.
   *
   * @param trunks whose endpoints may stand in the column `trunk`
   * @throws InvalidInput naming every bad line by its number ("lines.12", further ones of it "lines.12.2"), the first hundred
   */
  contentFromCsv(table: string | Uint8Array, trunks: readonly TrunkName[] = []): TariffContent {
    const text = typeof table === 'string' ? table : textOfTable(table);
    if (text === null) throw new InvalidInput({ 'lines.1': NO_TEXT });
    const read = readTariffCsv(text, trunks);
    const faults = read.faults.length > 0 ? read.faults : faultsByLine(read);
    if (faults.length > 0) throw invalid(eachOnItsOwn(faults));
    return read.content;
  }

  /** A table of two rates that can be read as it is. */
  csvTemplate(): string {
    return csvTemplate();
  }

  /** @throws NotFound */
  async csvOfVersion(session: DbSession, versionId: string, trunks: readonly TrunkName[] = []): Promise<string> {
    const version = await this.findVersion(session, versionId);
    if (version === undefined) throw new NotFound();
    return csvOfContent(version, trunks);
  }

  /**
   * What a call would cost, and why.
   *
   * @param draft what a version would say that is not there yet, and holds for all times here; null: the tariff as it is
   * @param question see Question
   * @throws NotFound, InvalidInput
   */
  async quote(session: DbSession, tariffId: string, draft: unknown, question: unknown): Promise<Quote> {
    const asked: Question = { ...validInput(questionInput, question) };
    const compiled = await this.compiled(session, tariffId, draft, asked.at);
    const quote = quoteOf(compiled, asked);
    if (quote === null) {
      const text = { zh: '不是电话号码', en: 'This is no telephone number' };
      throw new InvalidInput({ number: text });
    }
    return quote;
  }

  /** Only with the version that is asked about: all of them may be many megabytes. */
  private async compiled(session: DbSession, tariffId: string, draft: unknown, at: Instant): Promise<CompiledTariff> {
    const row = await this.tariffs.tariff(session, tariffId);
    if (row === null) throw new NotFound();
    if (draft === null || draft === undefined) return this.compiledAt(session, row, at);
    const version = { id: '' as TariffVersionId, number: 1, validFrom: 0, ...validContent(draft, 0) };
    return compileTariff(tariffOf(row, [version]));
  }

  private async compiledAt(session: DbSession, row: TariffEntity, at: Instant): Promise<CompiledTariff> {
    // whoever sees the head of a version sees what it says
    const begun = (await this.tariffs.versionHeads(session, row.id))
      .filter(({ validFrom }) => validFrom.getTime() <= at)
      .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime() || b.number - a.number);
    for (const { id } of begun) {
      const key = `${row.version} ${id}`;
      const kept = this.lately.get(key);
      if (kept !== undefined) return kept;
      const version = await this.findVersion(session, id);
      if (version === undefined) continue;
      return this.keep(key, compileTariff(tariffOf(row, [version])));
    }
    return compileTariff(tariffOf(row, []));
  }

  private keep(key: string, compiled: CompiledTariff): CompiledTariff {
    this.lately.set(key, compiled);
    const [oldest] = this.lately.keys();
    if (this.lately.size > MOST_KEPT && oldest !== undefined) this.lately.delete(oldest);
    return compiled;
  }

  private async refuseOtherMoney(
    session: DbSession,
    before: TariffEntity,
    after: Pick<TariffEntity, 'currency' | 'timeZone'>,
  ): Promise<void> {
    const fields: Record<string, typeof STAYS> = {};
    if (after.currency !== before.currency) fields.currency = STAYS;
    if (after.timeZone !== before.timeZone) fields.timeZone = STAYS;
    if (Object.keys(fields).length === 0) return;
    const versions = await this.tariffs.versionHeads(session, before.id);
    const tenants = await this.tariffs.tenantsOnTariff(session, before.id);
    if (versions.length + tenants.length > 0) throw new InvalidInput(fields);
  }
}

/** Those that hold at some time of the period: of two with the same begin the later one holds. */
function headsWithin(heads: readonly VersionHead[], period: Period | null): readonly VersionHead[] {
  const inOrder = heads.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime() || a.number - b.number);
  return inOrder.filter(({ validFrom }, place) => {
    const until = inOrder[place + 1]?.validFrom ?? null;
    if (until?.getTime() === validFrom.getTime()) return false;
    return period === null || (validFrom < period.to && (until === null || until > period.from));
  });
}

function validTariff(input: unknown) {
  const tariff = validInput(tariffInput, input);
  const faults = checkTariff({ ...tariff, roundToMicro: tariff.roundTo });
  if (faults.length > 0) throw invalid(faults.map((fault) => ({ ...fault, path: fieldOf(fault.path) })));
  return tariff;
}

/** As the form calls it. */
function fieldOf(path: string): string {
  return path === 'roundToMicro' ? 'roundTo' : path;
}

function validContent(content: unknown, validFrom: number): TariffContent {
  let checked: TariffContent;
  try {
    checked = validInput(tariffContent, content);
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidInput(firstOf(error.fields)) : error;
  }
  const faults = [...checkVersion({ validFrom, ...checked }), ...checkNames(checked)];
  if (faults.length > 0) throw invalid(faults);
  return checked;
}

function invalid(faults: readonly Pick<Fault, 'path' | 'text'>[]): InvalidInput {
  const fields: Record<string, Fault['text']> = {};
  for (const { path, text } of faults.slice(0, MOST_FAULTS)) fields[path] ??= text;
  return new InvalidInput(fields);
}

/** Several faults of one line are told all. */
function eachOnItsOwn(faults: readonly Fault[]): readonly Fault[] {
  const count = new Map<string, number>();
  return faults.map((fault) => {
    const nth = (count.get(fault.path) ?? 0) + 1;
    count.set(fault.path, nth);
    return nth === 1 ? fault : { ...fault, path: `${fault.path}.${nth}` };
  });
}

function firstOf(fields: FieldTexts): FieldTexts {
  return Object.fromEntries(Object.entries(fields).slice(0, MOST_FAULTS));
}

async function unique(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isUniqueViolation(error) ? new TariffExists(name) : error;
  }
}

function toRecord(row: TariffEntity): TariffRecord {
  return {
    id: row.id as TariffId,
    version: row.version,
    name: row.name,
    currency: row.currency,
    timeZone: row.timeZone,
    roundTo: amountText(microOf(row.roundToMicro)),
    roundingMode: row.roundingMode,
    createdAt: row.createdAt,
  };
}

function toHead(row: VersionHead, rates: number): TariffVersionHead {
  return {
    id: row.id as TariffVersionId,
    tariffId: row.tariffId as TariffId,
    number: row.number,
    validFrom: row.validFrom,
    note: row.note,
    rates,
    createdAt: row.createdAt,
    createdByName: row.createdByName,
  };
}
