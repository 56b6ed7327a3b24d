import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { HintAndFault } from './parts/bulk-form.js';
import { useListWords } from './parts/list-words.js';
import { usePerform, type ActionAnswer } from './parts/record-form.js';
import { saveFile, textFileIn } from './parts/save-file.js';

/** Of a form of the console, with some room for what is around the text. */
const LARGEST_BYTES = 1_000_000;

/** A list out of a file: what is good is taken, the rest comes back with its reasons. */
export default function ListImport(props: ActionProps): React.ReactElement {
  const word = useListWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const [data, setData] = useState<unknown>(null);
  const list = `/console/resources/${props.resource.id}`;

  const send = async (): Promise<void> => {
    const csv = file === null ? '' : textOf(await file.arrayBuffer());
    const fault = file === null ? 'noFile' : new Blob([csv]).size > LARGEST_BYTES ? 'tooLarge' : null;
    if (fault !== null) {
      setWrong(word(fault));
      return;
    }
    setBusy(true);
    const answer: ActionAnswer = await perform({ csv });
    setBusy(false);
    setWrong(answer.fields?.csv ?? '');
    if (answer.data !== undefined) setData(answer.data);
  };
  if (data !== null) return <Outcome data={data} onAgain={() => setData(null)} onLeave={() => navigate(list)} />;
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <div className="cr-field">
        <label htmlFor="csv">{word('file')}</label>
        <input
          id="csv"
          type="file"
          accept=".csv,text/csv,text/plain"
          aria-invalid={wrong !== ''}
          aria-describedby={`csv-hint${wrong === '' ? '' : ' csv-fault'}`}
          onChange={(event) => {
            setWrong('');
            setFile(event.target.files?.[0] ?? null);
          }}
        />
        <HintAndFault name="csv" hint={word('about')} fault={wrong === '' ? undefined : wrong} />
      </div>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="import-list">
          {word(busy ? 'importing' : 'import')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={() => navigate(list)}>
          {word('toList')}
        </button>
      </div>
    </form>
  );
}

function Outcome(props: {
  readonly data: unknown;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
}): React.ReactElement {
  const word = useListWords();
  const { taken = 0, rejected = 0 } = props.data as { readonly taken?: number; readonly rejected?: number };
  const file = textFileIn(props.data);
  return (
    <div className="cr-form">
      <p role="status" data-testid="imported">
        {word('taken')}: {taken} · {word('rejected')}: {rejected}
      </p>
      <div className="cr-buttons">
        {file !== null && (
          <button
            type="button"
            className="cr-button cr-primary"
            data-testid="save-rejected"
            onClick={() => saveFile(file.csv, file.fileName)}
          >
            {word('saveRejected')}
          </button>
        )}
        <button type="button" className="cr-button" onClick={props.onAgain}>
          {word('another')}
        </button>
        <button type="button" className="cr-button" onClick={props.onLeave}>
          {word('toList')}
        </button>
      </div>
    </div>
  );
}

/** Spreadsheets in China still write GBK. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
