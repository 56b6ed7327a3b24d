import type { ChargedLeg } from '../../src/kernel/charge.js';
import type { TariffId, TariffVersionId } from '../../src/kernel/ids.js';
import type { Rate, RateStep, Tariff, TimeWindow } from '../../src/billing/core/tariff.js';

export const ZONE = 'Asia/Shanghai';
/** Monday, 2 November 2026, 00:00 in that zone. */
const MONTH_BEGAN = Date.UTC(2026, 10, 1, 16);
const MONTH_MS = 28 * 86_400_000;

/** mulberry32: the same tariff and the same calls every time. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Daytime on workdays is dearer. */
const DAYTIME: TimeWindow = { days: ['workday'], from: '08:00', to: '20:00' };

/** 60/60, 6/6, 1/1, 60/6 and "first three minutes together". */
function stepsOf(kind: number, cents: number): RateStep[] {
  const price = (micro: number): string => String(micro * cents);
  switch (kind) {
    case 0:
      return [{ fromS: 0, incrementS: 60, priceMicro: price(10_000), perS: 60 }];
    case 1:
      return [{ fromS: 0, incrementS: 6, priceMicro: price(10_000), perS: 60 }];
    case 2:
      return [{ fromS: 0, incrementS: 1, priceMicro: price(10_000), perS: 60 }];
    case 3:
      return [
        { fromS: 0, incrementS: 60, priceMicro: price(10_000), perS: 60 },
        { fromS: 60, incrementS: 6, priceMicro: price(10_000), perS: 60 },
      ];
    default:
      return [
        { fromS: 0, incrementS: 180, priceMicro: price(20_000), perS: 180 },
        { fromS: 180, incrementS: 60, priceMicro: price(10_000), perS: 60 },
      ];
  }
}

/** One catch-all for each direction, and random prefixes of 2 to 8 digits; every fourth costs more in the daytime. */
export function randomTariff(prefixes: number): Tariff {
  const roll = dice(7);
  const rates: Rate[] = [];
  const targets = new Set<string>(['inbound ', 'outbound ']);
  while (targets.size < prefixes) {
    const direction = roll(5) === 0 ? 'inbound' : 'outbound';
    const digits = Array.from({ length: 2 + roll(7) }, () => roll(10)).join('');
    if (!digits.startsWith('00')) targets.add(`${direction} ${digits}`);
  }
  const add = (target: string, windows: readonly TimeWindow[]): void => {
    const [direction, prefix = ''] = target.split(' ');
    rates.push({
      code: `r${rates.length}`,
      name: target,
      direction: direction as Rate['direction'],
      prefix,
      trunkId: null,
      windows,
      rateClass: 'normal',
      payer: 'tenant',
      chargeFrom: 'person',
      setupMicro: roll(10) === 0 ? '50000' : '0',
      freeS: 0,
      steps: stepsOf(roll(5), 1 + roll(300)),
      capMicro: null,
      packageCode: null,
    });
  };
  for (const target of targets) {
    add(target, []);
    if (roll(4) === 0) add(target, [DAYTIME]);
  }
  return {
    id: 'bench' as TariffId,
    name: 'bench',
    currency: 'CNY',
    timeZone: ZONE,
    roundToMicro: '10000',
    roundingMode: 'half_up',
    versions: [
      {
        id: 'bench-1' as TariffVersionId,
        number: 1,
        validFrom: 0,
        holidays: [],
        workdays: [],
        packages: [],
        rates,
      },
    ],
  };
}

/** Calls of one leg, 0 to 3600 s, at any hour of four weeks; nine of ten numbers go on from a prefix of the tariff. */
export function randomCalls(tariff: Tariff, count: number): ChargedLeg[] {
  const roll = dice(11);
  const rates = tariff.versions[0]?.rates ?? [];
  return Array.from({ length: count }, () => {
    const { direction, prefix } = rates[roll(rates.length)] ?? { direction: 'inbound' as const, prefix: '' };
    const begin = roll(10) === 0 ? '1' : prefix;
    const rest = Array.from({ length: 11 - begin.length }, () => roll(10)).join('');
    const answeredAt = MONTH_BEGAN + roll(MONTH_MS);
    const connectedAt = direction === 'inbound' ? answeredAt + roll(60_000) : answeredAt;
    const endedAt = connectedAt + roll(3_600_001);
    const clock = { clockShiftMs: 0, shiftBeforePersonMs: 0 };
    return { direction, trunkId: null, number: begin + rest, answeredAt, connectedAt, endedAt, ...clock };
  });
}
