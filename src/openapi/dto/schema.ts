import { z } from 'zod';

import type { Text } from '../../platform/errors/callrack-error.js';

/** Names of the schemas that the document refers to by name. */
export const NAMED = z.registry<{ id: string }>();

const words = new WeakMap<z.core.$ZodType, Text>();

/** What a field is for, in the document. */
export function said<S extends z.ZodType>(schema: S, zh: string, en: string): S {
  words.set(schema, { zh, en });
  return schema;
}

export function wordsOf(schema: z.core.$ZodType): Text | undefined {
  return words.get(schema);
}

/** A schema that has a name in the document. */
export function named<S extends z.ZodType>(id: string, schema: S): S {
  NAMED.add(schema, { id });
  return schema;
}

/** An instant, as text in UTC to the millisecond. */
export function instant(zh: string, en: string) {
  return said(z.iso.datetime(), zh, en);
}

export function maybeInstant(zh: string, en: string) {
  return said(z.iso.datetime().nullable(), zh, en);
}

/** @returns the text of an instant as answers have it */
export function isoText(at: number | Date): string {
  return new Date(at).toISOString();
}

export function maybeIsoText(at: number | Date | null): string | null {
  return at === null ? null : isoText(at);
}

/** An amount of money in millionths of the currency unit, as decimal digits: JSON's numbers are no money. */
export function micro(zh: string, en: string) {
  return said(
    z.string().regex(/^-?[0-9]{1,18}$/),
    `${zh}，单位为货币单位的百万分之一`,
    `${en}, millionths of the currency unit`,
  );
}

export const LARGEST_PAGE = 200;
export const USUAL_PAGE = 50;
export const LONGEST_CURSOR = 500;

/** What every list is asked for. */
export const PAGING = {
  limit: said(
    z
      .string()
      .regex(/^[0-9]{1,9}$/)
      .transform(Number)
      .pipe(z.int().min(1).max(LARGEST_PAGE))
      .optional(),
    `每页条数，默认 ${USUAL_PAGE}`,
    `Items of a page; ${USUAL_PAGE} when left out`,
  ),
  cursor: said(
    z.string().min(1).max(LONGEST_CURSOR).optional(),
    '上一页的 nextCursor；其他条件须与上一页相同',
    'nextCursor of the page before; all other parameters as they were',
  ),
};

export interface Paging {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** An instant in a query. */
export function instantParameter(zh: string, en: string) {
  return said(z.iso.datetime({ offset: true }).optional(), zh, en);
}

/** A list, page by page. */
export function pageOf<S extends z.ZodType>(id: string, item: S) {
  return named(
    id,
    z.object({
      items: z.array(item),
      nextCursor: said(
        z.string().nullable(),
        '下一页的游标；null 表示已到末尾',
        'Cursor of the next page; null at the end of the list',
      ),
    }),
  );
}
