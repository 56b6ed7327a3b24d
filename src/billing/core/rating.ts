import type { ChargedDirection, ChargedLeg, PricedCall } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { TrunkId } from '../../kernel/ids.js';
import { microOf, microText, type Micro } from '../../kernel/money.js';
import { Bill, PackageUse } from './bill.js';
import { Meter } from './meter.js';
import { normalNumber } from './number-class.js';
import type { Rate, Tariff, TariffVersion } from './tariff.js';
import { checkTariff, checkVersion, TariffFault } from './tariff-check.js';
import { RateIndex, type RateSet } from './tariff-index.js';

interface CompiledVersion {
  readonly version: TariffVersion;
  readonly index: RateIndex;
}

/** A tariff ready for pricing. */
export interface CompiledTariff {
  readonly tariff: Tariff;
  /** In the order in which they come to hold. */
  readonly versions: readonly TariffVersion[];
  readonly roundTo: Micro;
}

/** Versions never change, so each is checked and laid out once, by its object. */
const checked = new WeakSet<TariffVersion>();
const compiledVersions = new WeakMap<TariffVersion, CompiledVersion>();

/** @throws TariffFault with everything that is wrong with the tariff or one of its versions */
export function compileTariff(tariff: Tariff): CompiledTariff {
  const faults = [
    ...checkTariff(tariff),
    ...tariff.versions.flatMap((version, i) => {
      if (checked.has(version)) return [];
      const found = checkVersion(version);
      if (found.length === 0) checked.add(version);
      return found.map((fault) => ({ ...fault, path: `versions.${i}.${fault.path}` }));
    }),
  ];
  if (faults.length > 0) throw new TariffFault(faults);
  const versions = [...tariff.versions].sort((a, b) => a.validFrom - b.validFrom || a.number - b.number);
  return { tariff, versions, roundTo: microOf(tariff.roundToMicro) };
}

/** Of those that hold already the one that came last; of two from the same instant the higher number. */
function versionAt(compiled: CompiledTariff, at: Instant): CompiledVersion | null {
  const version = compiled.versions.findLast(({ validFrom }) => validFrom <= at);
  if (version === undefined) return null;
  let found = compiledVersions.get(version);
  if (found === undefined) {
    found = { version, index: new RateIndex(version) };
    compiledVersions.set(version, found);
  }
  return found;
}

interface Called {
  readonly direction: ChargedDirection;
  readonly number: string;
  readonly trunkId: TrunkId | null;
}

/** What comes in for a name that is no number is a call for the catch-all; what is dialled must be a number. */
function ratesFor(index: RateIndex, { direction, number, trunkId }: Called): RateSet | null {
  const normal = normalNumber(number) ?? (direction === 'inbound' ? '' : null);
  return normal === null ? null : index.find(direction, normal, trunkId);
}

/** The rate for a number at an instant; null where no version holds yet or no rate is for it. */
export function rateOf(
  compiled: CompiledTariff,
  called: Called,
  at: Instant,
): { readonly version: TariffVersion; readonly rate: Rate } | null {
  const found = versionAt(compiled, at);
  const rates = found === null ? null : ratesFor(found.index, called);
  return found === null || rates === null
    ? null
    : { version: found.version, rate: rates.at(compiled.tariff.timeZone, at).rate.rate };
}

/**
 * What a call costs, by the version that held when its first leg was answered. A leg for whose number that version has no
 * rate costs nothing.
 *
 * @param leftS seconds left of the month's packages, by their codes
 * @returns null where no leg was answered, or before the first version
 */
export function priceCall(
  compiled: CompiledTariff,
  legs: readonly ChargedLeg[],
  leftS: Readonly<Record<string, number>>,
): PricedCall | null {
  const [firstLeg] = legs;
  if (firstLeg === undefined) return null;
  let answeredAt = firstLeg.answeredAt;
  for (const leg of legs) if (leg.answeredAt < answeredAt) answeredAt = leg.answeredAt;
  const found = versionAt(compiled, answeredAt);
  if (found === null) return null;
  const { tariff } = compiled;
  const bill = new Bill();
  const packages = new PackageUse(leftS);
  let startedAt: Instant | null = null;
  let seconds = 0;
  let outbound: Micro = 0n;
  legs.forEach((leg, i) => {
    const rates = ratesFor(found.index, leg);
    if (rates === null) return;
    const before = bill.tenant;
    const metered = new Meter(bill, packages, tariff.timeZone, i).run(rates, leg);
    if (leg.direction === 'outbound') outbound += bill.tenant - before;
    if (metered === null || metered.seconds === 0) return;
    seconds += metered.seconds;
    if (startedAt === null || metered.startedAt < startedAt) startedAt = metered.startedAt;
  });
  // What rounding changes belongs to the calls that we dialled where nothing else was paid for.
  const onlyOutbound = outbound === bill.tenant;
  bill.round(compiled.roundTo, tariff.roundingMode);
  const { packageLeftS, packageUsedS } = packages.sums();
  return {
    tariffId: tariff.id,
    tariffVersionId: found.version.id,
    currency: tariff.currency,
    amountMicro: microText(bill.tenant),
    callerAmountMicro: microText(bill.caller),
    outboundMicro: microText(onlyOutbound ? bill.tenant : outbound),
    startedAt,
    seconds,
    calculation: { legs, packageLeftS, packageUsedS, lines: bill.lines },
  };
}
