import fc from 'fast-check';

import { civilDate, dayNumberOf, isZone, localTime, parseDate, wallClock, weekdayOf } from './zone.js';

/** What Intl says itself, without our arithmetic. */
function intl(zone: string, at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.weekday} ${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

const two = (number: number): string => number.toString().padStart(2, '0');

function ours(zone: string, at: number): string {
  const { year, month, day, weekday, hour, minute, second } = localTime(zone, at);
  const name = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekday - 1];
  return `${name} ${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];

test.each([
  ['the last second before the gap', 'Europe/Berlin', '2026-03-29T00:59:59Z', 'Sun 2026-03-29 01:59:59'],
  ['the gap: 02:00 to 03:00 is not there', 'Europe/Berlin', '2026-03-29T01:00:00Z', 'Sun 2026-03-29 03:00:00'],
  ['the double hour, first time', 'Europe/Berlin', '2026-10-25T00:30:00Z', 'Sun 2026-10-25 02:30:00'],
  ['the double hour, second time', 'Europe/Berlin', '2026-10-25T01:30:00Z', 'Sun 2026-10-25 02:30:00'],
  ['the gap over there', 'America/New_York', '2026-03-08T07:00:00Z', 'Sun 2026-03-08 03:00:00'],
  ['the double hour over there', 'America/New_York', '2026-11-01T06:00:00Z', 'Sun 2026-11-01 01:00:00'],
  ['half an hour only', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'Sun 2026-10-04 02:30:00'],
  ['a date that was left out', 'Pacific/Apia', '2011-12-30T10:00:00Z', 'Sat 2011-12-31 00:00:00'],
  ['midnight in Shanghai', 'Asia/Shanghai', '2026-11-30T16:00:00Z', 'Tue 2026-12-01 00:00:00'],
  ['a leap day', 'Asia/Shanghai', '2028-02-29T12:00:00Z', 'Tue 2028-02-29 20:00:00'],
  ['before 1970', 'UTC', '1969-12-31T23:59:59Z', 'Wed 1969-12-31 23:59:59'],
])('%s: %s, %s is %s', (_what, zone, at, expected) => {
  expect(ours(zone, Date.parse(at))).toBe(expected);
});

test('every instant is what Intl says it is', () => {
  const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, at) => {
      expect(ours(zone, at)).toBe(intl(zone, at));
    }),
    { numRuns: 500 },
  );
});

test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
  'around every change of the clock of %s the wall clock is what Intl says, and even up to where it says',
  (zone) => {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1);) {
      const { evenUntil } = wallClock(zone, at);
      expect(evenUntil).toBeGreaterThan(at);
      const [begin, end] = [wallClock(zone, at), wallClock(zone, evenUntil - 1)];
      const shown = (end.dayNumber - begin.dayNumber) * 86_400_000 + end.msOfDay - begin.msOfDay;
      expect(shown).toBe(evenUntil - 1 - at);
      expect(ours(zone, evenUntil)).toBe(intl(zone, evenUntil));
      at = evenUntil;
    }
  },
);

test('days are counted without a gap, and back', () => {
  const wrong: number[] = [];
  for (let day = dayNumberOf(1899, 12, 28); day < dayNumberOf(2105, 1, 3); day += 1) {
    const { year, month, day: ofMonth } = civilDate(day);
    const date = new Date(day * 86_400_000);
    const same = year === date.getUTCFullYear() && month === date.getUTCMonth() + 1 && ofMonth === date.getUTCDate();
    if (!same || weekdayOf(day) % 7 !== date.getUTCDay() || dayNumberOf(year, month, ofMonth) !== day) wrong.push(day);
  }
  expect(wrong).toEqual([]);
});

test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-01-01', '2026-1-1', '', '2026-01-01 '])(
  'there is no date "%s"',
  (text) => {
    expect(parseDate(text)).toBeNull();
  },
);

test('dates that are', () => {
  expect(parseDate('1970-01-01')).toBe(0);
  expect(parseDate('2028-02-29')).toBe(dayNumberOf(2028, 2, 29));
});

test('zones are IANA names as they are written there', () => {
  expect(ZONES.filter((name) => !isZone(name))).toEqual([]);
  expect(['', '+08:00', 'Asia/Nowhere', 'asia/shanghai', 'Shanghai', 'UTC; DROP', '../etc'].filter(isZone)).toEqual([]);
});
