import fc from 'fast-check';

import type { AgentId, QueueId } from '../../kernel/ids.js';
import { NOBODY, ORDERS, People, type Order } from './people.js';
import { ReadyLines } from './ready-lines.js';

const NAMES = ['d', 'b', 'a', 'c', 'e', 'f'] as AgentId[];

interface Standing {
  readonly idleSince: number;
  readonly calls: number;
  readonly number: number;
}

function peopleOf(standings: readonly Standing[]): People {
  const people = new People();
  for (const [n, one] of standings.entries()) {
    const who = people.whoIs(NAMES[n] ?? ('x' as AgentId));
    people.setIdle(who, one);
    people.setNumber(who, one.number);
  }
  return people;
}

test('whoever was never heard of has no number; the same agent always has the same', () => {
  const people = new People();
  const all = Array.from({ length: 100 }, (_, n) => `a${String(n)}` as AgentId);
  expect(people.find('a7' as AgentId)).toBe(NOBODY);
  expect(all.map((one) => people.whoIs(one))).toEqual([...all.keys()]);
  expect([people.whoIs('a7' as AgentId), people.find('a99' as AgentId), people.idOf(3)]).toEqual([7, 99, 'a3']);
  expect(() => people.idOf(100)).toThrow('acd.nobody_of_that_number');
});

test('an agent who serves more queues than before has all of them; others keep theirs', () => {
  const people = new People();
  const [a, b] = [people.whoIs('a' as AgentId), people.whoIs('b' as AgentId)];
  const queues = Array.from({ length: 50 }, (_, n) => `q${String(n)}` as QueueId);
  const seatsOf = (who: number): unknown =>
    Array.from({ length: people.seatsOf(who) }, (_, seat) => [people.queueAt(who, seat), people.classAt(who, seat)]);
  people.seat(a, queues.slice(0, 1), [[7, 0]]);
  people.seat(b, queues.slice(0, 2), [
    [1, 5],
    [2, 6],
  ]);
  const many = queues.map((_, n) => [n, n + 1] as const);
  people.seat(a, queues, many);
  expect([seatsOf(a), seatsOf(b)]).toEqual([
    many,
    [
      [1, 5],
      [2, 6],
    ],
  ]);
  expect([people.isSeatedIn(a, [...queues]), people.isSeatedIn(a, queues.slice(1)), people.isSeatedIn(b, [])]).toEqual([
    true,
    false,
    false,
  ]);
});

test.each<[string, Order]>(Object.entries(ORDERS))(
  'any sequence of coming and leaving keeps every line in order: %s',
  (_, order) => {
    const small = fc.nat(2);
    const standing = fc.record({ idleSince: small, calls: small, number: small });
    const step = fc.record({ queue: fc.nat(2), who: fc.nat(NAMES.length - 1), one: fc.nat(6) });
    fc.assert(
      fc.property(
        fc.array(standing, { minLength: NAMES.length, maxLength: NAMES.length }),
        fc.array(step, { maxLength: 150, size: 'max' }),
        (standings, steps) => {
          const lines = new ReadyLines(peopleOf(standings));
          const queues = [0, 1, 2].map(() => lines.addQueue(order));
          const classes = queues.map(() => 0);
          const model = new Map<string, number>();
          for (const { queue, who, one } of steps) {
            // classes come while others have somebody in them already
            for (; (classes[queue] ?? 0) <= one; classes[queue] = (classes[queue] ?? 0) + 1) lines.addClass(queue);
            const key = `${String(queue)} ${String(who)}`;
            const there = model.get(key);
            if (there === undefined) lines.insert(queue, one, who);
            else lines.delete(queue, there, who);
            if (there === undefined) model.set(key, one);
            else model.delete(key);
            for (const at of queues) {
              const told = Array.from({ length: classes[at] ?? 0 }, (__, of) =>
                Array.from({ length: lines.sizeOf(at, of) }, (___, index) => NAMES[lines.at(at, of, index)]),
              );
              expect(told).toEqual(told.map((__, of) => standIn(model, at, of, standings, order)));
              expect(lines.size(at)).toBe(told.flat().length);
            }
          }
        },
      ),
    );
  },
);

function standIn(
  model: ReadonlyMap<string, number>,
  queue: number,
  of: number,
  standings: readonly Standing[],
  order: Order,
): readonly (AgentId | undefined)[] {
  const keyOf = (who: number): readonly number[] => {
    const { idleSince = 0, calls = 0, number = 0 } = standings[who] ?? {};
    return order === ORDERS.idle ? [idleSince, 0] : order === ORDERS.calls ? [calls, idleSince] : [number, 0];
  };
  const people = [...model]
    .filter(([key, one]) => key.startsWith(`${String(queue)} `) && one === of)
    .map(([key]) => Number(key.split(' ')[1]));
  people.sort((a, b) => {
    const [[a1 = 0, a2 = 0], [b1 = 0, b2 = 0]] = [keyOf(a), keyOf(b)];
    return a1 - b1 || a2 - b2 || ((NAMES[a] ?? '') < (NAMES[b] ?? '') ? -1 : 1);
  });
  return people.map((who) => NAMES[who]);
}
