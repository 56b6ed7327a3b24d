import type { ActionProps } from 'adminjs';
import React, { useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useActWords } from './parts/act-words.js';
import { useWords } from './parts/adminjs.js';
import { usePerform } from './parts/use-perform.js';

/** A message is dealt with: what is to be noted of it, if anything. */
export default function MessageHandled(props: ActionProps): React.ReactElement {
  const { resource, record } = props;
  const say = useActWords();
  const { say: sayConsole } = useWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [note, setNote] = useState(String(record?.params.note ?? ''));
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const leave = (): void => navigate(`/console/resources/${resource.id}`);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await perform({ note });
    setBusy(false);
    setFault(answer.fields?.note ?? '');
    if (answer.redirectUrl !== undefined) leave();
  };
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
        <label htmlFor={id}>{say('note')}</label>
        <textarea
          id={id}
          className="cr-input"
          rows={5}
          maxLength={2000}
          aria-invalid={fault !== ''}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {fault !== '' && (
          <p className="cr-error" role="alert">
            {fault}
          </p>
        )}
      </div>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="do-it">
          {sayConsole('save')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {sayConsole('cancel')}
        </button>
      </div>
    </form>
  );
}
