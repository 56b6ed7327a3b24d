import type { Language } from '../../kernel/language.js';
import { standardMedia } from './prompt.js';

/** What callers in a queue are told, beside numbers. */
export const LINE_PROMPTS = [
  'position-is',
  'position-end',
  'position-far',
  'wait-is',
  'wait-minutes',
  'wait-short',
  'wait-far',
  // Where they are to be called back.
  'callback-press',
  'callback-press-end',
  'callback-number-is',
  'callback-confirm',
  'callback-enter',
  'callback-not-this',
  'callback-noted',
  // A one in a telephone number has a name of its own in Chinese.
  'digit-one',
] as const;
type LinePrompt = (typeof LINE_PROMPTS)[number];

export function lineMedia(name: LinePrompt, language: Language): string {
  return standardMedia(name, language);
}

/** The largest number that is said. */
export const MOST_SAID = 99;

/** Pieces from which numbers are put together, in both languages alike: 23 is 20 and 3, "二十" and "三". */
export const NUMBER_PIECES: readonly number[] = [
  ...Array.from({ length: 21 }, (_, number) => number),
  ...[30, 40, 50, 60, 70, 80, 90],
];

/** The sound files that say a whole number from 0 to MOST_SAID. */
export function numberMedia(number: number, language: Language): string[] {
  const [tens, ones] = number <= 20 ? [null, number] : [number - (number % 10), number % 10];
  const pieces = tens === null ? [ones] : ones === 0 ? [tens] : [tens, ones];
  return pieces.map((piece) => standardMedia(`number-${String(piece)}`, language));
}

/** A telephone number, digit by digit. */
export function digitsMedia(number: string, language: Language): string[] {
  return Array.from(number, (digit) => standardMedia(digit === '1' ? 'digit-one' : `number-${digit}`, language));
}

/** A place in a queue, 1 for whoever comes next. */
export function positionMedia(position: number, language: Language): string[] {
  if (position > MOST_SAID) return [lineMedia('position-far', language)];
  return [lineMedia('position-is', language), ...numberMedia(position, language), lineMedia('position-end', language)];
}

/** How long a caller will wait about. */
export function waitMedia(waitMs: number, language: Language): string[] {
  const minutes = Math.max(2, Math.round(waitMs / 60_000));
  if (waitMs <= 60_000) return [lineMedia('wait-short', language)];
  if (minutes > MOST_SAID) return [lineMedia('wait-far', language)];
  // In Chinese two of something are not the number two.
  const said = minutes === 2 ? [standardMedia('number-2-of', language)] : numberMedia(minutes, language);
  return [lineMedia('wait-is', language), ...said, lineMedia('wait-minutes', language)];
}
