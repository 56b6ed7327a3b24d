import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useActWords } from './parts/act-words.js';
import { useWords } from './parts/adminjs.js';
import { usePerform } from './parts/use-perform.js';

/** A message to one agent. */
export default function AgentMessage(props: ActionProps): React.ReactElement {
  const { resource, record } = props;
  const say = useActWords();
  const { say: sayConsole } = useWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const leave = (): void => navigate(`/console/resources/${resource.id}`);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await perform({ text });
    setBusy(false);
    setFault(answer.fields?.text ?? '');
    if (answer.redirectUrl !== undefined) leave();
  };
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && text.trim() !== '') void send();
      }}
    >
      <p>
        <b>{record?.title}</b>
      </p>
      <p className="cr-about">{say('about.message')}</p>
      <div className="cr-field">
        <label htmlFor="text">{say('text')}</label>
        <textarea
          id="text"
          className="cr-input"
          rows={4}
          maxLength={1000}
          aria-describedby="text-hint"
          aria-invalid={fault !== ''}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="cr-hint" id="text-hint">
          {say('textHint')}
        </p>
        {fault !== '' && (
          <p className="cr-error" role="alert">
            {fault}
          </p>
        )}
      </div>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy || text.trim() === ''}>
          {say('send')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {sayConsole('cancel')}
        </button>
      </div>
    </form>
  );
}
