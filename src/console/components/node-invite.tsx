import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { LabelledFrame, LabelledInput, saidOf } from './parts/labelled.js';
import { useNodeWords } from './parts/node-words.js';
import { usePerform } from './parts/use-perform.js';
import { ThingPicker } from './parts/thing-picker.js';
import type { NamedThing } from './parts/use-things.js';

/** A code by which a machine joins; shown once, with what to type there. */
export default function NodeInvite(props: ActionProps): React.ReactElement {
  const { resource } = props;
  const { say: sayConsole } = useWords();
  const say = useNodeWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [name, setName] = useState('');
  const [replaces, setReplaces] = useState<NamedThing | null>(null);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState(false);
  const leave = (): void => navigate(`/console/resources/${resource.id}`);
  if (made) {
    return (
      <div className="cr-form">
        <p role="status">{say('codeMade')}</p>
        <div className="cr-buttons">
          <button type="button" className="cr-button cr-primary" onClick={leave}>
            {say('toList')}
          </button>
        </div>
      </div>
    );
  }
  const hint = say('replacesHint');
  return (
    <form
      className="cr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        void perform({ name: name.trim(), replaces: replaces?.id ?? '' }).then((answer) => {
          setBusy(false);
          setMade(answer.redirectUrl !== undefined);
        });
      }}
    >
      <p className="cr-about">{say('inviteAbout')}</p>
      <LabelledInput id="name" label={say('nodeName')} hint={say('nodeNameHint')} value={name} onChange={setName} />
      <LabelledFrame id="replaces" label={say('replaces')} hint={hint}>
        <ThingPicker
          id="replaces"
          resourceId="node"
          value={replaces}
          describedBy={saidOf({ id: 'replaces', label: '', hint })['aria-describedby']}
          onChange={setReplaces}
        />
      </LabelledFrame>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy || name.trim() === ''}>
          {say('makeCode')}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {sayConsole('cancel')}
        </button>
      </div>
    </form>
  );
}
