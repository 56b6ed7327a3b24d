import React from 'react';

import { useActWords } from './act-words.js';

/** A disposition that may be said of a call. */
export interface DispositionChoice {
  readonly id: string;
  /** Code and name, in the person's language. */
  readonly label: string;
}

interface SayingFieldsProps {
  readonly id: string;
  readonly choices: readonly DispositionChoice[];
  readonly said: { readonly dispositionId: string; readonly note: string };
  /** What is wrong, by field. */
  readonly faults?: Readonly<Record<string, string>>;
  readonly onDisposition: (dispositionId: string) => void;
  readonly onNote: (note: string) => void;
}

/** A disposition to choose and a note of several lines. */
export function SayingFields(props: SayingFieldsProps): React.ReactElement {
  const { id, choices, said, faults = {}, onDisposition, onNote } = props;
  const say = useActWords();
  const isGone = said.dispositionId !== '' && !choices.some((choice) => choice.id === said.dispositionId);
  return (
    <>
      <div className="cr-field">
        <label htmlFor={`${id}-disposition`}>{say('disposition')}</label>
        <select
          id={`${id}-disposition`}
          className="cr-input"
          aria-describedby={`${id}-disposition-hint`}
          aria-invalid={faults.dispositionId !== undefined}
          value={said.dispositionId}
          onChange={(event) => onDisposition(event.target.value)}
        >
          <option value="">{say('noDisposition')}</option>
          {isGone && <option value={said.dispositionId}>{say('inactiveDisposition')}</option>}
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </select>
        <p className="cr-hint" id={`${id}-disposition-hint`}>
          {say('dispositionHint')}
        </p>
        <Fault text={faults.dispositionId} />
      </div>
      <div className="cr-field">
        <label htmlFor={`${id}-note`}>{say('note')}</label>
        <textarea
          id={`${id}-note`}
          className="cr-input"
          rows={5}
          maxLength={2000}
          aria-describedby={`${id}-note-hint`}
          aria-invalid={faults.note !== undefined}
          value={said.note}
          onChange={(event) => onNote(event.target.value)}
        />
        <p className="cr-hint" id={`${id}-note-hint`}>
          {say('noteHint')}
        </p>
        <Fault text={faults.note} />
      </div>
    </>
  );
}

function Fault({ text }: { readonly text: string | undefined }): React.ReactElement | null {
  return text === undefined ? null : (
    <p className="cr-error" role="alert">
      {text}
    </p>
  );
}
