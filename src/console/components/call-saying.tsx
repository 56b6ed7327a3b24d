import type { ActionProps } from 'adminjs';
import React, { useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { jsonOf, useWords } from './parts/adminjs.js';
import { SayingFields, type DispositionChoice } from './parts/saying-fields.js';
import { usePerform } from './parts/use-perform.js';

interface Said {
  readonly choices: readonly DispositionChoice[];
  readonly dispositionId: string | null;
  readonly note: string | null;
}

/** What came of a call that is over: begins with what was said at last. */
export default function CallSaying(props: ActionProps): React.ReactElement {
  const { resource, record } = props;
  const { say } = useWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const said = (jsonOf(String(record?.params.saying ?? '')) as Said | undefined) ?? {
    ...{ choices: [], dispositionId: null, note: null },
  };
  const [dispositionId, setDispositionId] = useState(said.dispositionId ?? '');
  const [note, setNote] = useState(said.note ?? '');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const id = useId();
  const leave = (): void => navigate(`/console/resources/${resource.id}/records/${record?.id ?? ''}/show`);
  const send = async (): Promise<void> => {
    // what was not touched is not said again
    const changed = {
      ...(dispositionId === (said.dispositionId ?? '') ? {} : { dispositionId }),
      ...(note === (said.note ?? '') ? {} : { note }),
    };
    if (Object.keys(changed).length === 0) {
      leave();
      return;
    }
    setBusy(true);
    const answer = await perform(changed);
    setBusy(false);
    setFaults(answer.fields ?? {});
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
      <p>
        <b>{record?.title}</b>
      </p>
      <SayingFields
        id={id}
        choices={said.choices}
        said={{ dispositionId, note }}
        faults={faults}
        onDisposition={setDispositionId}
        onNote={setNote}
      />
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy} data-testid="do-it">
          {say('save')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}
