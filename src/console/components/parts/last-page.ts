/** The last page of a list; an empty list has one page too. */
export function lastPageOf(total: number, perPage: number): number {
  return Math.max(1, Math.ceil(total / Math.max(perPage, 1)));
}
