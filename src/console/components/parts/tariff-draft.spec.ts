import type { Rate } from '../../../billing/core/tariff.js';
import { datesBetween } from './dates-between.js';
import { checkDraft, faultsByRate } from './draft-check.js';
import {
  contentOf,
  draftOf,
  freeCode,
  matchesRate,
  microOfAmount,
  newRate,
  sortedByPrefix,
  type Content,
  type RateRow,
} from './tariff-draft.js';

const RATE: Rate = {
  code: 'city',
  name: 'City',
  direction: 'outbound',
  prefix: '0',
  trunkId: null,
  windows: [{ days: ['workday', 6], from: '08:00', to: '18:00' }],
  rateClass: 'normal',
  payer: 'tenant',
  chargeFrom: 'person',
  setupMicro: '100000',
  freeS: 6,
  steps: [
    { fromS: 0, incrementS: 180, priceMicro: '200000', perS: 180 },
    { fromS: 180, incrementS: 60, priceMicro: '100000', perS: 60 },
  ],
  capMicro: '5000000',
  packageCode: 'night',
};
const CONTENT: Content = {
  rates: [
    { ...RATE, code: 'in', direction: 'inbound', prefix: '', windows: [], packageCode: null, capMicro: null },
    RATE,
  ],
  packages: [{ code: 'night', name: 'Night', seconds: 5430 }],
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10'],
};

const row = (changed: Partial<RateRow>): RateRow => ({ ...newRate(new Set()), ...changed });

test('a draft that nobody has changed says what the version said', () => {
  expect(contentOf(draftOf(CONTENT))).toEqual({ content: CONTENT, faults: [] });
});

test.each([
  ['0.15', '150000'],
  [' 12 ', '12000000'],
  ['0.000001', '1'],
  ['-3', '-3000000'],
  ['0', '0'],
  ['', null],
  ['0.1234567', null],
  ['1e3', null],
  ['0,15', null],
  ['.5', null],
])('the amount %j is %s millionths', (text, micro) => {
  expect(microOfAmount(text)).toBe(micro);
});

test('what is no number is told at its place, and nothing that was typed is lost', () => {
  const { packages, ...draft } = draftOf(CONTENT);
  const rates = [
    row({
      code: 'x',
      setup: 'a',
      freeS: '',
      cap: 'b',
      steps: [{ fromS: '0', incrementS: '60', price: 'c', perS: '6o' }],
    }),
  ];
  const { faults } = contentOf({ ...draft, rates, packages: packages.map((one) => ({ ...one, minutes: 'many' })) });
  expect(faults.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'rates.0.setupMicro amount',
    'rates.0.freeS wholeNumber',
    'rates.0.steps.0.priceMicro amount',
    'rates.0.steps.0.perS wholeNumber',
    'rates.0.capMicro amount',
    'packages.0.seconds minutes',
  ]);
});

test('faults of typing and of the room stand at their rates, each place told once', () => {
  const draft = draftOf(CONTENT);
  const [catchAll, city] = draft.rates;
  const rates = [
    catchAll!,
    { ...city!, prefix: '0a', windows: [], steps: [{ fromS: '0', incrementS: '0', price: 'x', perS: '60' }] },
  ];
  const { faults } = checkDraft({ ...draft, rates }, 0, 'en', ({ field, kind }) => `${field}: ${kind}`);
  const byRate = faultsByRate(faults);
  expect([...byRate.keys()]).toEqual([1]);
  expect(Object.keys(byRate.get(1) ?? {}).sort()).toEqual(['prefix', 'steps.0.incrementS', 'steps.0.priceMicro']);
  expect(byRate.get(1)?.['steps.0.priceMicro']).toBe('priceMicro: amount');
  expect(byRate.get(1)?.prefix).toContain('0a');
});

test('a copy gets a code that no other rate has', () => {
  expect(freeCode('city', new Set())).toBe('city');
  expect(freeCode('city', new Set(['city']))).toBe('city-2');
  expect(freeCode('city-2', new Set(['city', 'city-2', 'city-3']))).toBe('city-4');
});

test('sorted: calls that come in first, then by prefix; of equal ones each keeps its place', () => {
  const rates = [
    row({ code: 'd', prefix: '10' }),
    row({ code: 'c', prefix: '1' }),
    row({ code: 'b', prefix: '1' }),
    row({ code: 'a', direction: 'inbound', prefix: '9' }),
  ];
  expect(sortedByPrefix(rates).map(({ code }) => code)).toEqual(['a', 'c', 'b', 'd']);
});

test.each([
  ['', true],
  ['0571', true],
  ['571', false],
  ['hang', true],
  ['CITY', true],
  ['hz', false],
])('looking for %j finds the rate of Hangzhou: %s', (text, found) => {
  expect(matchesRate({ code: 'city', name: 'Hangzhou', prefix: '0571' }, text)).toBe(found);
});

test('dates from one to another, both included; none where they are backwards, no dates, or more than a year', () => {
  expect(datesBetween('2026-09-30', '2026-10-02')).toEqual(['2026-09-30', '2026-10-01', '2026-10-02']);
  expect(datesBetween('2026-10-01', '2026-10-01')).toEqual(['2026-10-01']);
  for (const [from, to] of [
    ['2026-10-02', '2026-10-01'],
    ['', ''],
    ['2026-01-01', '2027-01-02'],
  ] as const)
    expect(datesBetween(from, to)).toBeNull();
});
