import fc from 'fast-check';

import { nextEdge, timeNow, type SpecialDay, type TimeNow, type WorkingTimes } from './working-times.js';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string): number => Date.parse(text);

/** 2026's National Day with the Saturday after it that is worked; 2026-10-01 is a Thursday. */
const OFFICE: WorkingTimes = {
  shifts: [
    { name: 'day', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
    { name: 'night', weekdays: [3], from: '22:00', to: '06:00' },
    { name: 'sunday', weekdays: [7], from: '10:00', to: '12:00' },
  ],
  days: [
    { date: '2026-10-01', kind: 'holiday', name: '国庆节' },
    { date: '2026-10-02', kind: 'rest' },
    { date: '2026-10-10', kind: 'working', as: 5 },
    { date: '2026-10-11', kind: 'working', as: 1 },
  ],
};

const short = (now: TimeNow): string => {
  switch (now.is) {
    case 'working':
      return now.shifts.map(({ name }) => name).join('+');
    case 'holiday':
      return `holiday ${now.name}`;
    case 'rest':
      return 'rest';
  }
};

test.each([
  ['a working day', '2026-09-29T09:00:00+08:00', 'day'],
  ['its last moment', '2026-09-29T17:29:59+08:00', 'day'],
  ['after it', '2026-09-29T17:30:00+08:00', 'rest'],
  ['a holiday', '2026-10-01T10:00:00+08:00', 'holiday 国庆节'],
  ['the night shift runs into the holiday', '2026-10-01T05:59:00+08:00', 'night'],
  ['a day of rest', '2026-10-02T10:00:00+08:00', 'rest'],
  ['a Saturday', '2026-10-03T10:00:00+08:00', 'rest'],
  ['a Saturday that is worked', '2026-10-10T10:00:00+08:00', 'day'],
  ['a Sunday that is worked has the hours of the other day', '2026-10-11T16:00:00+08:00', 'day'],
  ['and not its own', '2026-10-11T08:00:00+08:00', 'rest'],
  ['a plain Sunday', '2026-10-18T11:00:00+08:00', 'sunday'],
])('%s: %s is %s', (_story, instant, expected) => {
  expect(short(timeNow(OFFICE, SHANGHAI, at(instant)))).toBe(expected);
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const shift = fc.record({ weekdays: fc.subarray(EVERY_DAY), from: time, to: time });
const date = fc.integer({ min: 23, max: 27 }).map((day) => `2026-10-${String(day)}`);
const day: fc.Arbitrary<SpecialDay> = fc.oneof(
  date.map((one) => ({ date: one, kind: 'rest' }) as const),
  date.map((one) => ({ date: one, kind: 'holiday', name: 'h' }) as const),
  fc.tuple(date, fc.integer({ min: 1, max: 7 })).map(([one, as]) => ({ date: one, kind: 'working', as }) as const),
);
const times = fc.record({
  shifts: fc.array(shift, { maxLength: 3 }),
  days: fc.uniqueArray(day, { maxLength: 4, selector: (one) => one.date }),
});
const instant = fc.integer({ min: at('2026-10-23T00:00:00Z') / 1000, max: at('2026-10-27T00:00:00Z') / 1000 });
const zone = fc.constantFrom(BERLIN, SHANGHAI);

/** By the texts that Intl gives, minute by minute of the shift, without arithmetic of days. */
function naive({ shifts, days }: WorkingTimes, inZone: string, now: number): string {
  const shown = (instantMs: number): { date: string; weekday: number; clock: string } => {
    const [date = '', clock = ''] = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: inZone, dateStyle: 'short', timeStyle: 'medium' },
    })
      .format(instantMs)
      .split(' ');
    return { date, weekday: new Date(`${date}T12:00:00Z`).getUTCDay() || 7, clock: clock.slice(0, 5) };
  };
  const today = shown(now);
  const before = new Date(Date.parse(`${today.date}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const works = (weekdays: readonly number[], on: string): boolean => {
    const special = days.find((one) => one.date === on);
    if (special?.kind === 'working') return weekdays.includes(special.as);
    return special === undefined && weekdays.includes(new Date(`${on}T12:00:00Z`).getUTCDay() || 7);
  };
  const working = shifts.some(({ weekdays, from, to }) => {
    if (from === to) return works(weekdays, today.date);
    if (from < to) return works(weekdays, today.date) && today.clock >= from && today.clock < to;
    return (works(weekdays, today.date) && today.clock >= from) || (works(weekdays, before) && today.clock < to);
  });
  if (working) return 'working';
  return days.find((one) => one.date === today.date)?.kind === 'holiday' ? 'holiday' : 'rest';
}

test('every instant is what a reading without arithmetic says, whatever the clocks do', () => {
  fc.assert(
    fc.property(times, zone, instant, (some, inZone, second) => {
      expect(timeNow(some, inZone, second * 1000).is).toBe(naive(some, inZone, second * 1000));
    }),
    { numRuns: 1_000 },
  );
});

test('whoever looks at each of the next instants misses no change', () => {
  fc.assert(
    fc.property(times, zone, instant, (some, inZone, second) => {
      let now = second * 1000;
      for (let looks = 0; looks < 12; looks += 1) {
        const next = nextEdge(some.shifts, inZone, now);
        expect(next).toBeGreaterThan(now);
        const is = timeNow(some, inZone, now);
        for (let part = 1; part <= 10; part += 1) {
          expect(timeNow(some, inZone, now + Math.floor(((next - now - 1) * part) / 10))).toEqual(is);
        }
        now = next;
      }
    }),
    { numRuns: 200 },
  );
});
