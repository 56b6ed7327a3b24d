import fc from 'fast-check';

import type { ExtensionId } from '../../kernel/ids.js';
import { nextInGroup, RING_WAYS, type RingWay } from './ring-group.js';

const ids = (text: string): ExtensionId[] => Array.from(text) as ExtensionId[];
const free = (text: string) => (id: ExtensionId) => text.includes(id);
const next = (way: RingWay, members: string, rung: string, isFree: string): string =>
  nextInGroup({ way, members: ids(members) }, ids(rung), free(isFree), 'c1').join('');

test.each<[string, RingWay, string, string, string, string]>([
  ['at once: all who are free', 'at_once', 'abc', '', 'ac', 'ac'],
  ['at once: there is no second round', 'at_once', 'abc', 'a', 'abc', ''],
  ['in turn: the first', 'in_turn', 'abc', '', 'abc', 'a'],
  ['in turn: who is not free is passed over', 'in_turn', 'abc', '', 'bc', 'b'],
  ['in turn: the next', 'in_turn', 'abc', 'ab', 'abc', 'c'],
  ['in turn: nobody is left', 'in_turn', 'abc', 'abc', 'abc', ''],
  ['nobody is in it', 'distributed', '', '', 'abc', ''],
])('%s', (_story, way, members, rung, isFree, expected) => {
  expect(next(way, members, rung, isFree)).toBe(expected);
});

test('whoever is asked again and again calls each who is free once, in any way, and comes to an end', () => {
  const members = fc.uniqueArray(fc.constantFrom(...ids('abcdef')));
  fc.assert(
    fc.property(fc.constantFrom(...RING_WAYS), members, fc.string(), fc.string(), (way, all, isFree, callId) => {
      const rung: ExtensionId[] = [];
      for (;;) {
        const more = nextInGroup({ way, members: all }, rung, free(isFree), callId);
        if (more.length === 0) break;
        expect(more.filter((one) => rung.includes(one))).toEqual([]);
        rung.push(...more);
      }
      expect([...rung].sort()).toEqual(all.filter(free(isFree)).sort());
    }),
  );
});

test('a distributed group begins with each of its members about as often', () => {
  const begun = Map.groupBy(
    Array.from({ length: 4_000 }, (_, call) => `1764500000.${String(call)}`),
    (callId) => nextInGroup({ way: 'distributed', members: ids('abcd') }, [], () => true, callId).join(''),
  );
  expect([...begun.keys()].sort()).toEqual(['a', 'b', 'c', 'd']);
  for (const calls of begun.values()) expect(Math.abs(calls.length - 1_000)).toBeLessThan(150);
});
