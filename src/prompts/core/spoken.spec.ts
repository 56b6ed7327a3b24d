import { readFileSync } from 'node:fs';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import { SYSTEM_PROMPTS } from './prompt.js';
import { LINE_PROMPTS, MOST_SAID, NUMBER_PIECES, numberMedia, positionMedia, waitMedia } from './spoken.js';

const TEXTS = JSON.parse(
  readFileSync(new URL('../../../appliance/prompts/texts.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** What the appliance speaks into these files, one after the other. */
function spoken(media: readonly string[]): string {
  return media
    .map((file) => {
      const [, language = '', name = ''] = /\/(zh|en)\/([^/]+)$/.exec(file) ?? [];
      return TEXTS[name]?.[language as Language] ?? `(no text for ${file})`;
    })
    .join(' ');
}

test('every prompt of the system has its text in every language', () => {
  const names = [...SYSTEM_PROMPTS, ...LINE_PROMPTS, ...NUMBER_PIECES.map((piece) => `number-${piece}`)];
  const without = names.filter((name) => LANGUAGES.some((language) => (TEXTS[name]?.[language] ?? '') === ''));
  expect(without).toEqual([]);
});

test.each([
  [0, '零', 'zero'],
  [7, '七', 'seven'],
  [13, '十三', 'thirteen'],
  [20, '二十', 'twenty'],
  [30, '三十', 'thirty'],
  [41, '四十 一', 'forty one'],
  [99, '九十 九', 'ninety nine'],
])('%i is said as people say it', (number, zh, en) => {
  expect(spoken(numberMedia(number, 'zh'))).toBe(zh);
  expect(spoken(numberMedia(number, 'en'))).toBe(en);
});

test('every number up to the largest has its pieces', () => {
  for (let number = 0; number <= MOST_SAID; number += 1) {
    expect(spoken(numberMedia(number, 'en'))).not.toContain('no text');
  }
});

test('a place in the line', () => {
  expect(spoken(positionMedia(3, 'zh'))).toBe('您目前排在第 三 位。');
  expect(spoken(positionMedia(22, 'en'))).toBe('You are number twenty two in line.');
  expect(spoken(positionMedia(100, 'en'))).toBe('There are many callers before you. Please be patient.');
});

test.each([
  [0, 'The expected wait is less than one minute.'],
  [60_000, 'The expected wait is less than one minute.'],
  [60_001, 'The expected wait is about two minutes.'],
  [720_000, 'The expected wait is about twelve minutes.'],
  [743_000, 'The expected wait is about twelve minutes.'],
  [99.5 * 60_000, 'The expected wait is long.'],
])('a wait of %i ms', (waitMs, words) => {
  expect(spoken(waitMedia(waitMs, 'en'))).toBe(words);
});

test('two minutes are no number two in Chinese', () => {
  expect(spoken(waitMedia(120_000, 'zh'))).toBe('预计等待时间约 两 分钟。');
});
