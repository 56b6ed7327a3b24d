import { createHash } from 'node:crypto';

import type { RowPosition } from '../../platform/database/paging.js';
import { InvalidCursor } from '../openapi.errors.js';

/** Where a list goes on: after the item with these values of what it is sorted by. */
export type Position = readonly string[];

const ENDS = 12;

/**
 * Cursors say after which item a list goes on, and which list with which parameters they are of. They open nothing: what
 * a key may see is decided where the rows are.
 */
export class Cursors {
  private readonly mark: string;

  /** @param query its paging left aside */
  constructor(list: string, query: object) {
    const asked = Object.entries(query as Readonly<Record<string, unknown>>)
      .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    this.mark = createHash('sha256')
      .update(JSON.stringify([list, asked]))
      .digest('base64url')
      .slice(0, ENDS);
  }

  /** null where the list ends. */
  write(position: Position | null): string | null {
    if (position === null) return null;
    return Buffer.from(JSON.stringify([this.mark, ...position])).toString('base64url');
  }

  /**
   * @param parts how many values it has
   * @returns null where there is no cursor
   * @throws InvalidCursor
   */
  read(cursor: string | undefined, parts: number): Position | null {
    if (cursor === undefined) return null;
    const [mark, ...position] = parsed(cursor);
    if (mark !== this.mark || position.length !== parts) throw new InvalidCursor();
    return position;
  }
}

/** Where a list of rows by time goes on. @throws InvalidCursor */
export function readRow(cursors: Cursors, cursor: string | undefined): RowPosition | null {
  const position = cursors.read(cursor, 2);
  if (position === null) return null;
  const [atUs = '', id = ''] = position;
  if (!/^[0-9]{1,18}$/.test(atUs)) throw new InvalidCursor();
  return { atUs, id };
}

function parsed(cursor: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
  const isText = (part: unknown): part is string =>
    typeof part === 'string' && part.length <= 200 && !part.includes('\0');
  if (!Array.isArray(value) || !value.every(isText)) throw new InvalidCursor();
  return value;
}

/** A page of rows that are all here, sorted by texts. */
export function pageOfRows<R>(
  rows: readonly R[],
  positionOf: (row: R) => Position,
  { limit, after }: { readonly limit: number; readonly after: Position | null },
): { readonly items: readonly R[]; readonly next: Position | null } {
  const sorted = rows
    .map((row) => ({ row, position: positionOf(row) }))
    .toSorted((one, other) => compared(one.position, other.position));
  const from = after === null ? 0 : sorted.findIndex(({ position }) => compared(position, after) > 0);
  const items = from === -1 ? [] : sorted.slice(from, from + limit);
  const isMore = from !== -1 && from + limit < sorted.length;
  return { items: items.map(({ row }) => row), next: isMore ? (items.at(-1)?.position ?? null) : null };
}

/** Shorter numbers first, as people count. */
export function byNumber(number: string): Position {
  return [String(number.length).padStart(3, '0'), number];
}

function compared(one: Position, other: Position): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? '';
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}
