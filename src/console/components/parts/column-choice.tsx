import React, { useState } from 'react';

import { useExportWords } from './export-words.js';

export interface ChoosableColumn {
  readonly name: string;
  readonly label: string;
}

/** Columns that a person has chosen, kept in this browser; null: they never have. */
export function keptColumns(list: string): readonly string[] | null {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(list)) ?? 'null');
    return Array.isArray(kept) && kept.every((name) => typeof name === 'string') ? kept : null;
  } catch {
    // a browser that keeps nothing, or something else under this name
    return null;
  }
}

function keepColumns(list: string, columns: readonly string[] | null): void {
  try {
    if (columns === null) window.localStorage.removeItem(keyOf(list));
    else window.localStorage.setItem(keyOf(list), JSON.stringify(columns));
  } catch {
    // then they are forgotten with the page
  }
}

function keyOf(list: string): string {
  return `callrack.columns.${list}`;
}

/** What is shown of a list: what was chosen and is still there, or what is usual; never nothing. */
export function useColumns(
  list: string,
  all: readonly string[],
  usual: readonly string[],
): readonly [readonly string[], (columns: readonly string[] | null) => void] {
  const [chosen, setChosen] = useState(() => keptColumns(list));
  const shown = all.filter((name) => (chosen ?? usual).includes(name));
  return [
    shown.length === 0 ? usual : shown,
    (columns) => {
      keepColumns(list, columns);
      setChosen(columns);
    },
  ];
}

/** A box for every column; the last one cannot be taken away. */
export function ColumnBoxes({
  columns,
  shown,
  onChange,
}: {
  readonly columns: readonly ChoosableColumn[];
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[]) => void;
}): React.ReactElement {
  return (
    <div className="cr-choices">
      {columns.map(({ name, label }) => {
        const checked = shown.includes(name);
        return (
          <label key={name}>
            <input
              type="checkbox"
              name={name}
              checked={checked}
              disabled={checked && shown.length === 1}
              onChange={() => onChange(checked ? shown.filter((one) => one !== name) : [...shown, name])}
            />
            {label}
          </label>
        );
      })}
    </div>
  );
}

/** A button that opens the choice. */
export function ColumnChoice({
  columns,
  shown,
  onChange,
}: {
  readonly columns: readonly ChoosableColumn[];
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[] | null) => void;
}): React.ReactElement {
  const say = useExportWords();
  return (
    <details
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary className="cr-button">{say('columnsOf', { shown: shown.length, all: columns.length })}</summary>
      <fieldset className="cr-sheet" aria-label={say('columns')}>
        <ColumnBoxes columns={columns} shown={shown} onChange={onChange} />
        <button type="button" className="cr-button" onClick={() => onChange(null)}>
          {say('usualColumns')}
        </button>
      </fieldset>
    </details>
  );
}
