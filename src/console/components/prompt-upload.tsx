import { RequiredMark } from './parts/field-frame.js';
import { useNotice, type ActionProps } from 'adminjs';
import React, { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { PromptTitleFields } from './parts/prompt-title-fields.js';
import { useSession } from './parts/session.js';
import { useSoundWords } from './parts/sound-words.js';
import { LARGEST_BYTES, postSound, type UploadOutcome } from './parts/upload-sound.js';

/** The form of a new prompt, or of other sound for one: the file goes up by itself, and is refused with the reason. */
export default function PromptUpload({ resource, record }: ActionProps): React.ReactElement {
  const say = useSoundWords();
  const { language } = useSession();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [spoken, setSpoken] = useState<string>(language);
  const [file, setFile] = useState<File | null>(null);
  const { wrong, setWrong, sent, send } = useSending(resource.id);

  const choose = (chosen: File | null): void => {
    setFile(chosen);
    setWrong(chosen !== null && chosen.size > LARGEST_BYTES ? say('tooLarge') : '');
    if (chosen !== null && name === '') setName(chosen.name.replace(/[.][^.]*$/, '').slice(0, 100));
  };
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (sent !== null) return;
    if (file === null) setWrong(say('noFile'));
    else if (file.size > LARGEST_BYTES) setWrong(say('tooLarge'));
    else if (record === undefined) send('', { name, language: spoken }, file);
    else send(`/${encodeURIComponent(record.id)}/file`, { version: String(record.params.version ?? '') }, file);
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
      <FileField file={file} wrong={wrong} onChoose={choose} />
      {sent !== null && <Progress sent={sent} />}
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={sent !== null} data-testid="upload">
          {say('upload')}
        </button>
        <button type="button" className="cr-button" onClick={() => navigate(`/console/resources/${resource.id}`)}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

interface Sending {
  /** What is wrong, in words; '' for nothing. */
  readonly wrong: string;
  readonly setWrong: (text: string) => void;
  /** The part that has been sent, 0 to 1; null while nothing is on its way. */
  readonly sent: number | null;
  readonly send: (path: string, fields: Readonly<Record<string, string>>, file: File) => void;
}

/** Sends the form; whoever leaves the page breaks it off, what was uploaded is shown. */
function useSending(resourceId: string): Sending {
  const say = useSoundWords();
  const { language } = useSession();
  const tell = useNotice();
  const navigate = useNavigate();
  const [wrong, setWrong] = useState('');
  const [sent, setSent] = useState<number | null>(null);
  const cancel = useRef<() => void>(() => undefined);
  useEffect(() => () => cancel.current(), []);
  const done = (outcome: UploadOutcome): void => {
    setSent(null);
    if ('record' in outcome) {
      tell({ message: say('uploaded', { name: outcome.record.name }), type: 'success' });
      navigate(`/console/resources/${resourceId}/records/${outcome.record.id}/show`);
    } else setWrong(outcome.failure?.message[language] ?? say('noAnswer'));
  };
  const send: Sending['send'] = (path, fields, file) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', file);
    setWrong('');
    setSent(0);
    const upload = postSound(`/console/x/prompts${path}`, form, setSent);
    cancel.current = upload.cancel;
    void upload.outcome.then(done);
  };
  return { wrong, setWrong, sent, send };
}

function FileField(props: {
  readonly file: File | null;
  readonly wrong: string;
  readonly onChoose: (file: File | null) => void;
}): React.ReactElement {
  const say = useSoundWords();
  const { file, wrong, onChoose } = props;
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (wrong !== '') alert.current?.focus();
  }, [wrong]);
  return (
    <>
      <div className="cr-field">
        <span className="cr-label" id="prompt-file-label">
          {say('file')}
          <RequiredMark />
        </span>
        <div className="cr-file">
          <input
            id="prompt-file"
            type="file"
            className="cr-unseen"
            accept=".wav,.mp3,audio/wav,audio/mpeg"
            aria-labelledby="prompt-file-label prompt-file-choose prompt-file-name"
            aria-describedby={wrong === '' ? 'prompt-file-hint' : 'prompt-file-hint prompt-wrong'}
            aria-invalid={wrong !== ''}
            onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
          />
          <label htmlFor="prompt-file" id="prompt-file-choose" className="cr-button">
            {say('chooseFile')}
          </label>
          <span id="prompt-file-name">{file?.name ?? ''}</span>
        </div>
        <p id="prompt-file-hint" className="cr-hint">
          {say('fileHint')}
        </p>
      </div>
      {wrong !== '' && (
        <p id="prompt-wrong" ref={alert} tabIndex={-1} className="cr-error" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

/** When all is sent, the server converts it. */
function Progress({ sent }: { readonly sent: number }): React.ReactElement {
  const say = useSoundWords();
  const percent = Math.floor(sent * 100);
  const text = percent < 100 ? say('uploading', { percent }) : say('converting');
  return (
    <div className="cr-progress" role="status">
      <progress max={100} value={percent} aria-label={text} />
      <span>{text}</span>
    </div>
  );
}
