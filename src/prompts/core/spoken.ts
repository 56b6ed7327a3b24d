import type { Language } from '../../kernel/language.js';
import type { SaidAs } from '../../kernel/said-as.js';
import { standardMedia, type SystemPrompt } from './prompt.js';

/** Pieces from which numbers are put together, in both languages alike: 23 is 20 and 3, "二十" and "三". */
const NUMBER_PIECES = [
  ...([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const),
  ...([20, 30, 40, 50, 60, 70, 80, 90] as const),
] as const;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
const DAYS = [
  ...([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] as const),
  ...([17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31] as const),
] as const;
const WORDS = [
  // In Chinese two of something are not the number two, and a one among digits has a name of its own.
  'number-2-of',
  'digit-one',
  'number-hundred',
  'number-thousand',
  'number-ten-thousand',
  'number-million',
  'number-hundred-million',
  'number-billion',
  'number-minus',
  'number-point',
  'date-year',
  'time-hour',
  'time-minute',
  'time-am',
  'time-pm',
  // A zero between the hour and a minute, or the yuan and a fen.
  'zero-between',
  'amount-yuan',
  'amount-jiao',
  'amount-fen',
] as const;
type Word =
  | (typeof WORDS)[number]
  | `number-${(typeof NUMBER_PIECES)[number]}`
  | `month-${(typeof MONTHS)[number]}`
  | `day-${(typeof DAYS)[number]}`;
/** What every tenant's callers may hear: one file a language by this name. */
export type SystemPromptName = SystemPrompt | Word;

/** What values are put together from. */
export const SPOKEN_PROMPTS: readonly Word[] = [
  ...WORDS,
  ...NUMBER_PIECES.map((piece) => `number-${piece}` as const),
  ...MONTHS.map((month) => `month-${month}` as const),
  ...DAYS.map((day) => `day-${day}` as const),
];

/** Digits of the largest number that has words in both languages: 999,999,999,999. */
const MOST_DIGITS = 12;
const LONGEST = 64;

/**
 * The prompts that say a value, one after the other; null where the text is no such value.
 *
 * @param value number: `-12.5`, up to 12 digits before and after the point · digits: `+86 10-1234`, of which digits are
 *   said · date: `2026-11-03`, `2026/11/3`, `20261103` · time: `15:04`, `15:04:59`, said to the minute · amount, in yuan: `12.50`
 */
export function spoken(value: string, as: SaidAs, language: Language): readonly SystemPromptName[] | null {
  const text = value.trim();
  if (text.length > LONGEST) return null;
  switch (as) {
    case 'number':
      return decimal(text, language);
    case 'digits':
      return /^\+?[\d -]*\d[\d -]*$/.test(text) ? digits(text.replace(/\D/g, '')) : null;
    case 'date':
      return date(text, language);
    case 'time':
      return time(text, language);
    case 'amount':
      return amount(text, language);
  }
}

/** The sound files that say a value that is one. */
export function spokenMedia(value: string, as: SaidAs, language: Language): string[] {
  return (spoken(value, as, language) ?? []).map((name) => standardMedia(name, language));
}

interface Decimal {
  readonly isNegative: boolean;
  readonly whole: number;
  /** Digits after the point, without zeros at the end. */
  readonly fraction: string;
}

function decimalOf(text: string): Decimal | null {
  const [, sign, wholeText = '', fractionText = ''] = /^(-?)(?=\.?\d)0*(\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  const fraction = fractionText.replace(/0+$/, '');
  if (sign === undefined || Math.max(wholeText.length, fraction.length) > MOST_DIGITS) return null;
  const whole = Number(wholeText);
  return { isNegative: sign === '-' && (whole > 0 || fraction !== ''), whole, fraction };
}

function decimal(text: string, language: Language): Word[] | null {
  const read = decimalOf(text);
  if (read === null) return null;
  const after: Word[] = read.fraction === '' ? [] : ['number-point', ...Array.from(read.fraction, piece)];
  return [...minus(read), ...integer(read.whole, language), ...after];
}

function minus({ isNegative }: Decimal): Word[] {
  return isNegative ? ['number-minus'] : [];
}

function digits(text: string): Word[] {
  return Array.from(text, (digit) => (digit === '1' ? 'digit-one' : piece(digit)));
}

function date(text: string, language: Language): Word[] | null {
  const parts = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  const [year = 0, month = 0, day = 0] = parts === null ? [] : [parts[1], parts[3], parts[4]].map(Number);
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const monthWord = `month-${String(month)}` as Word;
  const dayWord = `day-${String(day)}` as Word;
  return language === 'zh'
    ? [...Array.from(String(year), piece), 'date-year', monthWord, dayWord]
    : [monthWord, dayWord, ...englishYear(year)];
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Nineteen eighty five, nineteen hundred, nineteen oh five, two thousand five. */
function englishYear(year: number): Word[] {
  const inCentury = year % 100;
  if (year % 1000 < 10) return english(year);
  const century = english(Math.floor(year / 100));
  if (inCentury === 0) return [...century, 'number-hundred'];
  return [...century, ...(inCentury < 10 ? (['zero-between'] as const) : []), ...english(inCentury)];
}

function time(text: string, language: Language): Word[] | null {
  const parts = /^(\d{1,2}):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text);
  const [hour = 24, minute = 0] = parts === null ? [] : parts.slice(1, 3).map(Number);
  if (hour > 23) return null;
  const between: Word[] = minute > 0 && minute < 10 ? ['zero-between'] : [];
  const minutes = minute === 0 ? [] : [...between, ...integer(minute, language)];
  if (language === 'zh') {
    return [...countOf(hour), 'time-hour', ...minutes, ...(minute === 0 ? [] : (['time-minute'] as const))];
  }
  return [...english(hour % 12 === 0 ? 12 : hour % 12), ...minutes, hour < 12 ? 'time-am' : 'time-pm'];
}

function amount(text: string, language: Language): Word[] | null {
  const read = decimalOf(text);
  if (read === null || read.fraction.length > 2) return null;
  const [jiao = 0, fen = 0] = Array.from(read.fraction, Number);
  const said = language === 'zh' ? chineseAmount(read.whole, jiao, fen) : englishAmount(read.whole, jiao * 10 + fen);
  return [...minus(read), ...said];
}

/** 十二元五角、十二元零五分、五分。 */
function chineseAmount(yuan: number, jiao: number, fen: number): Word[] {
  const isLess = yuan === 0 && jiao + fen > 0;
  const jumps: Word[] = fen > 0 && jiao === 0 && !isLess ? ['zero-between'] : [];
  return [
    ...(isLess ? [] : ([...countOf(yuan), 'amount-yuan'] as const)),
    ...(jiao === 0 ? [] : ([...countOf(jiao), 'amount-jiao'] as const)),
    ...(fen === 0 ? [] : ([...jumps, ...(isLess && jiao === 0 ? countOf(fen) : chinese(fen)), 'amount-fen'] as const)),
  ];
}

/** Twelve yuan fifty, twelve yuan oh five. */
function englishAmount(yuan: number, fen: number): Word[] {
  const between: Word[] = fen > 0 && fen < 10 ? ['zero-between'] : [];
  return [...english(yuan), 'amount-yuan', ...(fen === 0 ? [] : [...between, ...english(fen)])];
}

/** So many of something, in Chinese. */
function countOf(number: number): Word[] {
  return number === 2 ? ['number-2-of'] : chinese(number);
}

function integer(number: number, language: Language): Word[] {
  return language === 'zh' ? chinese(number) : english(number);
}

function english(number: number): Word[] {
  if (number === 0) return ['number-0'];
  const scales = [
    [1_000_000_000, 'number-billion'],
    [1_000_000, 'number-million'],
    [1000, 'number-thousand'],
    [1, null],
  ] as const;
  return scales.flatMap(([scale, word]) => {
    const part = Math.floor(number / scale) % 1000;
    const hundreds = Math.floor(part / 100);
    return [
      ...(hundreds === 0 ? [] : ([piece(hundreds), 'number-hundred'] as const)),
      ...belowHundred(part % 100),
      ...(part === 0 || word === null ? [] : [word]),
    ];
  });
}

/**
 * Four digits at a time. Zeros at the end of four are not said, others once however many there are; ten at the very
 * beginning is 十, elsewhere 一十; two at the very beginning is 两 before 千, 万 and 亿.
 */
function chinese(number: number): Word[] {
  if (number === 0) return ['number-0'];
  const said: Word[] = [];
  let skipped = false;
  for (const [scale, word] of [
    [100_000_000, 'number-hundred-million'],
    [10_000, 'number-ten-thousand'],
    [1, null],
  ] as const) {
    const part = Math.floor(number / scale) % 10_000;
    const isFirst = said.length === 0;
    if (part > 0) {
      if (!isFirst && (skipped || part < 1000)) said.push('number-0');
      said.push(...(isFirst && part === 2 && word !== null ? countOf(2) : fourDigits(part, isFirst)));
      if (word !== null) said.push(word);
    }
    skipped = part === 0;
  }
  return said;
}

function fourDigits(part: number, isFirst: boolean): Word[] {
  const [thousands, hundreds, rest] = [Math.floor(part / 1000), Math.floor(part / 100) % 10, part % 100];
  const said: Word[] = [];
  if (thousands > 0) said.push(...(isFirst ? countOf(thousands) : [piece(thousands)]), 'number-thousand');
  if (hundreds > 0) {
    said.push(piece(hundreds), 'number-hundred');
  } else if (thousands > 0 && rest > 0) {
    said.push('number-0');
  }
  if (hundreds > 0 && rest > 0 && rest < 10) said.push('number-0');
  if (rest >= 10 && rest < 20 && !(isFirst && part < 20)) said.push('number-1');
  return [...said, ...belowHundred(rest)];
}

/** From 1 to 99; nothing for 0. */
function belowHundred(number: number): Word[] {
  if (number === 0) return [];
  const tens = number < 20 ? 0 : number - (number % 10);
  return [tens, number - tens].filter((part) => part > 0).map(piece);
}

/** @param number one of NUMBER_PIECES */
function piece(number: number | string): Word {
  return `number-${String(number)}` as Word;
}
