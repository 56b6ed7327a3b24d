import { LARGEST_PAGE, type FilterRange, type ListQuery } from '../../platform/database/paging.js';
import type { ConsoleResource } from '../resources/resource.js';
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
 */
export function listQueryOf(
  resource: ConsoleResource,
  filters: Readonly<Record<string, unknown>>,
  wish: ListWish,
): ListQuery {
  const filter: Record<string, string | FilterRange> = {};
  for (const field of resource.fields) {
    const wanted = appears(field, 'filter') ? wantedOf(filters[field.name]) : undefined;
    if (wanted !== undefined) filter[field.name] = wanted;
  }
  return {
    filter,
    sort: sortOf(resource, wish.sort),
    offset: wholeNumber(wish.offset, 0, Number.MAX_SAFE_INTEGER, 0),
    limit: wholeNumber(wish.limit, 1, LARGEST_PAGE, 10),
  };
}

function wantedOf(value: unknown): string | FilterRange | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value.slice(0, LONGEST_FILTER);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, to } = value as { readonly from?: unknown; readonly to?: unknown };
  const range: FilterRange = {
    ...(typeof from === 'string' && from !== '' ? { from: from.slice(0, LONGEST_FILTER) } : {}),
    ...(typeof to === 'string' && to !== '' ? { to: to.slice(0, LONGEST_FILTER) } : {}),
  };
  return Object.keys(range).length === 0 ? undefined : range;
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
