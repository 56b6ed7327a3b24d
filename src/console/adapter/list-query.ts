import {
  columnInstant,
  columnNumber,
  LARGEST_PAGE,
  type FilterRange,
  type ListQuery,
} from '../../platform/database/paging.js';
import { isKeepable } from '../../platform/validation/keepable-text.js';
import { microText, parseAmount } from '../../kernel/money.js';
import type { ConsoleResource, FieldKind } from '../resources/resource.js';
import { appears } from './params.js';

export interface ListWish {
  readonly limit?: number | string | undefined;
  readonly offset?: number | string | undefined;
  readonly sort?: { readonly sortBy?: string | undefined; readonly direction?: string | undefined } | undefined;
}

/** Texts of a filter longer than this are cut: nothing that is searched for is as long. */
const LONGEST_FILTER = 200;

/**
 * What AdminJS asks a list for, as rooms take it. Fields that are not for filtering or sorting are left out.
 *
 * @param filters field -> what the address of the page says
 * @returns null: nothing can match, such as a word for an instant; no room and no database is asked
 */
export function listQueryOf(
  resource: ConsoleResource,
  filters: Readonly<Record<string, unknown>>,
  wish: ListWish,
): ListQuery | null {
  const filter: Record<string, string | FilterRange> = {};
  for (const field of resource.fields) {
    const wanted = appears(field, 'filter') ? wantedOf(filters[field.name]) : undefined;
    if (wanted === undefined) continue;
    if (!canMatch(field.kind, wanted)) return null;
    filter[field.name] = field.kind === 'money' ? inMillionths(wanted) : wanted;
  }
  return {
    filter,
    sort: sortOf(resource, wish.sort),
    offset: wholeNumber(wish.offset, 0, Number.MAX_SAFE_INTEGER, 0),
    limit: wholeNumber(wish.limit, 1, LARGEST_PAGE, 10),
  };
}

/** False for what no column of the kind can hold: a database would refuse the whole question. */
function canMatch(kind: FieldKind, wanted: string | FilterRange): boolean {
  const texts = typeof wanted === 'string' ? [wanted] : Object.values(wanted as Readonly<Record<string, string>>);
  return texts.every((text) => {
    if (kind === 'number' || kind === 'durationMs') return columnNumber(text) !== null;
    if (kind === 'money') return parseAmount(text.trim()) !== null;
    return kind === 'instant' ? columnInstant(text) !== null : isKeepable(text);
  });
}

/** Amounts as typed -> as rooms have them. */
function inMillionths(wanted: string | FilterRange): string | FilterRange {
  const micro = (text: string): string => microText(parseAmount(text.trim()) ?? 0n);
  if (typeof wanted === 'string') return micro(wanted);
  const { from, to } = wanted;
  return { ...(from === undefined ? {} : { from: micro(from) }), ...(to === undefined ? {} : { to: micro(to) }) };
}

function wantedOf(value: unknown): string | FilterRange | undefined {
  if (typeof value === 'string') return value === '' ? undefined : cut(value);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, to } = value as { readonly from?: unknown; readonly to?: unknown };
  const range: FilterRange = {
    ...(typeof from === 'string' && from !== '' ? { from: cut(from) } : {}),
    ...(typeof to === 'string' && to !== '' ? { to: cut(to) } : {}),
  };
  return Object.keys(range).length === 0 ? undefined : range;
}

/** Not in the middle of a character. */
function cut(text: string): string {
  return text.length <= LONGEST_FILTER ? text : text.slice(0, LONGEST_FILTER).replace(/[\ud800-\udbff]$/, '');
}

function sortOf(resource: ConsoleResource, sort: ListWish['sort']): ListQuery['sort'] {
  const by = sort?.sortBy;
  const known = resource.fields.some((field) => field.sortable === true && field.name === by);
  return by !== undefined && known ? { by, descending: sort?.direction === 'desc' } : null;
}

function wholeNumber(value: unknown, least: number, most: number, otherwise: number): number {
  const number = Math.trunc(Number(value ?? otherwise));
  return Number.isSafeInteger(number) ? Math.min(Math.max(number, least), most) : otherwise;
}
