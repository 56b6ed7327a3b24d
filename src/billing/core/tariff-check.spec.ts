import { micro, rate, steps, tariff, trunk, version, window } from '../../../test/fixtures/tariffs.js';
import { compileTariff } from './rating.js';
import { checkTariff, checkVersion, TariffFault, type Fault } from './tariff-check.js';
import type { Rate, RoundingMode, Tariff, TariffVersion, Weekday } from './tariff.js';

const short = (faults: readonly Fault[]): string[] =>
  faults.map(({ path, code }) => `${path} ${code.replace('billing.tariff_', '')}`);
const faultsOf = (rates: Rate[], given: Partial<TariffVersion> = {}): string[] =>
  short(checkVersion(version({ rates, ...given })));
/** Of a second rate, beside one for everything. */
const ofRate = (given: Partial<Rate>): string[] => faultsOf([rate(), rate({ code: 'x', prefix: '1', ...given })]);

const day = (given: Partial<Rate> = {}): Rate => rate({ code: 'day', windows: [window('08:00-20:00')], ...given });

test('what is in order has no fault', () => {
  expect(checkTariff(tariff())).toEqual([]);
  expect(faultsOf([rate(), day(), rate({ code: 'out', direction: 'outbound', prefix: '00' })])).toEqual([]);
});

test.each<[Partial<Tariff>, string]>([
  [{ name: ' ' }, 'name name'],
  [{ currency: 'cny' }, 'currency currency'],
  [{ timeZone: 'Asia/Nowhere' }, 'timeZone zone'],
  [{ timeZone: '+08:00' }, 'timeZone zone'],
  [{ roundToMicro: '0' }, 'roundToMicro round_to'],
  [{ roundToMicro: '-1' }, 'roundToMicro negative'],
  [{ roundToMicro: '0.01' }, 'roundToMicro amount'],
  [{ roundToMicro: '1000000000001' }, 'roundToMicro absurd'],
  [{ roundingMode: 'sideways' as RoundingMode }, 'roundingMode rounding_mode'],
])('tariff with %j: %s', (given, fault) => {
  expect(short(checkTariff(tariff(given)))).toEqual([fault]);
});

test.each<[string, Partial<Rate>, string]>([
  ['a prefix that is no digits', { prefix: '+1' }, 'rates.1.prefix prefix'],
  ['a prefix with letters', { prefix: '01O' }, 'rates.1.prefix prefix'],
  ['a prefix that is too long', { prefix: '1'.repeat(33) }, 'rates.1.prefix prefix'],
  ['the own country', { prefix: '008610' }, 'rates.1.prefix prefix_own_country'],
  ['a trunk that is none', { trunkId: trunk('no such; trunk') }, 'rates.1.trunkId trunk'],
  ['a code that is none', { code: '' }, 'rates.1.code code'],
  ['a code with a blank', { code: 'a b' }, 'rates.1.code code'],
  ['a negative set-up', { setupMicro: '-1' }, 'rates.1.setupMicro negative'],
  ['an absurd set-up', { setupMicro: '1000000000001' }, 'rates.1.setupMicro absurd'],
  ['a set-up that is no amount', { setupMicro: '0.5' }, 'rates.1.setupMicro amount'],
  ['a negative cap', { capMicro: '-5' }, 'rates.1.capMicro negative'],
  ['negative free seconds', { freeS: -1 }, 'rates.1.freeS free'],
  ['more free seconds than a day has', { freeS: 86_401 }, 'rates.1.freeS free'],
  ['half a free second', { freeS: 0.5 }, 'rates.1.freeS free'],
  ['no steps', { steps: [] }, 'rates.1.steps steps'],
  ['steps that begin late', { steps: steps('from 1: 60 at 1/60') }, 'rates.1.steps.0.fromS steps'],
  [
    'steps that go back',
    { steps: steps('60 at 1/60, from 60: 60 at 1/60, from 60: 1 at 1/1') },
    'rates.1.steps.2.fromS steps',
  ],
  ['no increment', { steps: steps('0 at 1/60') }, 'rates.1.steps.0.incrementS increment'],
  ['an increment above an hour', { steps: steps('3601 at 1/60') }, 'rates.1.steps.0.incrementS increment'],
  ['a price for no time', { steps: steps('60 at 1/0') }, 'rates.1.steps.0.perS per'],
  [
    'a negative price',
    { steps: [{ fromS: 0, incrementS: 60, priceMicro: '-1', perS: 60 }] },
    'rates.1.steps.0.priceMicro negative',
  ],
  ['an absurd price', { steps: steps('60 at 1000000.000001/60') }, 'rates.1.steps.0.priceMicro absurd'],
  [
    'a price that is NaN',
    { steps: [{ fromS: 0, incrementS: 60, priceMicro: 'NaN', perS: 60 }] },
    'rates.1.steps.0.priceMicro amount',
  ],
  [
    'an increment that is NaN',
    { steps: [{ fromS: 0, incrementS: NaN, priceMicro: '1', perS: 60 }] },
    'rates.1.steps.0.incrementS increment',
  ],
  ['an unknown package', { packageCode: 'p' }, 'rates.1.packageCode package_unknown'],
  ['25 o’clock', { windows: [window('25:00-26:00')] }, 'rates.1.windows.0.from time,rates.1.windows.0.to time'],
  ['24:00', { windows: [window('08:00-24:00')] }, 'rates.1.windows.0.to time'],
  ['the eighth day', { windows: [{ ...window('08:00-20:00'), days: [8 as Weekday] }] }, 'rates.1.windows.0.days day'],
  ['no such day', { windows: [window('someday 08:00-20:00')] }, 'rates.1.windows.0.days day'],
  [
    'more windows than anybody means',
    { windows: Array.from({ length: 51 }, () => window('08:00-20:00')) },
    'rates.1.windows too_many_windows',
  ],
])('%s', (_what, given, faults) => {
  expect(ofRate(given).filter((fault) => !fault.endsWith(' gap'))).toEqual(faults.split(','));
});

test.each<[string, Partial<TariffVersion>, string]>([
  ['a day that does not exist', { holidays: ['2026-02-29'] }, 'holidays.0 date'],
  ['a date written otherwise', { workdays: ['1.10.2026'] }, 'workdays.0 date'],
  ['a date twice', { holidays: ['2026-10-01', '2026-10-01'] }, 'holidays.1 date_twice'],
  ['a holiday that is a workday', { holidays: ['2026-10-01'], workdays: ['2026-10-01'] }, 'workdays.0 date_twice'],
  ['before 1970', { validFrom: -1 }, 'validFrom valid_from'],
  ['no instant', { validFrom: NaN }, 'validFrom valid_from'],
  ['after 2100', { validFrom: 4_102_444_800_001 }, 'validFrom valid_from'],
  [
    'a package of less than nothing',
    { packages: [{ code: 'p', name: 'p', seconds: -1 }] },
    'packages.0.seconds package_seconds',
  ],
  [
    'two packages of one code',
    { packages: [1, 2].map((seconds) => ({ code: 'p', name: 'p', seconds })) },
    'packages.1.code package_twice',
  ],
])('version with %s', (_what, given, fault) => {
  expect(faultsOf([rate()], given)).toEqual([fault]);
});

test('a package paid by the caller', () => {
  const packages = [{ code: 'p', name: 'p', seconds: 60 }];
  expect(faultsOf([rate({ packageCode: 'p', payer: 'caller' })], { packages })).toEqual([
    'rates.0.packageCode package_payer',
  ]);
});

test('nothing for calls that come in', () => {
  expect(faultsOf([])).toEqual(['rates no_catch_all']);
  expect(faultsOf([rate({ direction: 'outbound' })])).toEqual(['rates no_catch_all']);
  expect(faultsOf([rate({ prefix: '4' })])).toEqual(['rates no_catch_all']);
  expect(faultsOf([rate({ trunkId: trunk('a') })])).toEqual(['rates no_catch_all']);
});

test('two rates of one code', () => {
  expect(faultsOf([rate(), rate({ prefix: '1' })])).toEqual(['rates.1.code code_twice']);
});

test('more rates than can be', () => {
  const rates = Array.from({ length: 20_001 }, (_, i) => rate({ code: `r${i}`, prefix: String(i) }));
  expect(faultsOf(rates)).toEqual(['rates too_many_rates']);
});

test('of many faults the first hundred are told', () => {
  const rates = Array.from({ length: 200 }, (_, i) => rate({ code: `r${i}`, prefix: `${i}x` }));
  expect(faultsOf(rates)).toHaveLength(100);
});

describe('at any time exactly one rate', () => {
  test.each<[string, Rate[], string]>([
    ['two for always', [rate(), rate({ code: 'b' })], 'rates.1 overlap'],
    [
      'windows that share an hour',
      [rate(), day(), rate({ code: 'b', windows: [window('19:00-22:00')] })],
      'rates.2 overlap',
    ],
    [
      'over midnight into Saturday',
      [
        rate(),
        rate({ code: 'a', windows: [window('5 22:00-06:00')] }),
        rate({ code: 'b', windows: [window('6 05:00-07:00')] }),
      ],
      'rates.2 overlap',
    ],
    [
      'Monday and workdays',
      [
        rate(),
        rate({ code: 'a', windows: [window('1 08:00-09:00')] }),
        rate({ code: 'b', windows: [window('workday 08:30-12:00')] }),
      ],
      'rates.2 overlap',
    ],
    [
      'a window within another that is past the next begin',
      [
        rate(),
        rate({ code: 'a', windows: [window('08:00-20:00'), window('09:00-10:00')] }),
        rate({ code: 'b', windows: [window('15:00-16:00')] }),
      ],
      'rates.2 overlap',
    ],
    [
      'only the morning after a holiday',
      [
        rate({ code: 'day', windows: [window('06:00-22:00')] }),
        rate({ code: 'night', windows: [window('workday weekend 22:00-06:00'), window('holiday 22:00-00:00')] }),
      ],
      'rates.0.windows gap',
    ],
    ['a window alone', [rate({ windows: [window('08:00-20:00')] })], 'rates.0.windows gap'],
    [
      'workdays and weekends, but there is a holiday',
      [
        rate({ code: 'a', windows: [window('workday 00:00-00:00')] }),
        rate({ code: 'b', windows: [window('weekend 00:00-00:00')] }),
      ],
      'rates.0.windows gap',
    ],
    [
      'days from six to six, but not the night before a Monday',
      [
        rate({ code: 'a', windows: [window('1 2 3 4 5 6 06:00-06:00')] }),
        rate({ code: 'b', windows: [window('7 06:00-00:00')] }),
      ],
      'rates.0.windows gap',
    ],
  ])('%s', (_what, rates, fault) => {
    expect(faultsOf(rates, { holidays: ['2026-10-01'] })).toEqual([fault]);
  });

  test.each<[string, Rate[]]>([
    ['the same prefix by different trunks', [rate(), rate({ code: 'b', trunkId: trunk('a') })]],
    ['the same prefix in both directions', [rate(), rate({ code: 'b', direction: 'outbound' })]],
    [
      'windows that meet',
      [rate({ windows: [window('08:00-20:00')] }), rate({ code: 'b', windows: [window('20:00-08:00')] })],
    ],
    [
      'one rate with windows that overlap',
      [rate(), rate({ code: 'b', windows: [window('08:00-10:00'), window('09:00-11:00')] })],
    ],
    [
      'workdays and weekends, without holidays',
      [
        rate({ code: 'a', windows: [window('workday 00:00-00:00')] }),
        rate({ code: 'b', windows: [window('weekend 00:00-00:00')] }),
      ],
    ],
  ])('in order: %s', (_what, rates) => {
    expect(faultsOf(rates)).toEqual([]);
  });

  test('the reason names the rates and the time, in both languages', () => {
    const rates = [
      rate(),
      day({ name: 'By day' }),
      rate({ code: 'eve', name: '晚间', windows: [window('weekend 19:30-22:00')] }),
    ];
    const [fault] = checkVersion(version({ rates }));
    expect(fault?.text.en).toBe(
      'The rate "By day" (day) and the rate "晚间" (eve) are for the same direction, prefix and trunk at the same time: ' +
        'Saturday (weekend) 19:30–20:00.',
    );
    expect(fault?.text.zh).toBe(
      '费率“By day”（day）与费率“晚间”（eve）的方向、前缀和外线相同，且时间重叠：周六（周末）19:30–20:00。',
    );
    const [gap] = checkVersion(version({ rates: [rates[1] ?? rate()] }));
    expect(gap?.text.en).toContain('Thursday (workday) 00:00–08:00');
    expect(gap?.text.zh).toContain('周四（工作日）00:00–08:00');
  });
});

test('a tariff with faults is not compiled; the error tells them all', () => {
  const bad = tariff({
    currency: '?',
    versions: [version(), version({ number: 2, rates: [rate({ setupMicro: micro('2000000') })] })],
  });
  try {
    compileTariff(bad);
    throw new Error('compiled');
  } catch (error) {
    expect(error).toBeInstanceOf(TariffFault);
    expect(short((error as TariffFault).faults)).toEqual(['currency currency', 'versions.1.rates.0.setupMicro absurd']);
  }
});

test('20,000 rates are checked', () => {
  const rates = Array.from({ length: 19_999 }, (_, i) =>
    rate({
      code: `r${i}`,
      prefix: String(i),
      direction: 'outbound',
      windows: i % 2 === 0 ? [window('00:00-00:00')] : [],
    }),
  );
  expect(faultsOf([rate(), ...rates])).toEqual([]);
});
