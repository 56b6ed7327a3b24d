import {
  Between,
  Equal,
  ILike,
  In,
  LessThanOrEqual,
  MoreThanOrEqual,
  Raw,
  type EntityTarget,
  type FindOperator,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';

import { isKeepable } from '../validation/keepable-text.js';
import type { DbSession } from './transaction.js';

/** What a list is asked for. Columns that a list does not know are ignored, never passed on to the database. */
export interface ListQuery {
  /** Column -> text as the person gave it; a range is `{from?, to?}`, both inclusive. */
  readonly filter: Readonly<Record<string, string | FilterRange>>;
  readonly sort: { readonly by: string; readonly descending: boolean } | null;
  readonly offset: number;
  /** At most LARGEST_PAGE. */
  readonly limit: number;
}

export interface FilterRange {
  readonly from?: string;
  readonly to?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The row after which a list by time goes on. */
export interface RowPosition {
  /** Microseconds since 1970, as digits: exactly what the database has. */
  readonly atUs: string;
  readonly id: string;
}

export const LARGEST_PAGE = 500;

/** All of a short list. */
export const WHOLE_LIST: ListQuery = { filter: {}, sort: null, offset: 0, limit: LARGEST_PAGE };

/** How a column is searched: text that contains, an exact word, a number, millionths, an instant, yes or no, an id. */
export type ColumnKind = 'text' | 'word' | 'number' | 'micro' | 'instant' | 'boolean' | 'id';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for what PostgreSQL takes as a uuid: anything else is no id of ours, and no error either. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * One page of a table as the session's role sees it, sorted by the wish and then by id, so that pages do not overlap.
 *
 * @param columns the columns that may be filtered and sorted by
 * @param only what all rows of the list have in common, beside what the session sees
 */
export async function pageOf<E extends ObjectLiteral & { id: string }>(
  session: DbSession,
  entity: EntityTarget<E>,
  query: ListQuery,
  columns: Readonly<Partial<Record<keyof E & string, ColumnKind>>>,
  only: FindOptionsWhere<E> = {},
): Promise<Page<E>> {
  const where: Record<string, FindOperator<unknown>> = {};
  for (const [column, kind] of Object.entries(columns) as [string, ColumnKind][]) {
    const wanted = query.filter[column];
    if (wanted === undefined || wanted === '') continue;
    const condition = conditionFor(kind, wanted);
    if (condition === null) return { items: [], total: 0 };
    where[column] = condition;
  }
  const order: Record<string, 'ASC' | 'DESC'> = {};
  if (query.sort !== null && query.sort.by in columns) order[query.sort.by] = query.sort.descending ? 'DESC' : 'ASC';
  const [items, total] = await session.findAndCount(entity, {
    where: { ...(where as FindOptionsWhere<E>), ...only },
    order: { ...order, id: order.id ?? 'ASC' } as FindOptionsOrder<E>,
    skip: Math.max(0, Math.trunc(query.offset)),
    take: Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE),
  });
  return { items, total };
}

/** Whole numbers of four bytes: what columns of ours hold. */
const MOST_INTEGER = 2_147_483_647;

/** The number that a column may hold; null for any other text, which then is in no row, and no error either. */
export function columnNumber(text: string): number | null {
  const number = text.trim() === '' ? NaN : Number(text);
  return Number.isInteger(number) && Math.abs(number) <= MOST_INTEGER ? number : null;
}

/** The amount in millionths that a column may hold, as text: no number of JavaScript's has so many digits. */
function columnMicro(text: string): string | null {
  return /^-?[0-9]{1,18}$/.test(text.trim()) ? text.trim() : null;
}

/** The instant of the years 1970 to 9999 that a text says; null for any other text. */
export function columnInstant(text: string): Date | null {
  const instant = new Date(text);
  return instant.getTime() >= 0 && instant.getUTCFullYear() <= 9999 ? instant : null;
}

/** null: nothing can equal it. */
function conditionFor(kind: ColumnKind, wanted: string | FilterRange): FindOperator<unknown> | null {
  if (typeof wanted === 'string' && !isKeepable(wanted)) return null;
  if (kind === 'number' || kind === 'micro' || kind === 'instant')
    return rangeOf(kind, typeof wanted === 'string' ? exactly(wanted) : wanted);
  if (typeof wanted !== 'string') return null;
  switch (kind) {
    case 'text':
      return ILike(`%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`);
    case 'word':
      return In(wanted.split(','));
    case 'boolean':
      return Equal(wanted === 'true');
    case 'id':
      return isId(wanted) ? In([wanted]) : null;
  }
}

function exactly(value: string): FilterRange {
  return { from: value, to: value };
}

function rangeOf(kind: 'number' | 'micro' | 'instant', { from, to }: FilterRange): FindOperator<unknown> | null {
  const read = (text: string | undefined): number | string | Date | null | undefined => {
    if (text === undefined || text === '') return undefined;
    if (kind === 'micro') return columnMicro(text);
    return kind === 'number' ? columnNumber(text) : columnInstant(text);
  };
  const [least, most] = [read(from), read(to)];
  if (least === null || most === null) return null;
  if (least !== undefined && most !== undefined) return Between(least, most);
  if (least !== undefined) return MoreThanOrEqual(least);
  return most === undefined ? Raw(() => 'true') : LessThanOrEqual(most);
}
