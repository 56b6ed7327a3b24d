import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { systemClock, type Instant } from '../kernel/clock.js';
import type { TariffId, TariffVersionId } from '../kernel/ids.js';
import type { Listing, RejectedRow } from '../platform/database/listing.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { Tariff, TariffVersion } from './core/tariff.js';
import { checkTariff, checkVersion, type Fault } from './core/tariff-check.js';
import { tariffContent } from './dto/tariff-content.js';
import type { TariffVersionEntity } from './entities/tariff-version.entity.js';
import type { TariffEntity } from './entities/tariff.entity.js';
import { TariffsRepository, type VersionHead } from './tariffs.repository.js';

/** No call lasts longer; versions that were over before are of no use to the engine. */
const LONGEST_CALL_MS = 7 * 86_400_000;
const MOST_FAULTS_TOLD = 5;

interface KnownTariff {
  readonly key: string;
  readonly tariff: Tariff;
}

/**
 * Tariffs as the engine wants them: read anew after every change of the configuration, but what a version says is read
 * and checked once, for it may be large and never changes. The objects stay the same as long as what they say does.
 */
@Injectable()
export class TariffReader {
  private readonly versions = new Map<string, TariffVersion | RejectedRow>();
  private tariffs = new Map<string, KnownTariff>();

  constructor(private readonly repository: TariffsRepository) {}

  /** What makes no sense to this build is left out and told. */
  async read(session: DbSession): Promise<Listing<Tariff>> {
    const rows = await this.repository.tariffs(session);
    const headsOf = Map.groupBy(await this.repository.versionHeads(session, null), (head) => head.tariffId);
    const usable = new Map(rows.map((row) => [row.id, stillOfUse(headsOf.get(row.id) ?? [], systemClock.now())]));
    await this.learn(session, [...usable.values()].flat());
    const rejected: RejectedRow[] = [];
    const known = new Map<string, KnownTariff>();
    for (const row of rows) {
      const faults = checkTariff(row);
      if (faults.length > 0) {
        rejected.push({ table: 'tariff', id: row.id, why: told(faults) });
        continue;
      }
      const versions: TariffVersion[] = [];
      for (const head of usable.get(row.id) ?? []) {
        const version = this.versions.get(head.id);
        if (version === undefined) continue;
        if ('why' in version) rejected.push(version);
        else versions.push(version);
      }
      known.set(row.id, this.sameOrNew(row, versions));
    }
    this.tariffs = known;
    return { items: [...known.values()].map(({ tariff }) => tariff), rejected };
  }

  private async learn(session: DbSession, heads: readonly VersionHead[]): Promise<void> {
    const there = new Set(heads.map(({ id }) => id));
    for (const id of this.versions.keys()) if (!there.has(id)) this.versions.delete(id);
    for (const { id } of heads) {
      if (this.versions.has(id)) continue;
      const [row] = await this.repository.versionsByIds(session, [id]);
      if (row !== undefined) this.versions.set(id, versionOrRejected(row));
    }
  }

  private sameOrNew(row: TariffEntity, versions: readonly TariffVersion[]): KnownTariff {
    const key = JSON.stringify([row.version, versions.map(({ id }) => id)]);
    const before = this.tariffs.get(row.id);
    return before?.key === key ? before : { key, tariff: tariffOf(row, versions) };
  }
}

/** The version that held when the longest calls began, and all that came or will come later. */
function stillOfUse(heads: readonly VersionHead[], now: Instant): readonly VersionHead[] {
  const inOrder = heads.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime() || a.number - b.number);
  const first = inOrder.findLastIndex(({ validFrom }) => validFrom.getTime() <= now - LONGEST_CALL_MS);
  return inOrder.slice(Math.max(first, 0));
}

function versionOrRejected(row: TariffVersionEntity): TariffVersion | RejectedRow {
  const rejected = (why: string): RejectedRow => ({ table: 'tariff_version', id: row.id, why });
  try {
    const version = versionOf(row);
    const faults = checkVersion(version);
    return faults.length === 0 ? version : rejected(told(faults));
  } catch (error) {
    if (error instanceof z.ZodError) return rejected(z.prettifyError(error).replaceAll(/\s+/g, ' ').slice(0, 500));
    throw error;
  }
}

/** Those of the rows that this build can make sense of. */
export function usableVersions(rows: readonly TariffVersionEntity[]): TariffVersion[] {
  return rows.map(versionOrRejected).filter((version): version is TariffVersion => !('why' in version));
}

/** @throws ZodError for a row this build cannot make sense of */
function versionOf(row: TariffVersionEntity): TariffVersion {
  return {
    id: row.id as TariffVersionId,
    number: row.number,
    validFrom: row.validFrom.getTime(),
    ...tariffContent.parse(row.content),
  };
}

export function tariffOf(row: TariffEntity, versions: readonly TariffVersion[]): Tariff {
  const { name, currency, timeZone, roundToMicro, roundingMode } = row;
  return { id: row.id as TariffId, name, currency, timeZone, roundToMicro, roundingMode, versions };
}

function told(faults: readonly Fault[]): string {
  const first = faults.slice(0, MOST_FAULTS_TOLD).map(({ path, text }) => `${path}: ${text.en}`);
  return `${first.join('; ')}${faults.length > first.length ? ` and ${faults.length - first.length} more` : ''}`;
}
