import { weekdayOf, parseDate } from '../../kernel/zone.js';
import { withDays } from './calendar.js';
import { HOLIDAY_YEARS, publicHolidays } from './public-holidays.js';

test.each(HOLIDAY_YEARS)('%d: real dates of that year, each once; what is worked in exchange is a weekend', (year) => {
  const days = publicHolidays(year, 'zh');
  expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
  for (const day of days) {
    expect([day.date, parseDate(day.date) !== null, day.date.slice(0, 4)]).toEqual([day.date, true, String(year)]);
    if (day.kind === 'working') expect(weekdayOf(parseDate(day.date)!)).toBeGreaterThan(5);
  }
});

test.each([
  [2025, 28, 5],
  [2026, 33, 6],
])('%d: %d days off, %d worked', (year, off, worked) => {
  const kinds = publicHolidays(year, 'en').map(({ kind }) => kind);
  expect([
    kinds.filter((kind) => kind === 'holiday').length,
    kinds.filter((kind) => kind === 'working').length,
  ]).toEqual([off, worked]);
});

test('nothing is known of other years', () => {
  expect(publicHolidays(1999, 'zh')).toEqual([]);
});

test('other days take the place of those of the same dates, in order', () => {
  const days = withDays(
    [
      { date: '2026-10-02', kind: 'rest' },
      { date: '2026-12-24', kind: 'rest' },
    ],
    publicHolidays(2026, 'zh').filter(({ date }) => date > '2026-10-05' || date === '2026-10-02'),
  );
  expect(days.map(({ date, kind }) => `${date} ${kind}`)).toEqual([
    ...['2026-10-02 holiday', '2026-10-06 holiday', '2026-10-07 holiday', '2026-10-10 working', '2026-12-24 rest'],
  ]);
});
