import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './adminjs.js';
import { useBulkWords, type BulkWord } from './bulk-words.js';
import { RequiredMark } from './field-frame.js';
import { saveFile, textFileIn, type TextFile } from './save-file.js';
import { usePerform, type ActionAnswer } from './record-form.js';

export interface BulkField {
  readonly name: string;
  readonly label: BulkWord;
  readonly hint: BulkWord;
  readonly required?: boolean;
  readonly digits?: boolean;
}

type Faults = Readonly<Record<string, string>>;

/**
 * A form that makes many things in one go: texts, and what else there is in `children`. Passwords that come of it are
 * offered as a file before the way back.
 *
 * @param more the input beside the texts
 */
export function BulkForm(
  props: ActionProps & {
    readonly fields: readonly BulkField[];
    readonly more?: object;
    readonly children?: (faults: Faults) => React.ReactNode;
  },
): React.ReactElement {
  const { resource, fields, more = {}, children } = props;
  const { say } = useWords();
  const word = useBulkWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const [passwords, setPasswords] = useState<TextFile | null>(null);
  const list = `/console/resources/${resource.id}`;

  const done = (answer: ActionAnswer): void => {
    setBusy(false);
    setFaults(answer.fields ?? {});
    if (answer.redirectUrl === undefined) return;
    const made = textFileIn(answer.data);
    if (made === null) navigate(answer.redirectUrl);
    else setPasswords(made);
  };
  if (passwords !== null) return <PasswordFile passwords={passwords} onLeave={() => navigate(list)} />;
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        const input = Object.fromEntries(fields.map(({ name }) => [name, texts[name] ?? '']));
        void perform({ ...input, ...more }).then(done);
      }}
    >
      {fields.map((field) => (
        <TextField
          key={field.name}
          field={field}
          value={texts[field.name] ?? ''}
          fault={faults[field.name]}
          onChange={(value) => setTexts({ ...texts, [field.name]: value })}
        />
      ))}
      {children?.(faults)}
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="create-many">
          {word(busy ? 'creating' : 'create')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={() => navigate(list)}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

function TextField(props: {
  readonly field: BulkField;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}): React.ReactElement {
  const { field, value, fault, onChange } = props;
  const word = useBulkWords();
  return (
    <div className="cr-field">
      <label htmlFor={field.name}>
        {word(field.label)}
        {field.required === true && <RequiredMark />}
      </label>
      <input
        id={field.name}
        className="cr-input"
        autoComplete="off"
        inputMode={field.digits === true ? 'numeric' : 'text'}
        value={value}
        aria-required={field.required === true}
        aria-invalid={fault !== undefined}
        aria-describedby={`${field.name}-hint${fault === undefined ? '' : ` ${field.name}-fault`}`}
        onChange={(event) => onChange(event.target.value)}
      />
      <HintAndFault name={field.name} hint={word(field.hint)} fault={fault} />
    </div>
  );
}

/** What a field is for, and what is wrong with it. */
export function HintAndFault(props: {
  readonly name: string;
  readonly hint: string;
  readonly fault: string | undefined;
}): React.ReactElement {
  return (
    <>
      <p id={`${props.name}-hint`} className="cr-hint">
        {props.hint}
      </p>
      {props.fault !== undefined && (
        <p id={`${props.name}-fault`} className="cr-error" role="alert">
          {props.fault}
        </p>
      )}
    </>
  );
}

function PasswordFile(props: { readonly passwords: TextFile; readonly onLeave: () => void }): React.ReactElement {
  const word = useBulkWords();
  const { csv, fileName } = props.passwords;
  return (
    <div className="cr-form">
      <p role="status">{word('onlyOnce')}</p>
      <div className="cr-buttons">
        <button
          type="button"
          className="cr-button cr-primary"
          data-testid="save-passwords"
          onClick={() => saveFile(csv, fileName)}
        >
          {word('saveFile')}
        </button>
        <button type="button" className="cr-button" onClick={props.onLeave}>
          {word('toList')}
        </button>
      </div>
    </div>
  );
}
