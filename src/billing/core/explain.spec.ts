import type { Calculation } from '../../kernel/charge.js';
import type { TrunkId } from '../../kernel/ids.js';
import { leg, micro, rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import { explain } from './explain.js';
import { takenBack } from './rerate.js';
import { compileTariff, priceCall } from './rating.js';
import type { Rate } from './tariff.js';

const TEN = '2026-11-20T10:00:00+08:00';

function told(seconds: number, given: Partial<Rate>, packageLeftS: Record<string, number> = {}) {
  const packages = [{ code: 'p', name: 'Minutes', seconds: 6000 }];
  const held = version({ rates: [rate({ ...given, name: 'City' })], packages });
  const compiled = compileTariff(tariff({ versions: [held], roundToMicro: micro('0.01') }));
  const priced = priceCall(compiled, [leg(TEN, seconds)], packageLeftS);
  return explain(priced!.calculation, () => 'City');
}

test.each<[string, number, Partial<Rate>, readonly string[]]>([
  ['started minutes', 61, {}, ['0.15 for each started minute: 2 × 0.15 = 0.30']],
  [
    'six seconds, priced by the minute',
    61,
    { steps: steps('6 at 0.15/60') },
    ['0.15 a minute in started 6 s: 11 × 6 s = 66 s, 0.165', 'Rounding +0.005'],
  ],
  [
    'a dearer begin',
    200,
    { steps: steps('180 at 0.2/180, from 180: 60 at 0.1/60') },
    [
      '0.20 for each started 180 s: 1 × 0.20 = 0.20',
      'From second 180 on, 0.10 for each started minute: 1 × 0.10 = 0.10',
    ],
  ],
  [
    'set-up and free seconds',
    61,
    { setupMicro: micro('0.05'), freeS: 30 },
    [
      'Set-up fee 0.05',
      '30 s from second 0 on are free',
      'From second 30 on, 0.15 for each started minute: 1 × 0.15 = 0.15',
    ],
  ],
  [
    'a cap',
    600,
    { capMicro: micro('1') },
    ['0.15 for each started minute: 10 × 0.15 = 1.50', 'Above the cap, taken off: −0.50'],
  ],
])('%s', (_what, seconds, given, lines) => {
  const { zh, en } = told(seconds, given);
  expect(en).toEqual(['Incoming call to 4008001234, rate in (City):', ...lines]);
  expect(zh).toHaveLength(en.length);
  for (const line of zh) expect(line).toMatch(/\p{Script=Han}/u);
});

test('minutes of a package are named', () => {
  expect(told(90, { packageCode: 'p' }, { p: 60 }).en.slice(1)).toEqual([
    '60 s from second 0 on are taken from the package',
    'From second 60 on, 0.15 for each started minute: 1 × 0.15 = 0.15',
  ]);
});

test('what the caller pays is marked, and each leg has its heading', () => {
  const rates = [
    rate({ payer: 'caller' }),
    rate({ code: 'out', direction: 'outbound', trunkId: null as TrunkId | null }),
  ];
  const compiled = compileTariff(tariff({ versions: [version({ rates })] }));
  const out = leg(TEN, 30, { direction: 'outbound', number: '13900000000' });
  const { en, zh } = explain(priceCall(compiled, [leg(TEN, 60), out], {})!.calculation);
  expect(en.filter((line) => line.endsWith(':'))).toEqual([
    'Incoming call to 4008001234, rate in, paid by the caller, for statistics only:',
    'Call to 13900000000, rate out:',
  ]);
  expect(zh[0]).toBe('来话 4008001234，费率 in，由主叫用户付费，仅供统计：');
});

test('what is taken back is told as that, with the sums that were right when it was charged', () => {
  const compiled = compileTariff(
    tariff({ versions: [version({ rates: [rate({ capMicro: micro('0.25') })] })], roundToMicro: micro('0.01') }),
  );
  const { calculation } = takenBack(priceCall(compiled, [leg(TEN, 61)], {})!);
  const { zh, en } = explain(calculation, () => 'City', true);
  expect(en.slice(1)).toEqual([
    'Taken back: 0.15 for each started minute: 2 × 0.15 = 0.30',
    'Taken back: Above the cap, taken off: −0.05',
  ]);
  expect(zh.slice(1)).toEqual(['冲销：每分钟 0.15，不足按一个计：2 × 0.15 = 0.30', '冲销：封顶减免 −0.05']);
});

test('a call without any line says so', () => {
  const nothing: Calculation = { legs: [], packageLeftS: {}, packageUsedS: {}, lines: [] };
  expect(explain(nothing)).toEqual({ zh: ['没有计费项'], en: ['Nothing was charged'] });
});
