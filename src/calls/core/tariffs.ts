import { compileTariff, type CompiledTariff } from '../../billing/core/rating.js';
import { TariffFault } from '../../billing/core/tariff-check.js';
import type { Tariff, TariffVersion } from '../../billing/core/tariff.js';
import type { TariffId, TariffVersionId } from '../../kernel/ids.js';

interface Ready {
  readonly from: Tariff;
  readonly key: string;
  readonly compiled: CompiledTariff;
}

/**
 * The tariffs ready for pricing. A configuration that is read anew brings new objects for versions that never change; the
 * first ones are kept, so that each version is checked and laid out once.
 */
export class Tariffs {
  private current: ReadonlyMap<TariffId, Tariff> = new Map();
  private readonly versions = new Map<TariffVersionId, TariffVersion>();
  private readonly ready = new Map<TariffId, Ready>();

  /** @param needed by calls that run: these stay as they were last, also when the configuration has lost them */
  are(tariffs: ReadonlyMap<TariffId, Tariff>, needed: ReadonlySet<TariffId>): void {
    this.current = tariffs;
    for (const id of [...this.ready.keys()]) if (!tariffs.has(id) && !needed.has(id)) this.ready.delete(id);
    const left = [...this.ready.values()].map(({ compiled }) => compiled);
    const used = new Set(
      [...[...tariffs.values()], ...left].flatMap(({ versions }) => versions.map((version) => version.id)),
    );
    for (const id of [...this.versions.keys()]) if (!used.has(id)) this.versions.delete(id);
  }

  /** The same object as long as nothing has changed. null: none, or one with faults that never priced a call. */
  compiled(id: TariffId | null): CompiledTariff | null {
    if (id === null) return null;
    const tariff = this.current.get(id);
    const known = this.ready.get(id);
    if (tariff === undefined) return known?.compiled ?? null;
    if (known?.from === tariff) return known.compiled;
    const { versions, ...header } = tariff;
    const key = JSON.stringify([header, versions.map((version) => version.id)]);
    if (known?.key === key) {
      this.ready.set(id, { ...known, from: tariff });
      return known.compiled;
    }
    try {
      const compiled = compileTariff({ ...tariff, versions: versions.map((version) => this.first(version)) });
      this.ready.set(id, { from: tariff, key, compiled });
      return compiled;
    } catch (error) {
      if (!(error instanceof TariffFault)) throw error;
      // What was right before holds on: nobody can store such a version, a journal from elsewhere might bring one.
      return known?.compiled ?? null;
    }
  }

  private first(version: TariffVersion): TariffVersion {
    const known = this.versions.get(version.id) ?? version;
    this.versions.set(version.id, known);
    return known;
  }
}
