import fc from 'fast-check';

import { LineUp } from './line-up.js';

test('an empty line has no first', () => {
  const line = new LineUp();
  expect([line.size, line.first, line.ids(), line.remove('a')]).toEqual([0, undefined, [], false]);
});

test('the lowest rank is first; equal ranks stand by their ids', () => {
  const line = new LineUp();
  line.put('b', 5);
  line.put('c', 3);
  line.put('a', 5);
  expect(line.ids()).toEqual(['c', 'a', 'b']);
});

test('who is put again moves', () => {
  const line = new LineUp();
  line.put('a', 1);
  line.put('b', 2);
  line.put('a', 3);
  expect(line.ids()).toEqual(['b', 'a']);
  expect(line.rankOf('a')).toBe(3);
});

test('any sequence of coming and leaving keeps the order of a sorted list', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const step = fc.oneof(fc.record({ put: id, rank: fc.integer({ min: -3, max: 3 }) }), fc.record({ remove: id }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const line = new LineUp();
      let model: { id: string; rank: number }[] = [];
      for (const one of steps) {
        const name = 'put' in one ? one.put : one.remove;
        const there = model.some((entry) => entry.id === name);
        model = model.filter((entry) => entry.id !== name);
        if ('put' in one) {
          line.put(one.put, one.rank);
          model.push({ id: one.put, rank: one.rank });
        } else {
          expect(line.remove(one.remove)).toBe(there);
        }
        model.sort((x, y) => x.rank - y.rank || (x.id < y.id ? -1 : 1));
        expect(line.ids()).toEqual(model.map((entry) => entry.id));
        expect([line.size, line.first]).toEqual([model.length, model[0]?.id]);
        for (const entry of model) expect(line.rankOf(entry.id)).toBe(entry.rank);
      }
    }),
  );
});

test('the lowest tier comes first, whatever the rank; in it the rank, then the second rank', () => {
  const line = new LineUp();
  line.put('a', 1, 2);
  line.put('b', 9, 1, 5);
  line.put('c', 9, 1, 4);
  expect([line.ids(), line.headTierSize, line.indexOf('a'), line.indexOf('x')]).toEqual([
    ['c', 'b', 'a'],
    2,
    2,
    undefined,
  ]);
});

test('who stands next behind a place of the same tier, also where that place is empty', () => {
  const line = new LineUp();
  line.put('a', 1);
  line.put('b', 3);
  line.put('c', 1, 1);
  const behind = (id: string, first: number): string | undefined =>
    line.nextAfter({ id, tier: 0, first, second: 0 })?.id;
  expect([behind('a', 1), behind('x', 2), behind('b', 3), behind('x', 0)]).toEqual(['b', 'b', undefined, 'a']);
});
