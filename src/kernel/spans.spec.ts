import { dayAt, hourAt, nightAt } from './spans.js';

const at = (text: string): number => Date.parse(text);
const told = (span: { from: number; until: number } | null): string =>
  span === null ? 'none' : `${new Date(span.from).toISOString()} ${new Date(span.until).toISOString()}`;

describe('hours, days and nights of a zone', () => {
  test.each([
    ['Asia/Shanghai', '2026-11-23T10:59:59.999+08:00', '2026-11-23T02:00:00.000Z 2026-11-23T03:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-23T10:15:00+05:30', '2026-11-23T04:30:00.000Z 2026-11-23T05:30:00.000Z'],
    // the hour that is shown twice is one of two
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00.000Z 2026-10-25T02:00:00.000Z'],
  ])('hour in %s at %s', (zone, text, span) => {
    expect(told(hourAt(zone, at(text)))).toBe(span);
  });

  test.each([
    ['Asia/Shanghai', '2026-11-23T00:00:00+08:00', '2026-11-22T16:00:00.000Z 2026-11-23T16:00:00.000Z'],
    // 23 and 25 hours
    ['Europe/Berlin', '2026-03-29T12:00:00+02:00', '2026-03-28T23:00:00.000Z 2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T12:00:00+01:00', '2026-10-24T22:00:00.000Z 2026-10-25T23:00:00.000Z'],
  ])('day in %s at %s', (zone, text, span) => {
    expect(told(dayAt(zone, at(text)))).toBe(span);
  });

  test.each([
    ['22:00', '06:00', '2026-11-23T21:59:59+08:00', 'none'],
    ['22:00', '06:00', '2026-11-23T22:00:00+08:00', '2026-11-23T14:00:00.000Z 2026-11-23T22:00:00.000Z'],
    ['22:00', '06:00', '2026-11-24T05:59:59+08:00', '2026-11-23T14:00:00.000Z 2026-11-23T22:00:00.000Z'],
    ['22:00', '06:00', '2026-11-24T06:00:00+08:00', 'none'],
    ['00:30', '05:00', '2026-11-24T01:00:00+08:00', '2026-11-23T16:30:00.000Z 2026-11-23T21:00:00.000Z'],
    ['00:00', '00:00', '2026-11-24T13:00:00+08:00', '2026-11-23T16:00:00.000Z 2026-11-24T16:00:00.000Z'],
  ])('night from %s to %s at %s', (from, to, text, span) => {
    expect(told(nightAt('Asia/Shanghai', from, to, at(text)))).toBe(span);
  });
});
