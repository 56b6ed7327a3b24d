import { rowAt, topsOf } from './use-rows-in-view.js';

test.each([
  [0, 0],
  [53, 0],
  [54, 1],
  [129, 1],
  [130, 2],
  [9999, 2],
])('at %i pixels is row %i', (height, index) => {
  expect(rowAt(topsOf([54, 76, 54]), height)).toBe(index);
});

test('of ten thousand rows the one in view is found', () => {
  const tops = topsOf(Array.from({ length: 10_000 }, () => 54));
  expect(rowAt(tops, 54 * 7654 + 10)).toBe(7654);
  expect(rowAt(topsOf([]), 100)).toBe(0);
});
