import { expectedOf, intervalOf, isInside, QUANTITIES, runPart, type Case } from './cases.js';

/** Small enough for each check of the whole: wide intervals, so wide that one outside is no matter of chance. */
const SIZE = { beforeFirst: 5_000, batches: 12, callersABatch: 5_000 };
const CONFIDENCE = 0.999;

describe('the hall against theory, in short', () => {
  test.each<Case>([
    { model: 'C', agents: 10, load: 0.8 },
    { model: 'C', agents: 50, load: 0.9 },
    { model: 'C', agents: 200, load: 0.95 },
    { model: 'A', agents: 10, load: 0.95 },
    { model: 'A', agents: 50, load: 0.95 },
  ])('Erlang $model, $agents agents at $load', (one) => {
    const expected = expectedOf(one);
    const batches = runPart(one, 1, SIZE);
    expect(batches).toHaveLength(SIZE.batches);
    for (const quantity of QUANTITIES[one.model]) {
      const interval = intervalOf(batches, quantity, CONFIDENCE);
      expect({
        quantity,
        interval,
        theory: expected[quantity],
        inside: isInside(interval, expected[quantity]),
      }).toEqual(expect.objectContaining({ inside: true }));
    }
  });

  test('a theory that is wrong by a tenth of the load is noticed', () => {
    const batches = runPart({ model: 'C', agents: 10, load: 0.9 }, 1, SIZE);
    const wrong = expectedOf({ model: 'C', agents: 10, load: 0.8 });
    expect(isInside(intervalOf(batches, 'meanWait', CONFIDENCE), wrong.meanWait)).toBe(false);
  });
});
