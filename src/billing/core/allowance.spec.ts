import fc from 'fast-check';

import { endOfMoney } from './allowance.js';

const NOW = 1_790_000_000_000;
const DAY = 86_400_000;

/** Calls that began some time ago: price of an increment, its length in seconds. */
const costs = (calls: readonly (readonly [ageMs: number, price: bigint, seconds: number])[]) => (at: number) =>
  calls.reduce((sum, [ageMs, price, seconds]) => {
    const ms = at - NOW + ageMs;
    return sum + (ms <= 0 ? 0n : BigInt(Math.ceil(ms / (seconds * 1000))) * price);
  }, 0n);
const ask = (limit: bigint, calls: Parameters<typeof costs>[0], exact = 1, guess: number | null = null) =>
  endOfMoney({ limit, costAt: costs(calls), now: NOW, horizon: NOW + DAY, guess, exactMs: () => exact });

describe('when the money ends', () => {
  test.each([
    ['one call, just begun, money for three minutes', 450n, [[0, 150n, 60]], 180_000],
    ['one millionth more does not help', 599n, [[0, 150n, 60]], 180_000],
    [
      'two calls at different ages: the first increment that cannot be paid',
      600n,
      [
        [0, 150n, 60],
        [10_000, 150n, 60],
      ],
      110_000,
    ],
    ['by the second', 60n, [[500, 1n, 1]], 59_500],
    ['no money: at once, before the first increment', 0n, [[0, 150n, 60]], 0],
    ['more spent than there is: what has begun may end', 100n, [[90_000, 150n, 60]], 30_000],
  ] as const)('%s', (_story, limit, calls, endsIn) => {
    expect((ask(limit, calls)?.until ?? NaN) - NOW).toBe(endsIn);
  });

  test('it is enough for the whole day, or nothing costs anything: no end', () => {
    expect(ask(1_000_000n, [[0, 1n, 60]])).toBeNull();
    expect(ask(0n, [])).toBeNull();
  });

  test('whatever runs: up to the end it can be paid, right behind it not; a guess changes nothing', () => {
    const call = fc.tuple(fc.integer({ min: 0, max: DAY }), fc.bigInt(1n, 400_000n), fc.constantFrom(1, 6, 60, 180));
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 60 }),
        fc.bigInt(0n, 100_000_000n),
        fc.constantFrom(1, 10, 5000),
        fc.option(fc.integer({ min: 1, max: DAY })),
        (calls, more, exact, guess) => {
          const costAt = costs(calls);
          const limit = costAt(NOW) + more;
          const end = ask(limit, calls, exact, guess === null ? null : NOW + guess);
          if (end === null) {
            expect(costAt(NOW + DAY) <= limit).toBe(true);
            return;
          }
          expect(costAt(end.until) <= limit).toBe(true);
          expect(costAt(end.beyond) > limit).toBe(true);
          expect(end.beyond - end.until).toBeLessThanOrEqual(exact);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a thousand calls by the minute: a dozen looks', () => {
    let looks = 0;
    const calls = Array.from({ length: 1000 }, (_, at) => [at * 317, 150_000n, 60] as const);
    const costAt = costs(calls);
    const limit = costAt(NOW) + 9_000_000_000n;
    const counted = (at: number): bigint => {
      looks += 1;
      return costAt(at);
    };
    const exactMs = (aheadMs: number): number => Math.max(10, Math.floor(aheadMs / 32));
    endOfMoney({ limit, costAt: counted, now: NOW, horizon: NOW + DAY, guess: null, exactMs });
    expect(looks).toBeLessThanOrEqual(12);
  });
});
