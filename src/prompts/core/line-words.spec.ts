import { textOf } from '../../../test/fixtures/prompt-texts.js';
import { positionMedia, waitMedia } from './line-words.js';

test('a place in the line', () => {
  expect(textOf(positionMedia(3, 'zh'), 'zh')).toBe('您目前排在第 三 位。');
  expect(textOf(positionMedia(22, 'en'), 'en')).toBe('You are number twenty two in line.');
  expect(textOf(positionMedia(100, 'en'), 'en')).toBe('There are many callers before you. Please be patient.');
});

test.each([
  [0, 'The expected wait is less than one minute.'],
  [60_000, 'The expected wait is less than one minute.'],
  [60_001, 'The expected wait is about two minutes.'],
  [720_000, 'The expected wait is about twelve minutes.'],
  [743_000, 'The expected wait is about twelve minutes.'],
  [99.5 * 60_000, 'The expected wait is long.'],
])('a wait of %i ms', (waitMs, words) => {
  expect(textOf(waitMedia(waitMs, 'en'), 'en')).toBe(words);
});

test('two minutes are no number two in Chinese', () => {
  expect(textOf(waitMedia(120_000, 'zh'), 'zh')).toBe('预计等待时间约 两 分钟。');
});
