import type { ActionProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { Homes } from '../../nodes/node-views.js';
import { useWords } from './adminjs.js';
import { askJson } from './ask-json.js';
import { HomeChoice } from './home-choice.js';
import { useNodeWords, type NodeWord } from './node-words.js';
import { usePerform } from './use-perform.js';

interface HomeFormProps {
  readonly action: ActionProps;
  readonly about: NodeWord;
  readonly button: NodeWord;
  /** The node that is left out. */
  readonly except: string;
  /** Name of the chosen node in what is sent. */
  readonly field: string;
  readonly byLoad?: boolean;
  /** What a person may tick, and the name of that in what is sent. */
  readonly tick?: { readonly field: string; readonly text: NodeWord };
}

/** A form that asks for a node. */
export function HomeForm(props: HomeFormProps): React.ReactElement {
  const { action, about, button, except, field, byLoad = false, tick } = props;
  const { say: sayConsole } = useWords();
  const say = useNodeWords();
  const navigate = useNavigate();
  const perform = usePerform(action);
  const [known, setKnown] = useState<Homes | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [ticked, setTicked] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void askJson<Homes>('/console/x/nodes/homes').then((found) => setKnown(found ?? { homes: [], suggested: null }));
  }, []);
  const leave = (): void => navigate(`/console/resources/${action.resource.id}`);
  const homes = (known?.homes ?? []).filter(({ id }) => id !== except);
  const suggested = homes.some(({ id }) => id === known?.suggested) ? (known?.suggested ?? null) : null;
  const value = chosen ?? (byLoad ? '' : (suggested ?? ''));
  const canGo = homes.length > 0 && (byLoad || value !== '');
  return (
    <form
      className="cr-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !canGo) return;
        setBusy(true);
        void perform({ [field]: value, ...(tick === undefined ? {} : { [tick.field]: ticked }) }).then((answer) => {
          setBusy(false);
          if (answer.redirectUrl !== undefined) leave();
        });
      }}
    >
      <p>
        <b>{action.record?.title}</b>
      </p>
      <p className="cr-about">{say(about)}</p>
      {known !== null && homes.length === 0 && <p role="status">{say('noOther')}</p>}
      {homes.length > 0 && (
        <HomeChoice homes={homes} suggested={suggested} value={value} byLoad={byLoad} onChange={setChosen} />
      )}
      {tick !== undefined && homes.length > 0 && (
        <label className="cr-check">
          <input type="checkbox" checked={ticked} onChange={() => setTicked(!ticked)} />
          <span>{say(tick.text)}</span>
        </label>
      )}
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={busy || !canGo}>
          {say(button)}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={leave}>
          {sayConsole('cancel')}
        </button>
      </div>
    </form>
  );
}
