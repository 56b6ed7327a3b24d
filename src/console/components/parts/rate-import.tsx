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

/** Thousands of rates in one go, out of a file or the clipboard; all of them or none. */
export function RateImport({ present, onDone, onCancel }: Props): React.ReactElement {
  const say = useRateWords();
  const [text, setText] = useState('');
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [replace, setReplace] = useState(true);
  const [faults, setFaults] = useState<Readonly<Record<string, Text>>>({});
  const [busy, setBusy] = useState(false);
  const { language } = useSession();
  const [wrong, setWrong] = useState('');
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    setWrong('');
    if (chosen.size > LARGEST_BYTES) setWrong(say('tooLarge'));
    else void chosen.text().then((content) => setFile({ name: chosen.name, text: content }));
  };
  const onImport = async (): Promise<void> => {
    const given = text.trim() === '' ? (file?.text ?? '') : text;
    setFaults({});
    setWrong('');
    if (given.trim() === '') {
      setWrong(say('empty'));
      return;
    }
    setBusy(true);
    try {
      const { rates } = await readCsv<{ readonly rates: readonly Rate[] }>(given);
      if (rates.length === 0) setWrong(say('empty'));
      else onDone(rates.map(rowOf), replace || present === 0);
    } catch (error) {
      const refused = error instanceof Refused ? error : null;
      setFaults(refused?.fields ?? {});
      if (refused?.fields === undefined) setWrong(refused?.text?.[language] ?? say('noAnswer'));
    }
    setBusy(false);
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
        <p>{say('importAbout')}</p>
        <p className="cr-quiet">
          {say('importColumns')}: {COLUMNS.join(', ')}
        </p>
        <p className="cr-quiet">{say('importSteps')}</p>
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
        {present > 0 && (
          <fieldset>
            <legend>{say('how')}</legend>
            {([true, false] as const).map((one) => (
              <div key={String(one)}>
                <label className="cr-check">
                  <input type="radio" name="import-how" checked={replace === one} onChange={() => setReplace(one)} />
                  {say(one ? 'replaceAll' : 'addTo')}
                </label>
              </div>
            ))}
          </fieldset>
        )}
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
  const lines = Object.entries(faults);
  if (lines.length === 0) return null;
  return (
    <div className="cr-banner cr-bad" role="alert">
      {say('badLines', { count: lines.length })}
      <ul>
        {lines.map(([path, text]) => (
          <li key={path}>{say('atLine', { line: path.replace('lines.', ''), text: text[language] })}</li>
        ))}
      </ul>
    </div>
  );
}
