import { defaultAccount, type Account } from '../../src/billing/core/account.js';
import type { Rate, RateStep, Tariff, TariffVersion } from '../../src/billing/core/tariff.js';
import type { ChargedDirection } from '../../src/kernel/charge.js';
import type { TariffId, TariffVersionId, TenantId, TrunkId } from '../../src/kernel/ids.js';
import type { Dice } from './dice.js';

/** What the simulated tenants pay by: tariffs of all kinds, and accounts that run dry now and then. */
export function drawTariffs(dice: Dice, validFrom: number): Tariff[] {
  return Array.from({ length: 3 }, (_, at) => {
    const id = `tariff${String(at)}` as TariffId;
    const timeZone = dice.pick(['Asia/Shanghai', 'Europe/Berlin']);
    return {
      id,
      name: id,
      currency: 'CNY',
      timeZone,
      roundToMicro: dice.pick(['1', '10000']),
      roundingMode: dice.pick(['up', 'half_up', 'half_even', 'down'] as const),
      versions: [
        version(dice, id, timeZone, 1, validFrom),
        version(dice, id, timeZone, 2, validFrom + dice.between(10_000, 200_000)),
      ],
    };
  });
}

function version(dice: Dice, tariffId: TariffId, zone: string, number: number, validFrom: number): TariffVersion {
  return {
    id: `${tariffId}-${String(number)}` as TariffVersionId,
    number,
    validFrom: number === 1 ? 0 : validFrom,
    holidays: [],
    workdays: [],
    rates: [
      ...always(dice, 'all', '', 'inbound', zone),
      ...always(dice, 'some', '400121', 'inbound', zone),
      rate(dice, 'few', '4001200'),
      ...always(dice, 'out', '1', 'outbound', zone),
      ...always(dice, 'city', '010', 'outbound', zone),
      { ...rate(dice, 'abroad', '00'), direction: 'outbound', rateClass: 'international' },
    ],
    packages: [{ code: 'minutes', name: 'minutes', seconds: dice.between(0, 3000) }],
  };
}

/** Begins of windows around the time at which runs begin, by the tariff's zone. */
const WINDOWS: Readonly<Record<string, string>> = { 'Asia/Shanghai': '23:', 'Europe/Berlin': '17:' };

/** A rate that holds always; often another one beside it in a window that ends, or begins, during the run, or of a trunk. */
function always(dice: Dice, code: string, prefix: string, direction: ChargedDirection, zone: string): Rate[] {
  const rates: Rate[] = [{ ...rate(dice, code, prefix), direction }];
  const minute = (): string => `${WINDOWS[zone] ?? '00:'}${String(dice.between(7, 14)).padStart(2, '0')}`;
  const until = minute();
  if (dice.chance(0.4)) {
    const windows = dice.chance(0.5)
      ? [{ days: [], from: `${WINDOWS[zone] ?? '00:'}00`, to: until }]
      : [{ days: [], from: until, to: '00:00' }];
    rates.push({ ...rate(dice, `${code}-then`, prefix), direction, windows });
  }
  const trunkId = 'id-of-trunk-east' as TrunkId;
  if (dice.chance(0.3)) rates.push({ ...rate(dice, `${code}-east`, prefix), direction, trunkId });
  return rates;
}

/** What a call may cost at most at once: set-up, and the increments that begin within so many seconds. */
export function dearestBegin(tariff: Tariff, withinS: number): bigint {
  let dearest = 0n;
  for (const { rates } of tariff.versions) {
    for (const { setupMicro, steps: ofRate } of rates) {
      for (const { incrementS, priceMicro, perS } of ofRate) {
        const increments = BigInt(Math.ceil(withinS / incrementS));
        const price = (BigInt(priceMicro) * BigInt(incrementS) * increments) / BigInt(perS) + 1n;
        const cost = BigInt(setupMicro) + price + BigInt(tariff.roundToMicro);
        if (cost > dearest) dearest = cost;
      }
    }
  }
  return dearest;
}

function rate(dice: Dice, code: string, prefix: string): Rate {
  const payer = dice.chance(0.2) ? 'caller' : 'tenant';
  return {
    code,
    name: code,
    direction: 'inbound',
    prefix,
    trunkId: null,
    windows: [],
    rateClass: 'normal',
    payer,
    chargeFrom: dice.chance(0.3) ? 'network' : 'person',
    setupMicro: dice.chance(0.2) ? String(dice.between(1, 50_000)) : '0',
    freeS: dice.chance(0.2) ? dice.between(1, 30) : 0,
    steps: steps(dice),
    capMicro: dice.chance(0.1) ? '500000' : null,
    packageCode: payer === 'tenant' && dice.chance(0.3) ? 'minutes' : null,
  };
}

function steps(dice: Dice): RateStep[] {
  const increment = (): number => dice.pick([1, 6, 60]);
  const price = (): string =>
    String(dice.weighted([2, dice.between(1, 400_000)], [1, dice.between(500_000, 3_000_000)]));
  const first = { fromS: 0, incrementS: increment(), priceMicro: price(), perS: 60 };
  if (dice.chance(0.7)) return [first];
  return [
    { ...first, incrementS: 60 },
    { fromS: 60, incrementS: increment(), priceMicro: price(), perS: 60 },
  ];
}

/** Some tenants are not priced at all. */
export function drawAccount(dice: Dice, tenantId: TenantId, tariffs: readonly Tariff[]): Account {
  const usual = defaultAccount(tenantId);
  if (dice.chance(0.3)) return usual;
  const rich = dice.chance(0.3);
  return {
    ...usual,
    tariffId: dice.pick(tariffs).id,
    mode: dice.pick(['prepaid', 'prepaid', 'postpaid'] as const),
    creditMicro: String(dice.between(0, rich ? 400 : 12) * 500_000),
    creditLimitMicro: String(dice.between(0, 3) * 1_000_000),
    lowBalanceMicro: dice.chance(0.5) ? '1000000' : null,
    ...fraudLimits(dice, usual),
  };
}

/** Zones in which an hour, or a day, ends some minutes after the run began; none of them changes its clocks then. */
const ZONES: Readonly<Record<string, number>> = { 'Asia/Shanghai': 480, 'Asia/Kathmandu': 345, 'Australia/Eucla': 525 };

export function minutesEastOf(zone: string): number {
  return ZONES[zone] ?? 0;
}

/** Some have none, some tight ones. */
function fraudLimits(dice: Dice, { fraud }: Account): Pick<Account, 'timeZone' | 'fraud'> {
  const timeZone = dice.pick(Object.keys(ZONES));
  const maybe = (most: number): string | null => (dice.chance(0.6) ? null : String(dice.between(1, most) * 250_000));
  const [nightFrom, nightTo] = dice.pick([
    ['22:00', '06:00'],
    ['20:00', '23:55'],
    ['23:53', '01:00'],
  ] as const);
  const nightCallLimit = dice.chance(0.6) ? null : dice.between(0, 25);
  const limits = { hourLimitMicro: maybe(24), dayLimitMicro: maybe(40), nightFrom, nightTo, nightCallLimit };
  return {
    timeZone,
    fraud: { ...fraud, ...limits, internationalOpen: dice.chance(0.3), premiumOpen: dice.chance(0.3) },
  };
}

/** Somebody pays in, or has another tariff; nobody takes money away. */
export function changedAccount(dice: Dice, account: Account, tariffs: readonly Tariff[]): Account {
  if (account.tariffId === null || dice.chance(0.6)) return account;
  if (dice.chance(0.1)) return { ...account, tariffId: dice.pick(tariffs).id };
  return { ...account, creditMicro: (BigInt(account.creditMicro) + BigInt(dice.between(1, 30)) * 200_000n).toString() };
}
