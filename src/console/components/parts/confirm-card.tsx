import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import React, { useState } from 'react';

import { useWords } from './adminjs.js';
import { usePerform, type ActionAnswer } from './use-perform.js';

export interface ConfirmProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly record?: RecordJSON | undefined;
  readonly onDone: (answer: ActionAnswer) => void;
  readonly onCancel: () => void;
}

/** Asks, and does it when the answer is yes; what stands in its way is told here, and it can be tried again. */
export function ConfirmCard({ resource, action, record, onDone, onCancel }: ConfirmProps): React.ReactElement {
  const { say, message, action: nameOf } = useWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const perform = usePerform({ resource, action, record }, true);
  const name = nameOf(action.name, resource.id);
  const own = message(`confirm_${action.name}`, resource.id);
  const onYes = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    const answer = await perform({});
    setBusy(false);
    if (answer.notice?.type === 'error') setFault(answer.notice.message);
    else onDone(answer);
  };
  return (
    <>
      <h2>{record === undefined ? name : say('named', { act: name, thing: record.title })}</h2>
      <p>{own === '' ? say(action.name === 'delete' ? 'confirmDelete' : 'confirmAction', { action: name }) : own}</p>
      {fault !== '' && (
        <p className="cr-error" role="alert">
          {fault}
        </p>
      )}
      <div className="cr-buttons">
        <button
          type="button"
          className={action.variant === 'danger' ? 'cr-button cr-primary cr-danger' : 'cr-button cr-primary'}
          disabled={busy}
          data-testid="confirm"
          onClick={() => {
            void onYes();
          }}
        >
          {name}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={onCancel}>
          {say('cancel')}
        </button>
      </div>
    </>
  );
}
