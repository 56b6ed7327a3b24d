import { useNotice, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { RequiredMark } from './parts/field-frame.js';
import { PromptTitleFields } from './parts/prompt-title-fields.js';
import { useSession } from './parts/session.js';
import { useSoundWords } from './parts/sound-words.js';
import { Refused, request } from './parts/tariff-api.js';

/** Longest text, characters: the server holds to it too. */
const LONGEST = 500;

interface Answer {
  readonly record: { readonly id: string; readonly name: string };
}

/** The form of a prompt that is spoken from a text, or of another text for one. */
export default function PromptText({ resource, record }: ActionProps): React.ReactElement {
  const say = useSoundWords();
  const { language } = useSession();
  const navigate = useNavigate();
  const tell = useNotice();
  const [name, setName] = useState('');
  const [spoken, setSpoken] = useState<string>(language);
  const [text, setText] = useState(String(record?.params.spokenText ?? ''));
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const [path, body] =
      record === undefined
        ? ['text', { name, language: spoken, text }]
        : [`${encodeURIComponent(record.id)}/text`, { version: Number(record.params.version), text }];
    try {
      const { record: made } = await request<Answer>(`/console/x/prompts/${path}`, body);
      tell({ message: say('spoken', { name: made.name }), type: 'success' });
      navigate(`/console/resources/${resource.id}/records/${made.id}/show`);
    } catch (error) {
      setWrong(wordsOf(error, language) ?? say('noAnswer'));
    }
    setBusy(false);
  };
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') setWrong(say('noText'));
    else void send();
  };
  return (
    <form className="cr-form" noValidate onSubmit={submit}>
      {record === undefined ? (
        <PromptTitleFields name={name} language={spoken} onName={setName} onLanguage={setSpoken} />
      ) : (
        <p className="cr-field">
          <b>{record.title}</b>
        </p>
      )}
      <TextField text={text} wrong={wrong} onChange={setText} />
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="speak">
          {say(busy ? 'speaking' : 'speak')}
        </button>
        <button type="button" className="cr-button" onClick={() => navigate(`/console/resources/${resource.id}`)}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

function TextField(props: {
  readonly text: string;
  readonly wrong: string;
  readonly onChange: (text: string) => void;
}): React.ReactElement {
  const say = useSoundWords();
  const { text, wrong, onChange } = props;
  return (
    <div className="cr-field">
      <label htmlFor="prompt-text">
        {say('text')}
        <RequiredMark />
      </label>
      <textarea
        id="prompt-text"
        className="cr-input"
        rows={5}
        maxLength={LONGEST}
        value={text}
        aria-describedby={wrong === '' ? 'prompt-text-hint' : 'prompt-text-hint prompt-text-wrong'}
        aria-invalid={wrong !== ''}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id="prompt-text-hint" className="cr-hint">
        {say('textHint')}
      </p>
      {wrong !== '' && (
        <p id="prompt-text-wrong" className="cr-error" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

function wordsOf(error: unknown, language: 'zh' | 'en'): string | undefined {
  if (!(error instanceof Refused)) throw error;
  const [first] = Object.values(error.fields ?? {});
  return (first ?? error.text)?.[language];
}
