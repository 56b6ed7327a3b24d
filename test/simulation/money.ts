import { defaultAccount, type Account } from '../../src/billing/core/account.js';
import type { Rate, RateStep, Tariff, TariffVersion } from '../../src/billing/core/tariff.js';
import type { TariffId, TariffVersionId, TenantId } from '../../src/kernel/ids.js';
import type { Dice } from './dice.js';

/** What the simulated tenants pay by: tariffs of all kinds, and accounts that run dry now and then. */
export function drawTariffs(dice: Dice, validFrom: number): Tariff[] {
  return Array.from({ length: 3 }, (_, at) => {
    const id = `tariff${String(at)}` as TariffId;
    return {
      id,
      name: id,
      currency: 'CNY',
      timeZone: dice.pick(['Asia/Shanghai', 'Europe/Berlin']),
      roundToMicro: dice.pick(['1', '10000']),
      roundingMode: dice.pick(['up', 'half_up', 'half_even', 'down'] as const),
      versions: [version(dice, id, 1, validFrom), version(dice, id, 2, validFrom + dice.between(10_000, 200_000))],
    };
  });
}

function version(dice: Dice, tariffId: TariffId, number: number, validFrom: number): TariffVersion {
  return {
    id: `${tariffId}-${String(number)}` as TariffVersionId,
    number,
    validFrom: number === 1 ? 0 : validFrom,
    holidays: [],
    workdays: [],
    rates: [
      rate(dice, 'all', ''),
      rate(dice, 'some', '400121'),
      rate(dice, 'few', '4001200'),
      { ...rate(dice, 'out', '1'), direction: 'outbound' },
      { ...rate(dice, 'city', '010'), direction: 'outbound' },
      { ...rate(dice, 'abroad', '00'), direction: 'outbound', rateClass: 'international' },
    ],
    packages: [{ code: 'minutes', name: 'minutes', seconds: dice.between(0, 3000) }],
  };
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
  const price = (): string => String(dice.between(1, 400_000));
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
  return {
    ...usual,
    tariffId: dice.pick(tariffs).id,
    mode: dice.pick(['prepaid', 'postpaid'] as const),
    creditMicro: String(dice.between(0, 20) * 500_000),
    creditLimitMicro: String(dice.between(0, 3) * 1_000_000),
    lowBalanceMicro: dice.chance(0.5) ? '1000000' : null,
  };
}

/** Somebody pays in, or has another tariff; nobody takes money away. */
export function changedAccount(dice: Dice, account: Account, tariffs: readonly Tariff[]): Account {
  if (account.tariffId === null || dice.chance(0.6)) return account;
  if (dice.chance(0.1)) return { ...account, tariffId: dice.pick(tariffs).id };
  return { ...account, creditMicro: (BigInt(account.creditMicro) + BigInt(dice.between(1, 30)) * 200_000n).toString() };
}
