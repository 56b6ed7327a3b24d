import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { billText, leg, micro, rate, steps, tariff, trunk, version } from '../../../test/fixtures/tariffs.js';
import { amountText, microOf } from '../../kernel/money.js';
import { compileTariff, priceCall, rateOf } from './rating.js';
import type { Rate, RoundingMode, Tariff } from './tariff.js';

const MONDAY_10 = '2026-11-23T10:00:00+08:00';
const SECONDS = [0, 1, 59, 60, 61, 179, 180, 181, 3600];

const one = (given: Partial<Rate> = {}): Tariff => tariff({ versions: [version({ rates: [rate(given)] })] });
const cost = (of: Tariff, seconds: number, leftS = {}): string => {
  const priced = priceCall(compileTariff(of), [leg(MONDAY_10, seconds)], leftS);
  return amountText(microOf(priced?.amountMicro ?? '-1'));
};

/** "setup 0.05; cap 0.5; 60 at 0.15/60" as README.md says it. */
function described(words: string): { of: Tariff; leftS: Readonly<Record<string, number>> } {
  const parts = words.split('; ');
  const given = new Map(parts.slice(0, -1).map((part) => part.split(' ') as [string, string]));
  const left = given.get('package');
  const cap = given.get('cap');
  const only = rate({
    setupMicro: micro(given.get('setup') ?? '0'),
    freeS: Number(given.get('free') ?? 0),
    capMicro: cap === undefined ? null : micro(cap),
    packageCode: left === undefined ? null : 'p',
    steps: steps(parts.at(-1) ?? ''),
  });
  const packages = [{ code: 'p', name: 'p', seconds: 600 }];
  return { of: tariff({ versions: [version({ rates: [only], packages })] }), leftS: { p: Number(left ?? 0) } };
}

describe('what a call of so many seconds costs', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const table = /### Worked prices\n[^`]*`[^`]*`[^`]*```\n([^`]+)```/.exec(readme)?.[1] ?? '';
  const [head = '', ...rows] = table.trimEnd().split('\n');
  const cells = rows.map((row) => row.split(/ {2,}| (?=[0-9]+\.[0-9]{2}(?: |$))/) as [string, ...string[]]);

  test('the table of README.md has all seconds, and rows', () => {
    expect(head.trim().split(/ +/)).toEqual(SECONDS.map(String));
    expect(rows.length).toBeGreaterThanOrEqual(15);
  });

  test.each(cells)('%s', (words, ...amounts) => {
    const { of, leftS } = described(words);
    expect(SECONDS.map((seconds) => cost(of, seconds, leftS))).toEqual(amounts);
  });

  test.each<[string, Partial<Rate>, string]>([
    ['nothing', { steps: steps('60 at 0/60') }, '0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00'],
    [
      'three steps: dear, cheaper, free',
      { steps: steps('60 at 1/60, from 60: 60 at 0.5/60, from 180: 60 at 0/60') },
      '0.00 1.00 1.00 1.00 1.50 2.00 2.00 2.00 2.00',
    ],
  ])('%s', (_what, given, row) => {
    expect(SECONDS.map((seconds) => cost(one(given), seconds))).toEqual(row.split(' '));
  });

  test('part of a second is a begun one, of a millisecond too', () => {
    expect([59.999, 60, 60.001, 0.001].map((seconds) => cost(one(), seconds))).toEqual([
      '0.15',
      '0.15',
      '0.30',
      '0.15',
    ]);
  });
});

describe('the lines of a bill', () => {
  const lines = (of: Tariff, seconds: number, leftS = {}): readonly string[] =>
    billText(priceCall(compileTariff(of), [leg(MONDAY_10, seconds)], leftS));

  test('set-up, free seconds, package, steps, cap and rounding, in this order', () => {
    const rates = [
      rate({
        setupMicro: micro('0.05'),
        freeS: 30,
        steps: steps('60 at 0.15/60, from 120: 6 at 0.1/60'),
        capMicro: micro('0.255'),
        packageCode: 'p',
      }),
    ];
    const packages = [{ code: 'p', name: 'p', seconds: 600 }];
    const of = tariff({ roundToMicro: '10000', versions: [version({ rates, packages })] });
    expect(lines(of, 300, { p: 60 })).toEqual([
      'setup in: 0.05',
      'free in 0+30 s: 0.00',
      'package in 30+60 s (1 x 60 at 0.15/60): 0.00',
      'step in 90+60 s (1 x 60 at 0.15/60): 0.15',
      'step in 150+150 s (25 x 6 at 0.10/60): 0.25',
      'cap in: -0.195',
      'rounding: 0.005',
    ]);
  });

  test('what remains of a millionth is a millionth, once in a line', () => {
    expect(lines(one({ steps: steps('1 at 0.1/60') }), 1)).toEqual(['step in 0+1 s (1 x 1 at 0.10/60): 0.001667']);
    expect(lines(one({ steps: steps('1 at 0.1/60') }), 3)).toEqual(['step in 0+3 s (3 x 1 at 0.10/60): 0.005']);
    expect(lines(one({ steps: steps('1 at 0.1/60') }), 59)).toEqual(['step in 0+59 s (59 x 1 at 0.10/60): 0.098334']);
  });

  test('an increment that began before the next step is charged whole, the next begins behind it', () => {
    const of = one({ steps: steps('60 at 0.6/60, from 90: 6 at 0.3/60') });
    expect(lines(of, 121)).toEqual([
      'step in 0+120 s (2 x 60 at 0.60/60): 1.20',
      'step in 120+6 s (1 x 6 at 0.30/60): 0.03',
    ]);
  });

  test('a package that lacks one whole increment is left alone for the rest of the leg', () => {
    const rates = [rate({ steps: steps('60 at 0.6/60, from 60: 6 at 0.6/60'), packageCode: 'p' })];
    const packages = [{ code: 'p', name: 'p', seconds: 600 }];
    const priced = priceCall(
      compileTariff(tariff({ versions: [version({ rates, packages })] })),
      [leg(MONDAY_10, 72)],
      {
        p: 59,
      },
    );
    expect(priced?.calculation.packageUsedS).toEqual({});
    expect(billText(priced)).toEqual([
      'step in 0+60 s (1 x 60 at 0.60/60): 0.60',
      'step in 60+12 s (2 x 6 at 0.60/60): 0.12',
    ]);
  });

  test('two calls of a package: the second has what the first has left', () => {
    const rates = [rate({ packageCode: 'p' })];
    const packages = [{ code: 'p', name: 'p', seconds: 600 }];
    const compiled = compileTariff(tariff({ versions: [version({ rates, packages })] }));
    const call = leg(MONDAY_10, 100);
    const priced = priceCall(compiled, [call, call], { p: 200, other: 7 });
    expect(priced?.calculation).toMatchObject({ packageLeftS: { p: 200 }, packageUsedS: { p: 180 } });
    expect(priced?.calculation.packageLeftS).not.toHaveProperty('other');
    expect(billText(priced)).toEqual([
      'package in 0+120 s (2 x 60 at 0.15/60): 0.00',
      'package in 0+60 s (1 x 60 at 0.15/60): 0.00',
      'step in 60+60 s (1 x 60 at 0.15/60): 0.15',
    ]);
  });

  test('a package named as something that every object has is empty, not absurd', () => {
    const rates = [rate({ packageCode: 'constructor' })];
    const packages = [{ code: 'constructor', name: 'p', seconds: 600 }];
    expect(cost(tariff({ versions: [version({ rates, packages })] }), 61)).toBe('0.30');
  });
});

describe('who pays', () => {
  const byCaller = one({ payer: 'caller', steps: steps('180 at 0.2/180, from 180: 60 at 0.1/60') });

  test('first 3 minutes 0.2 together, then 0.1 a minute, paid by the caller: the tenant pays nothing', () => {
    const compiled = compileTariff(byCaller);
    const priced = SECONDS.map((seconds) => priceCall(compiled, [leg(MONDAY_10, seconds)], {}));
    expect(priced.map((call) => call?.amountMicro)).toEqual(SECONDS.map(() => '0'));
    expect(priced.map((call) => amountText(microOf(call?.callerAmountMicro ?? '')))).toEqual(
      '0.00 0.20 0.20 0.20 0.20 0.20 0.20 0.30 5.90'.split(' '),
    );
    expect(billText(priced[7] ?? null)).toEqual([
      'step in 0+180 s (1 x 180 at 0.20/180): 0.20 by the caller',
      'step in 180+60 s (1 x 60 at 0.10/60): 0.10 by the caller',
    ]);
  });

  test('what the caller and the tenant pay is rounded apart', () => {
    const rates = [
      rate({ payer: 'caller', steps: steps('60 at 0.123/60') }),
      rate({ code: 'out', direction: 'outbound', steps: steps('60 at 0.456/60') }),
    ];
    const compiled = compileTariff(tariff({ roundToMicro: '10000', versions: [version({ rates })] }));
    const priced = priceCall(compiled, [leg(MONDAY_10, 5), leg(MONDAY_10, 5, { direction: 'outbound' })], {});
    expect(billText(priced)).toEqual([
      'step in 0+60 s (1 x 60 at 0.123/60): 0.123 by the caller',
      'step out 0+60 s (1 x 60 at 0.456/60): 0.456',
      'rounding: 0.004',
      'rounding: -0.003 by the caller',
    ]);
    expect(priced).toMatchObject({ amountMicro: '460000', callerAmountMicro: '120000', outboundMicro: '460000' });
  });
});

describe('rounding', () => {
  test.each<[RoundingMode, string]>([
    ['up', '0.01 0.01 0.01 0.02 0.02 0.03'],
    ['down', '0.00 0.00 0.01 0.01 0.01 0.02'],
    ['half_up', '0.00 0.01 0.01 0.01 0.02 0.03'],
    ['half_even', '0.00 0.00 0.01 0.01 0.02 0.02'],
  ])('%s to cents', (roundingMode, row) => {
    const prices = ['0.004', '0.005', '0.01', '0.014', '0.015', '0.025'];
    const rounded = prices.map((price) =>
      cost({ ...one({ steps: steps(`60 at ${price}/60`) }), roundToMicro: '10000', roundingMode }, 1),
    );
    expect(rounded).toEqual(row.split(' '));
  });
});

describe('which rate', () => {
  const [a, b] = [trunk('a'), trunk('b')];
  const rates = [
    rate({ code: 'any' }),
    rate({ code: 'any-a', trunkId: a }),
    rate({ code: '400', prefix: '400' }),
    rate({ code: '4008-a', prefix: '4008', trunkId: a }),
    rate({ code: 'out-0', direction: 'outbound', prefix: '0' }),
    rate({ code: 'out-010', direction: 'outbound', prefix: '010' }),
    rate({ code: 'out-00', direction: 'outbound', prefix: '00', rateClass: 'international' }),
    rate({ code: 'out-0012', direction: 'outbound', prefix: '0012', rateClass: 'international' }),
  ];
  const compiled = compileTariff(tariff({ versions: [version({ rates })] }));

  test.each([
    ['inbound', '4008001234', null, '400'],
    ['inbound', '4008001234', b, '400'],
    ['inbound', '4008001234', a, '4008-a'],
    ['inbound', '4001', a, '400'],
    ['inbound', '95588', a, 'any-a'],
    ['inbound', '95588', b, 'any'],
    ['inbound', 'hotline', null, 'any'],
    ['outbound', '01012345678', a, 'out-010'],
    ['outbound', '+86 10 1234 5678', a, 'out-010'],
    ['outbound', '0571123', null, 'out-0'],
    ['outbound', '0', null, 'out-0'],
    ['outbound', '+1 212 555 0100', null, 'out-0012'],
    ['outbound', '0085212345678', null, 'out-00'],
    ['outbound', '13800138000', null, 'none'],
    ['outbound', 'anna', null, 'none'],
    ['outbound', '', null, 'none'],
  ] as const)('%s %s by trunk %s: %s', (direction, number, trunkId, code) => {
    const found = rateOf(compiled, { direction, number, trunkId }, Date.parse(MONDAY_10));
    expect(found?.rate.code ?? 'none').toBe(code);
  });

  test('a leg whose number has no rate costs nothing', () => {
    const call = leg(MONDAY_10, 60, { direction: 'outbound', number: '13800138000' });
    expect(priceCall(compiled, [call], {})).toMatchObject({ amountMicro: '0', seconds: 0, startedAt: null });
  });
});

describe('what is charged from', () => {
  const answeredAt = Date.parse(MONDAY_10);
  const call = leg(MONDAY_10, 0, { connectedAt: answeredAt + 90_500, endedAt: answeredAt + 121_000 });

  test('menu and queue are free: charging begins with the person', () => {
    const priced = priceCall(compileTariff(one()), [call], {});
    expect(priced).toMatchObject({ amountMicro: '150000', seconds: 31, startedAt: answeredAt + 90_500 });
  });

  test('unless the rate charges from the answer of the network on', () => {
    const priced = priceCall(compileTariff(one({ chargeFrom: 'network' })), [call], {});
    expect(priced).toMatchObject({ amountMicro: '450000', seconds: 121, startedAt: answeredAt });
  });

  test('nobody answered: nothing is charged, no set-up either', () => {
    const alone = { ...call, connectedAt: null };
    const rated = { setupMicro: micro('1') };
    expect(priceCall(compileTariff(one(rated)), [alone], {})).toMatchObject({ amountMicro: '0', startedAt: null });
    const network = compileTariff(one({ ...rated, chargeFrom: 'network' }));
    expect(priceCall(network, [alone], {})).toMatchObject({ amountMicro: '1450000', startedAt: answeredAt });
  });
});

describe('legs and versions', () => {
  const rates = [
    rate(),
    rate({ code: 'out', direction: 'outbound', setupMicro: micro('0.1'), steps: steps('6 at 0.3/60') }),
  ];

  test('inbound leg and transfer leg add up; what was dialled is told apart', () => {
    const compiled = compileTariff(tariff({ versions: [version({ rates })] }));
    const transfer = leg('2026-11-23T10:01:00+08:00', 65, { direction: 'outbound', number: '13800138000' });
    const priced = priceCall(compiled, [leg(MONDAY_10, 125), transfer], {});
    expect(billText(priced)).toEqual([
      'step in 0+180 s (3 x 60 at 0.15/60): 0.45',
      'setup out: 0.10',
      'step out 0+66 s (11 x 6 at 0.30/60): 0.33',
    ]);
    expect(priced).toMatchObject({ amountMicro: '880000', outboundMicro: '430000', seconds: 190 });
    expect(priced?.startedAt).toBe(Date.parse(MONDAY_10));
  });

  test('a call that was not answered, or before the first version, is not priced', () => {
    const later = compileTariff(tariff({ versions: [version({ validFrom: Date.parse(MONDAY_10) + 1 })] }));
    expect(priceCall(later, [leg(MONDAY_10, 60)], {})).toBeNull();
    expect(priceCall(compileTariff(tariff()), [], {})).toBeNull();
    expect(priceCall(compileTariff(tariff({ versions: [] })), [leg(MONDAY_10, 60)], {})).toBeNull();
  });

  test.each([
    ['before both', '2026-11-23T09:59:59.999+08:00', 'v1'],
    ['from the very instant on', '2026-11-23T10:00:00+08:00', 'v3'],
    ['later', '2026-12-23T10:00:00+08:00', 'v3'],
  ])('the version that holds at the answer, of two from the same instant the higher number: %s', (_what, at, id) => {
    const validFrom = Date.parse(MONDAY_10);
    const versions = [version({ number: 3, validFrom }), version(), version({ number: 2, validFrom })];
    expect(priceCall(compileTariff(tariff({ versions })), [leg(at, 60)], {})?.tariffVersionId).toBe(id);
  });

  test('a version that comes to hold within the call changes nothing for it', () => {
    const validFrom = Date.parse(MONDAY_10) + 30_000;
    const dear = version({ number: 2, validFrom, rates: [rate({ steps: steps('60 at 9/60') })] });
    const compiled = compileTariff(tariff({ versions: [version(), dear] }));
    const transfer = leg('2026-11-23T10:01:00+08:00', 60);
    expect(priceCall(compiled, [leg(MONDAY_10, 120), transfer], {})?.amountMicro).toBe('450000');
  });

  test('amounts beyond what a float can hold are exact', () => {
    const of = one({ steps: steps('1 at 999999.999999/1') });
    expect(cost(of, 172_800)).toBe('172799999999.8272');
  });
});
