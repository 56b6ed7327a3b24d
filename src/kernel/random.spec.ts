import { drawInteger, drawUint32, seedRandom, splitMix64, type RandomState } from './random.js';

function draws<T>(
  start: RandomState,
  count: number,
  draw: (state: RandomState) => { value: T; state: RandomState },
): T[] {
  const values: T[] = [];
  let state = start;
  for (let i = 0; i < count; i += 1) {
    const drawn = draw(state);
    values.push(drawn.value);
    state = drawn.state;
  }
  return values;
}

describe('seeded chance', () => {
  test('gives the numbers of the reference implementation of xoshiro128** 1.1', () => {
    expect(draws([1, 2, 3, 4], 10, drawUint32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('is seeded by the numbers of the reference implementation of SplitMix64', () => {
    const [first, state] = splitMix64(1234567n);
    const [second] = splitMix64(state);
    expect([first, second]).toEqual([6457827717110365317n, 3203168211198807973n]);
    expect(seedRandom(1234567)).toEqual(
      [first, second].flatMap((word) => [Number(word & 0xffff_ffffn), Number(word >> 32n)]),
    );
  });

  test('the same seed gives the same numbers, another seed others', () => {
    expect(draws(seedRandom(7), 20, drawUint32)).toEqual(draws(seedRandom(7), 20, drawUint32));
    expect(draws(seedRandom(7), 20, drawUint32)).not.toEqual(draws(seedRandom(8), 20, drawUint32));
  });

  test('a state that was drawn from can be drawn from again', () => {
    const state = seedRandom(3);
    expect(drawUint32(state)).toEqual(drawUint32(state));
  });

  test('whole numbers lie in their range, reach both ends and are spread evenly', () => {
    const values = draws(seedRandom(1), 60_000, (state) => drawInteger(state, -2, 3));
    const counts = [-2, -1, 0, 1, 2, 3].map((value) => values.filter((drawn) => drawn === value).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60_000);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test('a range of one number gives that number', () => {
    expect(drawInteger(seedRandom(1), 5, 5).value).toBe(5);
  });
});
