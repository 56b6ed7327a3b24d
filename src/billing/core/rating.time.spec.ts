import { billText, leg, micro, rate, steps, tariff, version, window } from '../../../test/fixtures/tariffs.js';
import { compileTariff, priceCall, rateOf } from './rating.js';
import type { Rate, Tariff, TariffVersion } from './tariff.js';

/** Three to the minute by day, one by night and on days off. */
const DAY = rate({ code: 'day', windows: [window('workday 08:00-20:00')], steps: steps('60 at 3/60') });
const NIGHT = rate({ code: 'night', steps: steps('60 at 1/60') });

const of = (rates: Rate[], given: Partial<TariffVersion> = {}, header: Partial<Tariff> = {}): Tariff =>
  tariff({ ...header, versions: [version({ rates, ...given })] });

/** "0+60 day, 60+60 night" */
function told(given: Tariff, at: string, seconds: number): string {
  return (priceCall(compileTariff(given), [leg(at, seconds)], {})?.calculation.lines ?? [])
    .map(({ rate: code, fromS, seconds: long }) => `${fromS}+${long} ${code}`)
    .join(', ');
}

describe('a boundary within a call splits it', () => {
  test.each([
    ['before it', '2026-11-23T07:58:00+08:00', 120, '0+120 night'],
    ['an increment that begins on it has the new price', '2026-11-23T07:59:00+08:00', 61, '0+60 night, 60+60 day'],
    ['an increment that has begun is charged whole', '2026-11-23T07:59:30+08:00', 61, '0+60 night, 60+60 day'],
    ['one millisecond before it', '2026-11-23T07:59:59.999+08:00', 60, '0+60 night'],
    ['on it', '2026-11-23T08:00:00+08:00', 60, '0+60 day'],
    ['the end of the day', '2026-11-23T19:58:30+08:00', 180, '0+120 day, 120+60 night'],
    ['twice', '2026-11-23T07:59:00+08:00', 43_320, '0+60 night, 60+43200 day, 43260+60 night'],
    ['midnight is none by itself', '2026-11-23T23:59:00+08:00', 120, '0+120 night'],
    ['Saturday is no workday', '2026-11-28T10:00:00+08:00', 60, '0+60 night'],
  ])('%s', (_what, at, seconds, lines) => {
    expect(told(of([DAY, NIGHT]), at, seconds)).toBe(lines);
  });

  test('fractions of a second: the instant of the increment counts', () => {
    const perSecond = [
      rate({ code: 'day', windows: [window('08:00-20:00')], steps: steps('1 at 3/60') }),
      rate({ code: 'night', steps: steps('1 at 1/60') }),
    ];
    expect(told(of(perSecond), '2026-11-23T07:59:58.500+08:00', 4)).toBe('0+2 night, 2+2 day');
  });

  test('free seconds move the begin over the boundary', () => {
    const free = [
      { ...DAY, freeS: 30 },
      { ...NIGHT, freeS: 30 },
    ];
    expect(told(of(free), '2026-11-23T07:59:40+08:00', 60)).toBe('0+30 night, 30+60 day');
  });

  test('steps go by the charged time of the leg, whatever rate counted it', () => {
    const rates = [
      { ...DAY, steps: steps('60 at 3/60, from 120: 30 at 2/60') },
      { ...NIGHT, steps: steps('60 at 1/60, from 120: 30 at 0.5/60') },
    ];
    const priced = priceCall(compileTariff(of(rates)), [leg('2026-11-23T07:59:00+08:00', 180)], {});
    expect(billText(priced)).toEqual([
      'step night 0+60 s (1 x 60 at 1.00/60): 1.00',
      'step day 60+60 s (1 x 60 at 3.00/60): 3.00',
      'step day 120+60 s (2 x 30 at 2.00/60): 2.00',
    ]);
  });

  test('the rate that follows may have fewer steps', () => {
    const rates = [
      { ...DAY, steps: steps('60 at 3/60') },
      { ...NIGHT, steps: steps('60 at 1/60, from 60: 30 at 0.5/60') },
    ];
    expect(told(of(rates), '2026-11-23T07:58:00+08:00', 180)).toBe('0+60 night, 60+60 night, 120+60 day');
  });

  test('between the answer of the network and the person the boundary passed: the begin of charging counts', () => {
    const rates = [
      { ...DAY, setupMicro: micro('0.3'), freeS: 60 },
      { ...NIGHT, setupMicro: micro('0.1') },
    ];
    const answeredAt = Date.parse('2026-11-23T07:59:00+08:00');
    const call = leg('2026-11-23T07:59:00+08:00', 121, {
      connectedAt: answeredAt + 60_000,
      endedAt: answeredAt + 121_000,
    });
    expect(billText(priceCall(compileTariff(of(rates)), [call], {}))).toEqual([
      'setup day: 0.30',
      'free day 0+60 s: 0.00',
      'step day 60+60 s (1 x 60 at 3.00/60): 3.00',
    ]);
  });

  test('set-up and cap are those of the rate at the begin, each part is paid by whom its rate names', () => {
    const rates = [
      { ...DAY, setupMicro: micro('9') },
      { ...NIGHT, setupMicro: micro('0.5'), capMicro: micro('4'), payer: 'caller' as const },
    ];
    const priced = priceCall(compileTariff(of(rates)), [leg('2026-11-23T07:59:00+08:00', 121)], {});
    expect(billText(priced)).toEqual([
      'setup night: 0.50 by the caller',
      'step night 0+60 s (1 x 60 at 1.00/60): 1.00 by the caller',
      'step day 60+120 s (2 x 60 at 3.00/60): 6.00',
      'cap night: -3.50',
    ]);
    expect(priced).toMatchObject({ amountMicro: '2500000', callerAmountMicro: '1500000' });
  });
});

describe('windows and the calendar', () => {
  const calendar = { holidays: ['2026-10-01', '2026-10-02'], workdays: ['2026-10-10'] };
  const holiday = rate({ code: 'holiday', windows: [window('holiday 00:00-00:00')] });

  test.each([
    ['a workday', '2026-09-30T10:00:00+08:00', 'day'],
    ['a holiday that is a Thursday', '2026-10-01T10:00:00+08:00', 'holiday'],
    ['the last minute of it', '2026-10-02T23:59:59+08:00', 'holiday'],
    ['the weekend after it', '2026-10-03T00:00:00+08:00', 'night'],
    ['a Saturday that was made a workday', '2026-10-10T10:00:00+08:00', 'day'],
    ['its Sunday', '2026-10-11T10:00:00+08:00', 'night'],
  ])('%s', (_what, at, code) => {
    const compiled = compileTariff(of([DAY, NIGHT, holiday], calendar));
    const found = rateOf(compiled, { direction: 'inbound', number: '1', trunkId: null }, Date.parse(at));
    expect(found?.rate.code).toBe(code);
  });

  const late = rate({ code: 'late', windows: [window('5 22:00-06:00')] });

  test.each([
    ['Friday before it', '2026-11-27T21:59:59+08:00', 'always'],
    ['Friday', '2026-11-27T22:00:00+08:00', 'late'],
    ['over midnight', '2026-11-28T00:00:00+08:00', 'late'],
    ['Saturday morning', '2026-11-28T05:59:59.999+08:00', 'late'],
    ['its end', '2026-11-28T06:00:00+08:00', 'always'],
    ['Saturday night', '2026-11-28T23:00:00+08:00', 'always'],
    ['Friday morning', '2026-11-27T05:00:00+08:00', 'always'],
  ])('a window over midnight belongs to the day on which it begins: %s', (_what, at, code) => {
    const compiled = compileTariff(of([late, rate({ code: 'always' })]));
    const found = rateOf(compiled, { direction: 'inbound', number: '1', trunkId: null }, Date.parse(at));
    expect(found?.rate.code).toBe(code);
  });

  test('the night before a holiday runs into it, the holiday itself begins no night', () => {
    const rates = [rate({ code: 'night', windows: [window('workday 20:00-08:00')] }), rate({ code: 'always' })];
    const given = of(rates, calendar);
    expect(told(given, '2026-10-01T07:59:00+08:00', 120)).toBe('0+60 night, 60+60 always');
    expect(told(given, '2026-10-01T19:59:00+08:00', 120)).toBe('0+120 always');
  });

  test('a whole day may begin at any hour', () => {
    const rates = [rate({ code: 'sunday', windows: [window('7 06:00-06:00')] }), rate({ code: 'always' })];
    expect(told(of(rates), '2026-11-29T05:59:00+08:00', 86_520)).toBe('0+60 always, 60+86400 sunday, 86460+60 always');
  });

  test('a call over the end of the month, and of the year', () => {
    const holidays = { holidays: ['2027-01-01'] };
    const rates = [holiday, rate({ code: 'always' })];
    expect(told(of(rates, holidays), '2026-12-31T23:59:00+08:00', 120)).toBe('0+60 always, 60+60 holiday');
    expect(told(of(rates, holidays), '2026-11-30T23:59:00+08:00', 120)).toBe('0+120 always');
  });
});

describe('when the clock is changed for summer and winter', () => {
  const night = (zone: string): Tariff =>
    of(
      [
        rate({ code: 'two', windows: [window('02:00-03:00')], steps: steps('1 at 1/60') }),
        rate({ code: 'one', windows: [window('01:00-02:00')], steps: steps('1 at 1/60') }),
        rate({ code: 'always', steps: steps('1 at 1/60') }),
      ],
      {},
      { timeZone: zone },
    );

  test.each([
    [
      'Europe/Berlin',
      'spring: 02:00 to 03:00 is not there',
      '2026-03-28T23:30:00Z',
      '0+1800 always, 1800+3600 one, 5400+5400 always',
    ],
    [
      'Europe/Berlin',
      'autumn: it is there twice',
      '2026-10-24T22:30:00Z',
      '0+1800 always, 1800+3600 one, 5400+5400 two',
    ],
    [
      'Europe/Berlin',
      'an ordinary night',
      '2026-06-01T22:30:00Z',
      '0+1800 always, 1800+3600 one, 5400+3600 two, 9000+1800 always',
    ],
    [
      'America/New_York',
      'spring: 02:00 to 03:00 is not there',
      '2026-03-08T05:30:00Z',
      '0+1800 always, 1800+3600 one, 5400+5400 always',
    ],
    [
      'America/New_York',
      'autumn: 01:00 to 02:00 is there twice',
      '2026-11-01T04:30:00Z',
      '0+1800 always, 1800+7200 one, 9000+1800 two',
    ],
  ])('%s, %s', (zone, _what, at, lines) => {
    expect(told(night(zone), at, 10_800)).toBe(lines);
  });

  test.each([
    ['spring: four hours on the clock are three', '2026-03-28T23:00:00Z', '0+10800 early, 10800+3600 always'],
    ['autumn: four hours on the clock are five', '2026-10-24T22:00:00Z', '0+18000 early, 18000+3600 always'],
  ])('a window around the change: %s', (_what, at, lines) => {
    const rates = [rate({ code: 'early', windows: [window('00:00-04:00')] }), rate({ code: 'always' })];
    const given = of(rates, {}, { timeZone: 'Europe/Berlin' });
    const seconds = lines.startsWith('0+18') ? 21_600 : 14_400;
    expect(told(given, at, seconds)).toBe(lines);
  });

  test('the length of a call is what has passed, not what the clock on the wall shows', () => {
    for (const at of ['2026-03-29T00:30:00Z', '2026-10-25T00:30:00Z']) {
      const given = of([rate()], {}, { timeZone: 'Europe/Berlin' });
      expect(told(given, at, 3600)).toBe('0+3600 in');
    }
  });
});

describe('calls as they should not be', () => {
  test('48 hours: from boundary to boundary, every minute charged once', () => {
    expect(told(of([DAY, NIGHT]), '2026-11-22T23:59:30+08:00', 172_800)).toBe(
      '0+28860 night, 28860+43200 day, 72060+43200 night, 115260+43200 day, 158460+14340 night',
    );
  });

  test('ten years are priced without counting seconds', () => {
    const perSecond = [
      { ...DAY, steps: steps('1 at 3/60') },
      { ...NIGHT, steps: steps('1 at 1/60') },
    ];
    const priced = priceCall(compileTariff(of(perSecond)), [leg('2026-01-01T00:00:00+08:00', 315_360_000)], {});
    expect(priced?.seconds).toBe(315_360_000);
    expect(priced?.calculation.lines.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(315_360_000);
  });

  const shifted = (seconds: number, clockShiftMs: number): string | undefined => {
    const call = leg('2026-11-23T10:00:00+08:00', seconds, { clockShiftMs });
    return priceCall(compileTariff(of([rate()])), [call], {})?.amountMicro;
  };

  test('what the clock was put forward or back by is no part of a call', () => {
    expect(shifted(60, 0)).toBe('150000');
    expect(shifted(3660, 3_600_000)).toBe('150000');
    expect(shifted(-3540, -3_600_000)).toBe('150000');
    expect(shifted(60, 59_999)).toBe('150000');
    expect(shifted(60, 60_000)).toBe('0');
  });

  test('what the clock jumped by while the caller still waited is no part of a conversation charged from the answer of a person', () => {
    const call = leg('2026-11-23T10:00:00+08:00', 60, { clockShiftMs: 30_000, shiftBeforePersonMs: 30_000 });
    expect(priceCall(compileTariff(of([rate()])), [call], {})?.seconds).toBe(60);
    const fromNetwork = compileTariff(of([rate({ chargeFrom: 'network' })]));
    expect(priceCall(fromNetwork, [call], {})?.seconds).toBe(30);
  });

  test('a call that ended before it began costs nothing, and never less', () => {
    expect(shifted(-60, 0)).toBe('0');
    expect(shifted(60, 1e9)).toBe('0');
    const priced = priceCall(compileTariff(of([DAY, NIGHT])), [leg('2026-11-23T10:00:00+08:00', -1)], {});
    expect(priced).toMatchObject({ amountMicro: '0', seconds: 0, startedAt: null });
  });
});
