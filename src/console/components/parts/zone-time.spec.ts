import { instantInZone, inZone, zoneText } from './zone-time.js';

test.each([
  ['2026-12-01T00:00:00', 'Asia/Shanghai', '2026-11-30T16:00:00.000Z'],
  ['2026-12-01T08:30', 'UTC', '2026-12-01T08:30:00.000Z'],
  ['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-12-01T12:00:00', 'Europe/Berlin', '2026-12-01T11:00:00.000Z'],
  ['2026-01-01T00:00:00', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
])('%s in %s is %s, and is shown as it was typed', (local, zone, iso) => {
  const instant = instantInZone(local, zone);
  expect(new Date(instant ?? 0).toISOString()).toBe(iso);
  expect(inZone(instant ?? 0, zone).startsWith(local)).toBe(true);
});

test('an hour that the clock has twice is the first of both, one that it skips lies an hour later', () => {
  expect(new Date(instantInZone('2026-10-25T02:30:00', 'Europe/Berlin') ?? 0).toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  );
  expect(inZone(instantInZone('2026-03-29T02:30:00', 'Europe/Berlin') ?? 0, 'Europe/Berlin')).toBe(
    '2026-03-29T03:30:00',
  );
});

test.each(['', 'soon', '2026-13-01T00:00:00', '2026-12-01'])('%j is no time', (text) => {
  expect(instantInZone(text, 'Asia/Shanghai')).toBeNull();
});

test('people read no seconds where there are none', () => {
  expect(zoneText(Date.UTC(2026, 0, 1, 0, 0, 0), 'UTC')).toBe('2026-01-01 00:00:00');
  expect(zoneText(Date.UTC(2026, 0, 1, 0, 0, 5), 'UTC')).toBe('2026-01-01 00:00:05');
});
