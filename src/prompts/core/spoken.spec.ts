import { PROMPT_TEXTS, textOf } from '../../../test/fixtures/prompt-texts.js';
import { LANGUAGES, type Language } from '../../kernel/language.js';
import { drawInteger, seedRandom } from '../../kernel/random.js';
import type { SaidAs } from '../../kernel/said-as.js';
import { LINE_PROMPTS } from './line-words.js';
import { SYSTEM_PROMPTS } from './prompt.js';
import { spoken, SPOKEN_PROMPTS } from './spoken.js';

function said(value: string, as: SaidAs, language: Language): string | null {
  const names = spoken(value, as, language);
  if (names === null) return null;
  const text = textOf(names, language);
  return language === 'zh' ? text.replaceAll(' ', '') : text;
}

test('every prompt of the system has its text in every language', () => {
  const names = [...SYSTEM_PROMPTS, ...LINE_PROMPTS, ...SPOKEN_PROMPTS];
  const without = names.filter((name) => LANGUAGES.some((language) => (PROMPT_TEXTS[name]?.[language] ?? '') === ''));
  expect(without).toEqual([]);
});

test.each<[SaidAs, string, string, string]>([
  ['number', '0', '零', 'zero'],
  ['number', '-0.0', '零', 'zero'],
  ['number', '2', '二', 'two'],
  ['number', '007', '七', 'seven'],
  ['number', '15', '十五', 'fifteen'],
  ['number', '41', '四十一', 'forty one'],
  ['number', '100', '一百', 'one hundred'],
  ['number', '115', '一百一十五', 'one hundred fifteen'],
  ['number', '202', '二百零二', 'two hundred two'],
  ['number', '1010', '一千零一十', 'one thousand ten'],
  ['number', '2002', '两千零二', 'two thousand two'],
  ['number', '22000', '两万二千', 'twenty two thousand'],
  ['number', '10015', '一万零一十五', 'ten thousand fifteen'],
  ['number', '101000', '十万一千', 'one hundred one thousand'],
  ['number', '100001000', '一亿零一千', 'one hundred million one thousand'],
  ['number', '200000002', '两亿零二', 'two hundred million two'],
  ['number', '1000100000', '十亿零一十万', 'one billion one hundred thousand'],
  ['number', '-15.20', '负十五点二', 'minus fifteen point two'],
  ['number', '.05', '零点零五', 'zero point zero five'],
  ['digits', '+86 10-0210', '八六幺零零二幺零', 'eight six one zero zero two one zero'],
  ['date', '2026-11-23', '二零二六年十一月二十三日', 'November twenty third twenty twenty six'],
  ['date', '1905/1/2', '一九零五年一月二日', 'January second nineteen oh five'],
  ['date', '20040229', '二零零四年二月二十九日', 'February twenty ninth two thousand four'],
  ['date', '1900-12-31', '一九零零年十二月三十一日', 'December thirty first nineteen hundred'],
  ['time', '00:00', '零点', 'twelve a.m.'],
  ['time', '2:02', '两点零二分', 'two oh two a.m.'],
  ['time', '12:10:59', '十二点十分', 'twelve ten p.m.'],
  ['time', '23:45', '二十三点四十五分', 'eleven forty five p.m.'],
  ['amount', '0', '零元', 'zero yuan'],
  ['amount', '12.50', '十二元五角', 'twelve yuan fifty'],
  ['amount', '12.05', '十二元零五分', 'twelve yuan oh five'],
  ['amount', '2.2200', '两元两角二分', 'two yuan twenty two'],
  ['amount', '2000', '两千元', 'two thousand yuan'],
  ['amount', '0.02', '两分', 'zero yuan oh two'],
  ['amount', '-0.30', '负三角', 'minus zero yuan thirty'],
])('%s %s is said as people say it', (as, value, zh, en) => {
  expect(said(` ${value} `, as, 'zh')).toBe(zh);
  expect(said(value, as, 'en')).toBe(en);
});

test.each<[SaidAs, readonly string[]]>([
  ['number', ['', '.', '-', '1.', '+1', '1e5', '1,000', '1000000000000', '0.1234567890123', '1.2.3', '１', 'NaN']],
  ['digits', ['', '+', '- ', '1a', '1.2', '1+2', '*1#', '1'.repeat(65)]],
  [
    'date',
    ['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1/1', '0999-01-01', '26-01-01'],
  ],
  ['time', ['24:00', '12:60', '12', '12:5', '12:05:60', '-1:00']],
  ['amount', ['12.345', '¥12', 'twelve']],
])('what is no %s is not said', (as, values) => {
  expect(values.filter((value) => spoken(value, as, 'zh') !== null || spoken(value, as, 'en') !== null)).toEqual([]);
});

/** Numbers of every length, with many zeros among their digits. */
function* numbers(): Generator<number> {
  for (let number = 0; number <= 12_000; number += 1) yield number;
  let chance = seedRandom(7);
  const draw = (most: number): number => {
    const drawn = drawInteger(chance, 0, most);
    chance = drawn.state;
    return drawn.value;
  };
  for (let i = 0; i < 20_000; i += 1) {
    const length = 1 + draw(11);
    yield Number(Array.from({ length }, () => (draw(1) === 0 ? 0 : draw(9))).join(''));
  }
  yield 999_999_999_999;
}

/** Reads English words as a listener adds them up. */
function heardEnglish(words: string): number {
  const scales: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 };
  const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';
  const upTo19 = `${ones} seventeen eighteen nineteen`.split(' ');
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  let [total, part] = [0, 0];
  for (const word of words.split(' ')) {
    const scale = scales[word];
    if (word === 'hundred') part *= 100;
    else if (scale !== undefined) [total, part] = [total + part * scale, 0];
    else part += tens.includes(word) ? 20 + 10 * tens.indexOf(word) : upTo19.indexOf(word);
  }
  return total + part;
}

/** Reads Chinese words as a listener adds them up. */
function heardChinese(words: string): number {
  const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
  let [total, part, digit] = [0, 0, 0];
  for (const word of words) {
    const unit = units[word];
    if (unit !== undefined) [part, digit] = [part + (digit === 0 ? 1 : digit) * unit, 0];
    else if (word === '万' || word === '亿')
      [total, part, digit] = [total + (part + digit) * (word === '万' ? 1e4 : 1e8), 0, 0];
    else digit = word === '两' ? 2 : '零一二三四五六七八九'.indexOf(word);
  }
  return total + part + digit;
}

/** Writes every digit with its place, zeros as well, and strikes out what nobody says. */
function writtenChinese(number: number): string {
  const places = ['', '十', '百', '千', '万', '十', '百', '千', '亿', '十', '百', '千'];
  const digits = Array.from(String(number));
  const all = digits.map(
    (digit, i) => `${'零一二三四五六七八九'.charAt(Number(digit))}${places[digits.length - 1 - i] ?? ''}`,
  );
  return all
    .join('')
    .replace(/零[十百千]/g, '零')
    .replace(/零+/g, '零')
    .replace(/零([万亿])/g, '$1零')
    .replace(/亿零*万/g, '亿零')
    .replace(/([万亿])零([一二三四五六七八九]千)/g, '$1$2')
    .replace(/零+/g, '零')
    .replace(/(.)零$/, '$1')
    .replace(/^一十/, '十')
    .replace(/^二([千万亿])/, '两$1');
}

test('numbers are heard as what they are, in English and Chinese', () => {
  for (const number of numbers()) {
    const [zh, en] = [said(String(number), 'number', 'zh') ?? '', said(String(number), 'number', 'en') ?? ''];
    expect([number, heardEnglish(en), heardChinese(zh)]).toEqual([number, number, number]);
    expect(said(String(-number), 'number', 'zh')).toBe(number === 0 ? zh : `负${zh}`);
  }
});

test('Chinese numbers have their zeros where they are written', () => {
  for (const number of numbers()) {
    // A thousand after an empty 万 keeps its zero, which striking out does not know.
    if (/[1-9]0{4}[1-9]\d{3}$/.test(String(number))) continue;
    expect(said(String(number), 'number', 'zh')).toBe(writtenChinese(number));
  }
});

test('every minute of the day and every day of four years is said in its own way', () => {
  for (const language of LANGUAGES) {
    const minutes = Array.from(
      { length: 1440 },
      (_, i) => `${String(Math.floor(i / 60))}:${String(i % 60).padStart(2, '0')}`,
    );
    expect(new Set(minutes.map((minute) => said(minute, 'time', language))).size).toBe(1440);
    const days = Array.from({ length: 1461 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
    expect(new Set(days.map((day) => said(day, 'date', language))).size).toBe(1461);
    const amounts = Array.from({ length: 20_000 }, (_, i) => (i / 100).toFixed(2));
    expect(new Set(amounts.map((amount) => said(amount, 'amount', language))).size).toBe(20_000);
  }
});
