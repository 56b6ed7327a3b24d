import type { Language } from '../../kernel/language.js';
import { standardMedia } from './prompt.js';
import { spokenMedia } from './spoken.js';

/** What callers in a queue are told, beside numbers. */
export const LINE_PROMPTS = [
  'position-is',
  'position-end',
  'position-far',
  'wait-is',
  'wait-minutes',
  'wait-short',
  'wait-far',
  // Who will talk to them.
  'agent-number-is',
  'agent-at-service',
  // Who is called outside, beside a telephone.
  'press-to-take',
  // Where they are to be called back.
  'callback-press',
  'callback-press-end',
  'callback-number-is',
  'callback-confirm',
  'callback-enter',
  'callback-not-this',
  'callback-noted',
] as const;
type LinePrompt = (typeof LINE_PROMPTS)[number];

/** Places and minutes up to which it helps who waits to be told how many. */
const MOST_TOLD = 99;

export function lineMedia(name: LinePrompt, language: Language): string {
  return standardMedia(name, language);
}

/** A place in a queue, 1 for whoever comes next. */
export function positionMedia(position: number, language: Language): string[] {
  if (position > MOST_TOLD) return [lineMedia('position-far', language)];
  const number = spokenMedia(String(position), 'number', language);
  return [lineMedia('position-is', language), ...number, lineMedia('position-end', language)];
}

/** How long a caller will wait about. */
export function waitMedia(waitMs: number, language: Language): string[] {
  const minutes = Math.max(2, Math.round(waitMs / 60_000));
  if (waitMs <= 60_000) return [lineMedia('wait-short', language)];
  if (minutes > MOST_TOLD) return [lineMedia('wait-far', language)];
  // In Chinese two of something are not the number two.
  const said =
    minutes === 2 ? [standardMedia('number-2-of', language)] : spokenMedia(String(minutes), 'number', language);
  return [lineMedia('wait-is', language), ...said, lineMedia('wait-minutes', language)];
}
