import fc from 'fast-check';

import { ChannelCount } from './channels.js';

test('channels are counted by owner', () => {
  const count = new ChannelCount();
  count.take('t1');
  count.take('t1');
  count.take('t2');
  count.giveBack('t1');
  expect(['t1', 't2', 't3'].map((owner) => count.inUse(owner))).toEqual([1, 1, 0]);
});

test('giving back more than was taken is an error, not a negative count', () => {
  const count = new ChannelCount();
  count.take('t1');
  count.giveBack('t1');
  expect(() => {
    count.giveBack('t1');
  }).toThrow(RangeError);
  expect(count.inUse('t1')).toBe(0);
});

test('the count is what was taken less what was given back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('t1', 't2'), fc.boolean())), (steps) => {
      const count = new ChannelCount();
      const model = new Map<string, number>();
      for (const [owner, take] of steps) {
        const held = model.get(owner) ?? 0;
        if (take) count.take(owner);
        else if (held > 0) count.giveBack(owner);
        else continue;
        model.set(owner, held + (take ? 1 : -1));
        expect(count.inUse(owner)).toBe(model.get(owner));
      }
    }),
  );
});
