import fc from 'fast-check';

import { LineUp } from './line-up.js';

test('an empty line has no first', () => {
  const line = new LineUp();
  expect([line.size, line.first, line.firstRank, line.ids(), line.delete('a', 1)]).toEqual([
    0,
    undefined,
    Infinity,
    [],
    false,
  ]);
});

test('the lowest rank is first; equal ranks stand by their ids', () => {
  const line = new LineUp();
  line.insert('b', 5);
  line.insert('c', 3);
  line.insert('a', 5);
  expect([line.ids(), line.first, line.firstRank, line.indexOf('b', 5)]).toEqual([['c', 'a', 'b'], 'c', 3, 2]);
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
        const there = model.find((entry) => entry.id === name);
        model = model.filter((entry) => entry.id !== name);
        expect(line.delete(name, there?.rank ?? 0)).toBe(there !== undefined);
        if ('put' in one) {
          line.insert(one.put, one.rank);
          model.push({ id: one.put, rank: one.rank });
        }
        model.sort((x, y) => x.rank - y.rank || (x.id < y.id ? -1 : 1));
        expect(line.ids()).toEqual(model.map((entry) => entry.id));
        expect([line.size, line.first, line.firstRank]).toEqual([
          model.length,
          model[0]?.id,
          model[0]?.rank ?? Infinity,
        ]);
        for (const [index, entry] of model.entries()) expect(line.indexOf(entry.id, entry.rank)).toBe(index);
      }
    }),
  );
});
