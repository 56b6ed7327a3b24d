import { RANGES, rangeOf } from './figures-range.js';

const NOW = new Date(2026, 2, 31, 15, 20);
const text = (date: Date): string => `${date.getMonth() + 1}-${date.getDate()} ${date.getHours()}`;

it('days and months begin at midnight of the browser’s zone', () => {
  const own = { from: new Date(2026, 2, 30, 8).toISOString(), to: 'soon' };
  expect(
    RANGES.map((name) => {
      const { from, to } = rangeOf(name, NOW, own);
      return `${name}: ${text(from)} – ${text(to)}`;
    }),
  ).toEqual([
    'today: 3-31 0 – 4-1 0',
    'yesterday: 3-30 0 – 3-31 0',
    'week: 3-25 0 – 4-1 0',
    'thisMonth: 3-1 0 – 4-1 0',
    'lastMonth: 2-1 0 – 3-1 0',
    'own: 3-30 8 – 4-1 0',
  ]);
});
