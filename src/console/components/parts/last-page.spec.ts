import { lastPageOf } from './last-page.js';

it.each([
  [0, 20, 1],
  [20, 20, 1],
  [21, 20, 2],
  [300_000, 500, 600],
  [5, 0, 5],
])('%d records by %d end on page %d', (total, perPage, last) => {
  expect(lastPageOf(total, perPage)).toBe(last);
});
