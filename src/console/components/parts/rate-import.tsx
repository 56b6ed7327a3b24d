import React, { useState } from 'react';

import type { Rate } from '../../../billing/core/tariff.js';
import type { Text } from '../../billing/tariff-views.js';
import { Dialog } from './dialog.js';
import { LabelledFrame, saidOf } from './labelled.js';
import { useRateWords } from './rate-words.js';
import { rowOf, type RateRow } from './tariff-draft.js';
import { useSession } from './session.js';
import { readCsv, Refused } from './tariff-api.js';

const LARGEST_BYTES = 16 * 1_048_576;
/** As billing/tariff-csv.ts reads them. */
const COLUMNS = [
  ...['code', 'name', 'direction', 'prefix', 'trunk', 'windows', 'class', 'payer', 'charge_from', 'setup', 'free_s'],
  ...['steps', 'cap', 'package'],
];

interface Props {
  /** How many rates there are already. */
  readonly present: number;
  readonly onDone: (rows: readonly RateRow[], replace: boolean) => void;
  readonly onCancel: () => void;
}

interface Reading {
  readonly busy: boolean;
  readonly wrong: string;
  /** By line: "lines.12". */
  readonly faults: Readonly<Record<string, Text>>;
  readonly tellWrong: (text: string) => void;
  /** Rates of a table of text; undefined where it cannot be read, which is told. */
  readonly read: (table: string | Blob) => Promise<readonly RateRow[] | undefined>;
}

function useReading(): Reading {
  const say = useRateWords();
  const { language } = useSession();
  const [wrong, setWrong] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, Text>>>({});
  const [busy, setBusy] = useState(false);
  const read = async (table: string | Blob): Promise<readonly RateRow[] | undefined> => {
    setFaults({});
    setWrong('');
    setBusy(true);
    try {
      const { rates } = isEmpty(table) ? { rates: [] } : await readCsv<{ readonly rates: readonly Rate[] }>(table);
      if (rates.length > 0) return rates.map(rowOf);
      setWrong(say('empty'));
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      setFaults(refused?.fields ?? {});
      if (refused?.fields === undefined) setWrong(refused?.text?.[language] ?? say('noAnswer'));
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  return { busy, wrong, faults, tellWrong: setWrong, read };
}

function isEmpty(table: string | Blob): boolean {
  return typeof table === 'string' ? table.trim() === '' : table.size === 0;
}

/** Thousands of rates in one go, out of a file or the clipboard; all of them or none. */
export function RateImport({ present, onDone, onCancel }: Props): React.ReactElement {
  const say = useRateWords();
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  // what is there already is not put away without having been asked for
  const [replace, setReplace] = useState<boolean | null>(present === 0 ? true : null);
  const { busy, wrong, faults, tellWrong, read } = useReading();
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    tellWrong(chosen.size > LARGEST_BYTES ? say('tooLarge') : '');
    setFile(chosen.size > LARGEST_BYTES ? null : chosen);
  };
  const onImport = async (): Promise<void> => {
    if (replace === null) {
      tellWrong(say('chooseHow'));
      return;
    }
    const rows = await read(text.trim() === '' ? (file ?? '') : text);
    if (rows !== undefined) onDone(rows, replace);
  };
  return (
    <Dialog label={say('importTitle')} onClose={onCancel}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void onImport();
        }}
      >
        <About />
        <LabelledFrame id="import-file" label={say('file')}>
          <input
            id="import-file"
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            onChange={(event) => choose(event.target.files?.[0])}
          />
          {file !== null && <p className="cr-hint">{say('fileRead', { name: file.name })}</p>}
        </LabelledFrame>
        <LabelledFrame id="import-text" label={say('paste')}>
          <textarea
            id="import-text"
            className="cr-input"
            style={{ maxWidth: 'none' }}
            rows={6}
            spellCheck={false}
            value={text}
            {...saidOf({ id: 'import-text', label: '' })}
            onChange={(event) => setText(event.target.value)}
          />
        </LabelledFrame>
        {present > 0 && <How replace={replace} onChange={setReplace} />}
        <ImportFaults faults={faults} wrong={wrong} />
        <div className="cr-buttons">
          <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="import">
            {say('doImport')}
          </button>
          <button type="button" className="cr-button" onClick={onCancel}>
            {say('cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function About(): React.ReactElement {
  const say = useRateWords();
  return (
    <>
      <p>{say('importAbout')}</p>
      <p>
        <a className="cr-button" href="/console/x/tariffs/rates-csv" download>
          {say('template')}
        </a>
      </p>
      <p className="cr-quiet">{say('importColumns', { columns: COLUMNS.join(', ') })}</p>
      <p className="cr-quiet">{say('importValues')}</p>
      <p className="cr-quiet">{say('importSteps')}</p>
    </>
  );
}

/** What becomes of the rates that are there. */
function How({
  replace,
  onChange,
}: {
  /** null: not chosen yet. */
  readonly replace: boolean | null;
  readonly onChange: (replace: boolean) => void;
}): React.ReactElement {
  const say = useRateWords();
  return (
    <fieldset>
      <legend>{say('how')}</legend>
      {([true, false] as const).map((one) => (
        <div key={String(one)}>
          <label className="cr-check">
            <input type="radio" name="import-how" checked={replace === one} onChange={() => onChange(one)} />
            {say(one ? 'replaceAll' : 'addTo')}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** "lines.12", and "lines.12.2" where there are several. */
function lineOf(path: string): number {
  return Number(/^lines\.(\d+)/.exec(path)?.[1] ?? 1);
}

function ImportFaults({ faults, wrong }: { readonly faults: Readonly<Record<string, Text>>; readonly wrong: string }) {
  const say = useRateWords();
  const { language } = useSession();
  if (wrong !== '') {
    return (
      <p className="cr-error" role="alert">
        {wrong}
      </p>
    );
  }
  const lines = Object.entries(faults).sort(([one], [other]) => lineOf(one) - lineOf(other));
  if (lines.length === 0) return null;
  return (
    <div className="cr-banner cr-bad" role="alert">
      {say('badLines', { count: lines.length })}
      <ul>
        {lines.map(([path, text]) => (
          <li key={path}>{say('atLine', { line: lineOf(path), text: text[language] })}</li>
        ))}
      </ul>
    </div>
  );
}
