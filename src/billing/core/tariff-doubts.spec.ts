import { rate } from '../../../test/fixtures/tariffs.js';
import { checkNames, doubtsOf } from './tariff-doubts.js';
import type { Rate } from './tariff.js';

const out = (prefix: string, more: Partial<Rate> = {}): Rate => rate({ direction: 'outbound', prefix, ...more });

test.each<[string, string | null]>([
  ['00852', 'class_of_number'],
  ['160', 'class_of_number'],
  ['010168', 'class_of_number'],
  ['1790900', 'class_of_number'],
  ['17909', 'class_of_carrier'],
  ['193', 'class_of_carrier'],
  ['', null],
  ['0', null],
  ['16', null],
  ['139', null],
  ['95', null],
  ['0571', null],
])('a normal rate for %j: %s', (prefix, code) => {
  const found = doubtsOf({ rates: [out(prefix)] });
  expect(found.map((one) => one.code)).toEqual(code === null ? [] : [`billing.tariff_${code}`]);
});

test('a rate of the class of its numbers is beyond doubt, and so is one for calls that come in', () => {
  const rates = [
    out('00852', { rateClass: 'international' }),
    out('168', { rateClass: 'premium' }),
    out('17909', { rateClass: 'international' }),
    out('00852', { direction: 'inbound' }),
  ];
  expect(doubtsOf({ rates })).toEqual([]);
});

test('a name that was read wrongly is told where it is', () => {
  const packages = [{ code: 'p', name: '\ufffd', seconds: 60 }];
  const found = checkNames({ rates: [out('1', { name: '市话' }), out('2', { name: '\ufffd\ufffd' })], packages });
  expect(found.map(({ path }) => path)).toEqual(['rates.1.name', 'packages.0.name']);
});
