import type { ActionProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { askJson } from './parts/ask-json.js';
import { LabelledInput } from './parts/labelled.js';
import { useNodeWords } from './parts/node-words.js';
import { usePerform } from './parts/use-perform.js';

/** What all nodes have in common. */
export default function ClusterSettings(props: ActionProps): React.ReactElement {
  const { resource } = props;
  const { say: sayConsole } = useWords();
  const say = useNodeWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [domain, setDomain] = useState<string | null>(null);
  const [fault, setFault] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void known().then((found) => setDomain((typed) => typed ?? found));
  }, []);
  const leave = (): void => navigate(`/console/resources/${resource.id}`);
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || domain === null) return;
        setBusy(true);
        void perform({ sipDomain: domain }).then((answer) => {
          setBusy(false);
          setFault(answer.fields?.sipDomain);
          if (answer.redirectUrl !== undefined) leave();
        });
      }}
    >
      <LabelledInput
        id="sipDomain"
        label={say('sipDomain')}
        hint={say('sipDomainHint')}
        fault={fault}
        value={domain ?? ''}
        onChange={setDomain}
      />
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy || domain === null}>
          {sayConsole('save')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {sayConsole('cancel')}
        </button>
      </div>
    </form>
  );
}

/** null: the server does not say; nothing can be saved before it is known. */
async function known(): Promise<string | null> {
  const answer = await askJson<{ readonly sipDomain: string | null }>('/console/x/nodes/settings');
  return answer === null ? null : (answer.sipDomain ?? '');
}
