import { isBackwards } from './range.js';

it.each([
  ['9', '10', false],
  ['10', '9', true],
  ['10', '10', false],
  ['2026-11-02T00:00:00.000Z', '2026-11-01T23:00:00.000Z', true],
  ['2026-11-01T00:00:00.000Z', '2026-11-01T23:00:00.000Z', false],
  [undefined, '1', false],
  ['5', undefined, false],
  ['5', '', false],
  ['x', '1', false],
])('from %s to %s is backwards: %s', (from, to, backwards) => {
  expect(isBackwards(from, to)).toBe(backwards);
});
