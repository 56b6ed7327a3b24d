import { z } from 'zod';

import type { Text } from '../errors/callrack-error.js';

export interface NamedNumber {
  readonly name: string;
  readonly number: number;
}

/** What such a list may be. */
export interface NamedNumbersRule {
  readonly name: RegExp;
  readonly least: number;
  readonly most: number;
  readonly mostEntries: number;
  /** What people are told it must look like. */
  readonly text: Text;
}

/** A short list of names with numbers as people type it: "english=7, sales=3"; also empty. Each name once. */
export function namedNumbers(rule: NamedNumbersRule) {
  return z.unknown().transform((value, context): NamedNumber[] => {
    const parts = typeof value === 'string' ? value.split(/[,，;；\n]/u).map((part) => part.trim()) : [];
    const entries = parts.filter((part) => part !== '').map((part) => /^(.*?)\s*[=＝]\s*([0-9]{1,9})$/u.exec(part));
    const read = entries.flatMap((match) =>
      match === null ? [] : [{ name: match[1] ?? '', number: Number(match[2]) }],
    );
    const isEmpty = value === undefined || value === null || typeof value === 'string';
    const fits = ({ name, number }: NamedNumber): boolean =>
      rule.name.test(name) && number >= rule.least && number <= rule.most;
    const isOnce = new Set(read.map(({ name }) => name)).size === read.length;
    if (isEmpty && isOnce && read.length === entries.length && read.length <= rule.mostEntries && read.every(fits)) {
      return read;
    }
    context.addIssue({ code: 'custom', params: { text: rule.text }, input: value });
    return z.NEVER;
  });
}

/** As people type it. */
export function namedNumbersText(entries: readonly NamedNumber[]): string {
  return entries.map(({ name, number }) => `${name}=${String(number)}`).join(', ');
}

/** Nothing entered means `value`. */
export function orElse<S extends z.ZodType>(value: unknown, schema: S) {
  return z.preprocess((given) => (given === undefined || given === null || given === '' ? value : given), schema);
}

/** A name in such a list: anything but what separates. */
export const LISTED_NAME = /^[^=＝,，;；\p{Cc}]{1,40}$/u;

const NO_NAME: Text = {
  zh: '最多 40 个字符，不能含有等号、逗号或分号',
  en: 'At most 40 characters, without = , or ;',
};

/** One such name, or none. */
export const listedName = orElse(
  '',
  z.unknown().transform((value, context): string => {
    const name = typeof value === 'string' ? value.trim() : value;
    if (name === '' || (typeof name === 'string' && LISTED_NAME.test(name))) return name;
    context.addIssue({ code: 'custom', params: { text: NO_NAME }, input: value });
    return z.NEVER;
  }),
);
