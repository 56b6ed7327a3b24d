import { ApiClient, useNotice } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { askedFilter } from './parts/asked-filter.js';
import { ColumnBoxes, keptColumns, useColumns, type ChoosableColumn } from './parts/column-choice.js';
import { ExportConditions } from './parts/export-conditions.js';
import { ExportList } from './parts/export-list.js';
import { ExportStyle } from './parts/export-style.js';
import { useExportWords } from './parts/export-words.js';
import { useSession } from './parts/session.js';
import { Refused, useExports, type Exports } from './parts/use-exports.js';

interface Column extends ChoosableColumn {
  readonly usual: boolean;
}

/** Lists that are exported here; figures are from their own pages. */
const KINDS = ['call_record', 'agent_record'] as const;
type Kind = (typeof KINDS)[number];

/** Exports of call records and of what agents did: a new one, with the filter of the list one came from, and what became of the latest. */
export default function ExportPage(): React.ReactElement {
  const say = useExportWords();
  const { list, start, cancel } = useExports();
  const columns = useExportColumns();
  const { search } = useLocation();
  const asked = new URLSearchParams(search).get('kind');
  const kind = KINDS.find((one) => one === (asked ?? 'call_record'));
  const ofKind = kind === undefined ? undefined : columns?.[kind];
  return (
    <div className="cr-exports">
      <ExportStyle />
      <h1>{say('title')}</h1>
      <p className="cr-quiet">{say('about')}</p>
      {kind !== undefined && ofKind !== undefined && (
        <section className="cr-card" aria-label={say(kind)}>
          <h2>{say(kind)}</h2>
          <NewExport key={kind} kind={kind} columns={ofKind} start={start} />
        </section>
      )}
      <section className="cr-card" aria-labelledby="recent-exports">
        <h2 id="recent-exports">{say('recent')}</h2>
        <ExportList list={list} cancel={cancel} />
      </section>
    </div>
  );
}

type ColumnsByKind = Readonly<Partial<Record<Kind, readonly Column[]>>>;

/** Of the lists that the person may export; null until it is known. */
function useExportColumns(): ColumnsByKind | null {
  const [columns, setColumns] = useState<ColumnsByKind | null>(null);
  useEffect(() => {
    new ApiClient().getPage({ pageName: 'exports' }).then(
      ({ data }) => setColumns((data as { readonly columns: ColumnsByKind }).columns),
      () => undefined,
    );
  }, []);
  return columns;
}

/** What the list shows, until a file has columns of its own. */
function usualOf(kind: Kind, columns: readonly Column[]): readonly string[] {
  const names = columns.map(({ name }) => name);
  const shown = (keptColumns(kind) ?? []).filter((name) => names.includes(name));
  return shown.length > 0 ? shown : columns.filter(({ usual }) => usual).map(({ name }) => name);
}

interface NewExportProps extends Pick<Exports, 'start'> {
  readonly kind: Kind;
  readonly columns: readonly Column[];
}

function NewExport({ kind, columns, start }: NewExportProps): React.ReactElement {
  const say = useExportWords();
  const tell = useNotice();
  const { search } = useLocation();
  const { language } = useSession();
  const { filter, sort } = askedFilter(search);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const names = columns.map(({ name }) => name);
  const [chosen, choose] = useColumns(`${kind}.export`, names, usualOf(kind, columns));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const submit = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    try {
      await start({ kind, format, filter, sort, columns: chosen, language, timeZone });
      tell({ message: say('started'), type: 'success' });
    } catch (error) {
      setWrong((error instanceof Refused ? error.text?.[language] : undefined) ?? say('noAnswer'));
    }
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <ExportConditions kind={kind} filter={filter} search={search} />
      <fieldset>
        <legend>{say('format')}</legend>
        {(['xlsx', 'csv'] as const).map((one) => (
          <div key={one}>
            <label>
              <input type="radio" name="format" checked={format === one} onChange={() => setFormat(one)} /> {say(one)}
            </label>{' '}
            <span className="cr-quiet">{say(one === 'xlsx' ? 'xlsxHint' : 'csvHint')}</span>
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('inFile')}</legend>
        <ColumnBoxes columns={columns} shown={chosen} onChange={choose} />
      </fieldset>
      {wrong !== '' && (
        <p className="cr-error" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="start-export">
        {busy ? say('starting') : say('start')}
      </button>
    </form>
  );
}
