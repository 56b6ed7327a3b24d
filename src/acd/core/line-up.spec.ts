import fc from 'fast-check';

import { LineUp, Ranks } from './line-up.js';

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

const NAMES = ['d', 'b', 'a', 'c', 'e', 'f'];

test('the lowest tier comes first, whatever the rank; in it the rank, then the second rank, then the name', () => {
  const line = new Ranks(NAMES);
  line.insert(2, 1, 0, 2);
  line.insert(1, 9, 5, 1);
  line.insert(1, 9, 4, 3);
  line.insert(1, 9, 4, 0);
  expect([line.ids(), line.headTier, line.headTierSize, line.size]).toEqual([['c', 'd', 'b', 'a'], 1, 3, 4]);
  expect([line.placeAt(2), line.idAt(4)]).toEqual([{ tier: 1, first: 9, second: 5 }, undefined]);
});

test('who stands next behind a place of the same tier, also where that place is empty', () => {
  const line = new Ranks(NAMES);
  line.insert(0, 1, 0, 2);
  line.insert(0, 3, 0, 1);
  line.insert(1, 1, 0, 3);
  const behind = (id: string, first: number): string | undefined => {
    const index = line.nextAfter({ tier: 0, first, second: 0 }, id);
    return index === null ? undefined : line.idAt(index);
  };
  expect([behind('a', 1), behind('x', 2), behind('b', 3), behind('x', 0), behind('A', 1)]).toEqual([
    'b',
    'b',
    undefined,
    'a',
    'a',
  ]);
});

test('any sequence of coming and leaving keeps the ranks in order, in however many lines', () => {
  const small = fc.integer({ min: -1, max: 2 });
  const step = fc.record({ who: fc.nat(NAMES.length - 1), tier: small, first: small, second: small });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const [line, other] = [new Ranks(NAMES), new Ranks(NAMES)];
      other.insert(1, 1, 1, 5);
      let model: typeof steps = [];
      for (const one of steps) {
        const there = model.find(({ who }) => who === one.who);
        model = model.filter((entry) => entry !== there);
        if (there !== undefined) line.delete(there.tier, there.first, there.second, there.who);
        else {
          line.insert(one.tier, one.first, one.second, one.who);
          model.push(one);
        }
        model.sort(
          (a, b) =>
            a.tier - b.tier ||
            a.first - b.first ||
            a.second - b.second ||
            ((NAMES[a.who] ?? '') < (NAMES[b.who] ?? '') ? -1 : 1),
        );
        expect(line.ids()).toEqual(model.map(({ who }) => NAMES[who]));
        expect(line.headTierSize).toBe(model.filter(({ tier }) => tier === model[0]?.tier).length);
        const isFirst = ({ tier, first, second, who }: (typeof steps)[number]): boolean =>
          tier < 1 || (tier === 1 && (first < 1 || (first === 1 && (second < 1 || (second === 1 && who !== 5)))));
        if (model[0] !== undefined) expect(line.isBefore(0, other, 0)).toBe(isFirst(model[0]));
      }
    }),
  );
});
