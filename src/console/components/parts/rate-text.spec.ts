import type { Rate, RateStep, TimeWindow } from '../../../billing/core/tariff.js';
import { priceText, stepsText, windowsText } from './rate-text.js';

/** "0+180: 200000/180" */
function steps(text: string): RateStep[] {
  return text.split('; ').map((one) => {
    const [, fromS, incrementS, priceMicro = '', perS] = /^(\d+)\+(\d+): (\d+)\/(\d+)$/.exec(one) ?? [];
    return { fromS: Number(fromS), incrementS: Number(incrementS), priceMicro, perS: Number(perS) };
  });
}

test.each([
  ['0+60: 150000/60', '0.15 / 60 秒', '0.15 / 60 s'],
  ['0+6: 360000/60', '0.36 / 60 秒（每次 6 秒）', '0.36 / 60 s by 6 s'],
  ['0+180: 200000/180; 180+60: 100000/60', '首 180 秒 0.20，之后 0.10 / 60 秒', 'first 180 s 0.20, then 0.10 / 60 s'],
  [
    '0+60: 300000/60; 60+6: 100000/60; 600+60: 50000/60',
    '首 60 秒 0.30，从第 60 秒起 0.10 / 60 秒（每次 6 秒），从第 600 秒起 0.05 / 60 秒',
    'first 60 s 0.30, from 60 s 0.10 / 60 s by 6 s, from 600 s 0.05 / 60 s',
  ],
  ['0+60: 0/60; 600+60: 100000/60', '0.00 / 60 秒，之后 0.10 / 60 秒', '0.00 / 60 s, then 0.10 / 60 s'],
])('steps %s are read as %s', (text, zh, en) => {
  expect(stepsText(steps(text), 'zh')).toBe(zh);
  expect(stepsText(steps(text), 'en')).toBe(en);
});

test('a rate tells all that it costs, and nothing of what it has not', () => {
  const rate = {
    setupMicro: '100000',
    freeS: 30,
    steps: steps('0+60: 150000/60'),
    capMicro: '5000000',
    packageCode: 'night',
  } as unknown as Rate;
  expect(priceText(rate, 'zh')).toBe('接通费 0.10，前 30 秒免费，0.15 / 60 秒，封顶 5.00，先用套餐 night');
  expect(priceText(rate, 'en')).toBe('set-up 0.10, first 30 s free, 0.15 / 60 s, at most 5.00, package night first');
  const plain = { ...rate, setupMicro: '0', freeS: 0, capMicro: null, packageCode: null };
  expect(priceText(plain, 'en')).toBe('0.15 / 60 s');
});

const window = (days: TimeWindow['days'], from: string, to: string): TimeWindow => ({ days, from, to });

test.each([
  [[], '任何时间', 'always'],
  [[window([], '22:00', '06:00')], '每天 22:00–06:00（次日）', 'every day 22:00–06:00 (next day)'],
  [[window(['holiday'], '00:00', '00:00')], '节假日全天', 'holidays, all day'],
  [
    [window(['workday', 6], '08:00', '18:00'), window([7], '09:00', '12:00')],
    '工作日、周六 08:00–18:00；周日 09:00–12:00',
    'workdays, Sat 08:00–18:00; Sun 09:00–12:00',
  ],
])('times %j are read as %s', (windows, zh, en) => {
  expect(windowsText(windows, 'zh')).toBe(zh);
  expect(windowsText(windows, 'en')).toBe(en);
});
