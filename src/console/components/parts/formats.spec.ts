import { durationText, instantText, millisecondsOf, numberText } from './formats.js';

describe('instants', () => {
  it('24 hours with seconds, by the language', () => {
    const value = new Date(2026, 10, 2, 13, 5, 9).toISOString();
    expect(instantText(value, 'zh-CN')).toBe('2026/11/02 13:05:09');
    expect(instantText(value, 'en-GB')).toBe('02/11/2026, 13:05:09');
  });

  it('midnight is 00', () => {
    expect(instantText(new Date(2026, 0, 1).toISOString(), 'en-GB')).toContain('00:00:00');
  });

  it.each(['', 'never'])('%j is shown as nothing', (value) => {
    expect(instantText(value, 'zh-CN')).toBe('');
  });
});

test.each([
  [0, '0:00'],
  [499, '0:00'],
  [500, '0:01'],
  [52_500, '0:53'],
  [59_499, '0:59'],
  [59_960, '1:00'],
  [61_000, '1:01'],
  [3_723_000, '1:02:03'],
  [-1, ''],
  [Number.NaN, ''],
])('%d ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

test.each([
  ['', null],
  ['1.5', 1500],
  ['0', 0],
  ['-1', undefined],
  ['x', undefined],
])('%j seconds are %j ms', (seconds, milliseconds) => {
  expect(millisecondsOf(seconds)).toBe(milliseconds);
});

test.each([
  ['1234567', '1,234,567'],
  ['', ''],
  ['x', 'x'],
])('number %j is %s', (value, text) => {
  expect(numberText(value, 'zh-CN')).toBe(text);
});
