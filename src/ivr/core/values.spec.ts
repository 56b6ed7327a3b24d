import fc from 'fast-check';

import type { Comparison } from './flow-graph.js';
import { filled, holds, LONGEST_VALUE, variablesIn } from './values.js';

const known: Readonly<Record<string, string>> = { name: '张三', card: '6222020000000000001', empty: ' ', due: '-3.50' };
const lookup = (name: string): string | undefined => known[name];

test('texts with variables', () => {
  expect(filled('{name}, {card} {missing}{ name }', lookup)).toBe('张三, 6222020000000000001 { name }');
  expect(variablesIn('{name} {1x} {a_1}')).toEqual(['name', 'a_1']);
  expect(filled('{name}', () => 'x'.repeat(5000))).toHaveLength(LONGEST_VALUE);
});

test('what is filled in is not filled in once more', () => {
  expect(filled('{a}', (name) => (name === 'a' ? '{b}' : 'secret'))).toBe('{b}');
});

test.each<[string, Comparison['is'], string, boolean]>([
  ['{due}', 'less', '0', true],
  ['10', 'more', '9', true],
  ['abc', 'more', 'abb', true],
  ['1.0', 'is', '1', true],
  ['{card}', 'is', '6222020000000000000', false],
  ['{card}', 'more', '6222020000000000000', true],
  ['{card}', 'begins', '6222', true],
  ['{name}', 'contains', '三', true],
  ['{empty}', 'isEmpty', '', true],
  ['{missing}', 'isEmpty', '', true],
  ['0', 'isEmpty', '', false],
  ['2', 'atLeast', '2', true],
  ['2', 'atMost', '1.99', false],
  ['2', 'isNot', '+2', false],
])('%s %s %s: %s', (left, is, right, expected) => {
  expect(holds({ left, is, right }, lookup)).toBe(expected);
});

test('numbers are ordered as numbers are, whatever their length', () => {
  const number = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 999 }));
  fc.assert(
    fc.property(number, number, ([a, x], [b, y]) => {
      const text = (whole: bigint, part: number): string => `${whole}.${String(part).padStart(3, '0')}`;
      const value = (whole: bigint, part: number): bigint => whole * 1000n + (whole < 0n ? -1n : 1n) * BigInt(part);
      fc.pre(a !== 0n && b !== 0n);
      expect(holds({ left: text(a, x), is: 'less', right: text(b, y) }, lookup)).toBe(value(a, x) < value(b, y));
    }),
  );
});
