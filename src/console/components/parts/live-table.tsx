import React, { memo, useId, useMemo, useState } from 'react';

import type { Line } from './live-lines.js';
import { useLiveWords, type LiveWord } from './live-words.js';

export interface Column<T extends Line> {
  readonly name: LiveWord;
  readonly show: (line: T) => React.ReactNode;
  /** What it is sorted and found by. */
  readonly value: (line: T) => string | number;
  readonly numeric?: boolean;
}

interface TableProps<T extends Line> {
  readonly label: string;
  readonly lines: ReadonlyMap<string, T> | undefined;
  readonly columns: readonly Column<T>[];
  /** Index of the column that it is sorted by at first. */
  readonly sortedBy: number;
  readonly empty: string;
}

/** More lines than a person reads are shown on demand. */
const AT_ONCE = 500;

/** Lines that can be narrowed and sorted. A line is drawn again only when it is another. */
export function LiveTable<T extends Line>({
  label,
  lines,
  columns,
  sortedBy,
  empty,
}: TableProps<T>): React.ReactElement {
  const say = useLiveWords();
  const filterId = useId();
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState({ column: sortedBy, down: false });
  const [most, setMost] = useState(AT_ONCE);
  const shown = useMemo(
    () => sorted(narrowed([...(lines?.values() ?? [])], columns, filter), columns[sort.column], sort.down),
    [lines, columns, filter, sort],
  );
  const all = lines?.size ?? 0;
  return (
    <section className="cr-live-part" aria-label={label}>
      <div className="cr-live-filter">
        <label htmlFor={filterId}>{say('filter')}</label>
        <input
          id={filterId}
          className="cr-input"
          type="search"
          placeholder={say('filterHint')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="cr-quiet" aria-live="polite">
          {filter === '' ? String(all) : `${shown.length} / ${all}`} {say('lines')}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="cr-live-empty">{all === 0 ? empty : say('noMatch')}</p>
      ) : (
        <div className="cr-live-scroll" tabIndex={0} role="region" aria-label={label}>
          <table>
            <Head columns={columns} sort={sort} onSort={setSort} />
            <tbody>
              {shown.slice(0, most).map((line) => (
                <Row key={line.id} line={line} columns={columns as unknown as readonly Column<Line>[]} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length > most && (
        <button type="button" className="cr-button" onClick={() => setMost(most + AT_ONCE)}>
          {say('more')} ({most} / {shown.length} {say('shown')})
        </button>
      )}
    </section>
  );
}

interface Sort {
  readonly column: number;
  readonly down: boolean;
}

function Head<T extends Line>({
  columns,
  sort,
  onSort,
}: {
  readonly columns: readonly Column<T>[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}): React.ReactElement {
  const say = useLiveWords();
  return (
    <thead>
      <tr>
        {columns.map(({ name, numeric }, index) => {
          const current = index === sort.column;
          const order = sort.down ? 'descending' : 'ascending';
          return (
            <th
              key={name}
              scope="col"
              aria-sort={current ? order : 'none'}
              className={numeric === true ? 'cr-num' : ''}
            >
              <button type="button" onClick={() => onSort({ column: index, down: current && !sort.down })}>
                {say(name)}
                <span aria-hidden="true">{current ? (sort.down ? ' ▾' : ' ▴') : ''}</span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const Row = memo(function Row({
  line,
  columns,
}: {
  readonly line: Line;
  readonly columns: readonly Column<Line>[];
}): React.ReactElement {
  return (
    <tr data-id={line.id}>
      {columns.map(({ name, show, numeric }) => (
        <td key={name} className={numeric === true ? 'cr-num' : ''}>
          {show(line)}
        </td>
      ))}
    </tr>
  );
});

function narrowed<T extends Line>(lines: readonly T[], columns: readonly Column<T>[], filter: string): readonly T[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return lines;
  return lines.filter((line) => columns.some(({ value }) => String(value(line)).toLowerCase().includes(wanted)));
}

function sorted<T extends Line>(lines: readonly T[], column: Column<T> | undefined, down: boolean): readonly T[] {
  if (column === undefined) return lines;
  const keyed = lines.map((line) => ({ line, by: column.value(line) }));
  keyed.sort((one, other) => compared(one.by, other.by) || compared(one.line.id, other.line.id));
  if (down) keyed.reverse();
  return keyed.map(({ line }) => line);
}

function compared(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [String(one), String(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
