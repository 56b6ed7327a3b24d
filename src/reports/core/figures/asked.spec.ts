import { dayBegan, figuresAsked, startsOf, type FiguresAsked, type Grouping } from './asked.js';

const iso = (at: number): string => new Date(at).toISOString().slice(5, 16);
function starts(timeZone: string, by: Grouping, from: string, to: string): string[] {
  const asked: FiguresAsked = { from: Date.parse(from), to: Date.parse(to), by, ids: [], timeZone };
  return startsOf(asked).map(iso);
}

describe('stretches of a range', () => {
  it.each<[string, Parameters<typeof starts>, readonly string[]]>([
    ['a whole is one', ['Asia/Shanghai', 'whole', '2026-01-01T01:07Z', '2026-03-01T00:00Z'], ['01-01T01:07']],
    [
      'quarters begin where the clock says, but for the first',
      ['Asia/Shanghai', 'quarter', '2026-01-01T01:07Z', '2026-01-01T01:31Z'],
      ['01-01T01:07', '01-01T01:15', '01-01T01:30'],
    ],
    [
      'hours of a zone with half an hour',
      ['Asia/Kolkata', 'hour', '2026-01-01T00:00Z', '2026-01-01T02:00Z'],
      ['01-01T00:00', '01-01T00:30', '01-01T01:30'],
    ],
    [
      'days of Shanghai',
      ['Asia/Shanghai', 'day', '2025-12-31T16:00Z', '2026-01-02T16:00Z'],
      ['12-31T16:00', '01-01T16:00'],
    ],
    [
      'a day of 23 hours',
      ['Europe/Berlin', 'day', '2026-03-28T23:00Z', '2026-03-30T22:00Z'],
      ['03-28T23:00', '03-29T22:00'],
    ],
    [
      'a day of 25 hours',
      ['Europe/Berlin', 'day', '2026-10-24T22:00Z', '2026-10-26T23:00Z'],
      ['10-24T22:00', '10-25T23:00'],
    ],
    [
      'each hour once where the clock is put back',
      ['Europe/Berlin', 'hour', '2026-10-24T23:00Z', '2026-10-25T03:00Z'],
      ['10-24T23:00', '10-25T00:00', '10-25T01:00', '10-25T02:00'],
    ],
    [
      'no stretch of its own for half an hour that the clock leaves out',
      ['Australia/Lord_Howe', 'hour', '2026-10-03T14:30Z', '2026-10-03T17:00Z'],
      ['10-03T14:30', '10-03T16:00'],
    ],
  ])('%s', (_name, given, expected) => {
    expect(starts(...given)).toEqual(expected);
  });
});

it.each([
  ['Asia/Shanghai', '2026-01-01T15:59Z', '12-31T16:00'],
  ['Asia/Shanghai', '2026-01-01T16:00Z', '01-01T16:00'],
  ['Europe/Berlin', '2026-03-29T08:00Z', '03-28T23:00'],
  ['Europe/Berlin', '2026-10-25T09:00Z', '10-24T22:00'],
])('the day of %s at %s began at %s', (zone, at, began) => {
  expect(iso(dayBegan(zone, Date.parse(at)))).toBe(began);
});

describe('what is asked for', () => {
  const interval = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const id = '0190c1a0-0000-7000-8000-000000000001';
  const wrong = (asked: Parameters<typeof figuresAsked>[0], timeZone = 'Asia/Shanghai') =>
    figuresAsked(asked, timeZone).wrong.join();

  it.each<[string, string]>([
    [wrong({ interval, by: 'hour', ids: `${id},${id}` }), ''],
    [wrong({ interval }), ''],
    [wrong({}), 'interval'],
    [wrong({ interval: '2026-01-01' }), 'interval'],
    [wrong({ interval: { from: interval.to, to: interval.from } }), 'interval'],
    [wrong({ interval: { from: interval.from, to: interval.from } }), 'interval'],
    [wrong({ interval: { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }, by: 'quarter' }), 'interval'],
    [wrong({ interval: { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }, by: 'hour' }), ''],
    [wrong({ interval, by: 'year' }), 'by'],
    [wrong({ interval, ids: 'all' }), 'ids'],
    [wrong({ interval }, 'Mars/Olympus'), 'timeZone'],
  ])('%s is wrong with %#', (found, expected) => {
    expect(found).toBe(expected);
  });

  it('is read as it was meant', () => {
    expect(figuresAsked({ interval, by: 'day', ids: id }, 'Asia/Shanghai').asked).toEqual({
      ...{ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2), by: 'day', ids: [id], timeZone: 'Asia/Shanghai' },
    });
  });
});
