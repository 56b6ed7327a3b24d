import React, { useMemo, useRef, useState } from 'react';

import { numberText } from './formats.js';
import { useLocale } from './session.js';
import { faultsByRate, type Checked } from './draft-check.js';
import { RateDialog } from './rate-dialog.js';
import { RateImport } from './rate-import.js';
import { RateTable, type RateLine } from './rate-table.js';
import { freeCode, matchesRate, newKey, newRate, sortedByPrefix, type Draft, type RateRow } from './tariff-draft.js';
import { useTariffWords } from './tariff-words.js';
import type { RowsInView } from './use-rows-in-view.js';

interface Props {
  readonly draft: Draft;
  readonly checked: Checked;
  /** Faults are shown once they were asked for. */
  readonly tellFaults: boolean;
  readonly trunks: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (rates: readonly RateRow[]) => void;
  /** Opens a rate from elsewhere on the page. */
  readonly opened: number | null;
  readonly onOpen: (key: number | null) => void;
}

interface Removed {
  /** The rates as they were. */
  readonly rates: readonly RateRow[];
  readonly text: string;
}

/** What the rates of a draft are changed by. */
interface RatesEditor {
  readonly change: (rates: readonly RateRow[]) => void;
  readonly removed: Removed | null;
  readonly remove: (row: RateRow) => void;
  /** A copy of the rate, after it. */
  readonly duplicate: (row: RateRow) => RateRow;
  readonly fresh: () => RateRow;
}

function useRates({ draft, onChange }: Props): RatesEditor {
  const say = useTariffWords();
  const [removed, setRemoved] = useState<Removed | null>(null);
  const codes = (): Set<string> => new Set(draft.rates.map(({ code }) => code));
  const change = (rates: readonly RateRow[]): void => {
    setRemoved(null);
    onChange(rates);
  };
  const remove = (row: RateRow): void => {
    onChange(draft.rates.filter(({ key }) => key !== row.key));
    setRemoved({ rates: draft.rates, text: say('removed', { code: row.code }) });
  };
  const duplicate = (row: RateRow): RateRow => {
    const copy = { ...row, key: newKey(), code: freeCode(row.code, codes()) };
    change(draft.rates.flatMap((one) => (one.key === row.key ? [one, copy] : [one])));
    return copy;
  };
  return { change, removed, remove, duplicate, fresh: () => newRate(codes()) };
}

/** The rates of a draft: added, changed, copied, deleted, sorted, found and imported. */
export function DraftRates(props: Props): React.ReactElement {
  const { draft, checked, tellFaults, trunks, opened, onOpen } = props;
  const say = useTariffWords();
  const { change, removed, remove, duplicate, fresh } = useRates(props);
  const [wanted, setWanted] = useState('');
  const [adding, setAdding] = useState<RateRow | null>(null);
  const [importing, setImporting] = useState(false);
  const view = useRef<RowsInView | null>(null);
  const faults = useMemo(() => faultsByRate(tellFaults ? checked.faults : []), [checked, tellFaults]);
  const lines = useMemo(() => linesOf(draft, checked, faults, wanted), [draft, checked, faults, wanted]);
  const edited = draft.rates.find(({ key }) => key === opened);
  const close = (): void => {
    setAdding(null);
    setImporting(false);
    onOpen(null);
  };
  const onDone = (row: RateRow): void => {
    close();
    change(edited === undefined ? [...draft.rates, row] : draft.rates.map((one) => (one.key === row.key ? row : one)));
    if (edited !== undefined) return;
    setWanted('');
    window.setTimeout(() => view.current?.show(draft.rates.length));
  };
  const act = ({ key }: RateLine): React.ReactNode => {
    const row = draft.rates.find((one) => one.key === key);
    if (row === undefined) return null;
    const onDuplicate = (): void => onOpen(duplicate(row).key);
    return <RowActions row={row} onEdit={() => onOpen(row.key)} onDuplicate={onDuplicate} onRemove={remove} />;
  };
  return (
    <section aria-labelledby="draft-rates">
      <h3 id="draft-rates">{say('rates')}</h3>
      <p className="cr-quiet">{say('ratesAbout')}</p>
      <Tools
        wanted={wanted}
        found={lines.length}
        all={draft.rates.length}
        onWanted={setWanted}
        onAdd={() => setAdding(fresh())}
        onSort={() => change(sortedByPrefix(draft.rates))}
        onImport={() => setImporting(true)}
      />
      {removed !== null && <Undo removed={removed} onUndo={() => change(removed.rates)} />}
      {lines.length === 0 && <p className="cr-quiet">{say(draft.rates.length === 0 ? 'noRates' : 'noneFound')}</p>}
      {lines.length > 0 && (
        <RateTable lines={lines} trunks={trunks} label={say('ratesTable')} actions={act} view={view} />
      )}
      <OneRate
        row={edited ?? adding}
        trunks={trunks}
        packages={draft.packages}
        rates={draft.rates}
        faults={(edited && faults.get(draft.rates.indexOf(edited))) ?? {}}
        onDone={onDone}
        onCancel={close}
      />
      {importing && (
        <Import
          rates={draft.rates}
          onCancel={close}
          onDone={(rates) => {
            close();
            change(rates);
          }}
        />
      )}
    </section>
  );
}

interface ImportProps {
  readonly rates: readonly RateRow[];
  readonly onDone: (rates: readonly RateRow[]) => void;
  readonly onCancel: () => void;
}

function Import({ rates, onDone, onCancel }: ImportProps): React.ReactElement {
  return (
    <RateImport
      present={rates.length}
      onDone={(rows, replace) => onDone(replace ? rows : [...rates, ...rows])}
      onCancel={onCancel}
    />
  );
}

interface ToolsProps {
  readonly wanted: string;
  readonly found: number;
  readonly all: number;
  readonly onWanted: (text: string) => void;
  readonly onAdd: () => void;
  readonly onSort: () => void;
  readonly onImport: () => void;
}

function Tools({ wanted, found, all, onWanted, onAdd, onSort, onImport }: ToolsProps): React.ReactElement {
  const say = useTariffWords();
  const locale = useLocale();
  const number = (value: number): string => numberText(String(value), locale);
  return (
    <div className="cr-tools">
      <input
        className="cr-input"
        type="search"
        aria-label={say('search')}
        placeholder={say('searchHint')}
        value={wanted}
        onChange={(event) => onWanted(event.target.value)}
      />
      <span className="cr-quiet" aria-live="polite">
        {wanted.trim() === ''
          ? say('count', { all: number(all) })
          : say('found', { found: number(found), all: number(all) })}
      </span>
      <span className="cr-grow" />
      <button type="button" className="cr-button cr-primary" onClick={onAdd}>
        {say('add')}
      </button>
      <button type="button" className="cr-button" onClick={onSort}>
        {say('sort')}
      </button>
      <button type="button" className="cr-button" onClick={onImport}>
        {say('importCsv')}
      </button>
    </div>
  );
}

function Undo({ removed, onUndo }: { readonly removed: Removed; readonly onUndo: () => void }): React.ReactElement {
  const say = useTariffWords();
  return (
    <p className="cr-banner" role="status">
      {removed.text}
      <button type="button" className="cr-button" onClick={onUndo}>
        {say('undo')}
      </button>
    </p>
  );
}

type OneProps = Omit<React.ComponentProps<typeof RateDialog>, 'row'> & { readonly row: RateRow | null };

/** The rate that is being changed or added; null: none is. */
function OneRate({ row, ...rest }: OneProps): React.ReactElement | null {
  return row === null ? null : <RateDialog key={row.key} row={row} {...rest} />;
}

function linesOf(
  draft: Draft,
  { content }: Checked,
  faults: ReadonlyMap<number, Readonly<Record<string, string>>>,
  wanted: string,
): readonly RateLine[] {
  return draft.rates.flatMap((row, index) => {
    const rate = content.rates[index];
    if (rate === undefined || !matchesRate(row, wanted)) return [];
    return [{ key: row.key, rate, faults: Object.values(faults.get(index) ?? {}) }];
  });
}

interface ActionsProps {
  readonly row: RateRow;
  readonly onEdit: () => void;
  readonly onDuplicate: () => void;
  readonly onRemove: (row: RateRow) => void;
}

function RowActions({ row, onEdit, onDuplicate, onRemove }: ActionsProps): React.ReactElement {
  const say = useTariffWords();
  const label = (act: 'edit' | 'duplicate' | 'remove'): string => say('actOn', { act: say(act), what: row.code });
  return (
    <>
      <button type="button" className="cr-link" aria-label={label('edit')} onClick={onEdit}>
        {say('edit')}
      </button>
      <button type="button" className="cr-link" aria-label={label('duplicate')} onClick={onDuplicate}>
        {say('duplicate')}
      </button>
      <button type="button" className="cr-link cr-danger" aria-label={label('remove')} onClick={() => onRemove(row)}>
        {say('remove')}
      </button>
    </>
  );
}
