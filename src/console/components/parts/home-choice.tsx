import React from 'react';

import type { HomeView } from '../../nodes/node-views.js';
import { useNodeWords, useStateWords } from './node-words.js';

interface HomeChoiceProps {
  readonly homes: readonly HomeView[];
  readonly suggested: string | null;
  readonly value: string;
  /** Beside the nodes: each tenant where there is least to do. */
  readonly byLoad?: boolean;
  readonly onChange: (nodeId: string) => void;
}

/** Nodes with the figures that speak for or against them. */
export function HomeChoice(props: HomeChoiceProps): React.ReactElement {
  const { homes, suggested, value, byLoad = false, onChange } = props;
  const say = useNodeWords();
  const words = useStateWords();
  const choice = (id: string, label: React.ReactNode): React.ReactElement => (
    <label className="cr-check">
      <input type="radio" name="home" value={id} checked={value === id} onChange={() => onChange(id)} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset className="cr-field">
      <legend>{say('target')}</legend>
      {byLoad && choice('', say('byLoad'))}
      <table className="cr-table">
        <thead>
          <tr>
            {(['node', 'calls', 'agents', 'load', 'tenants'] as const).map((name) => (
              <th key={name} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {homes.map((home) => (
            <tr key={home.id}>
              <td>
                {choice(
                  home.id,
                  <>
                    {home.id} <span className="cr-quiet">{words.state(home.state)}</span>
                    {home.id === suggested && <b> {say('suggested')}</b>}
                  </>,
                )}
              </td>
              <td>{home.calls ?? '–'}</td>
              <td>{home.agents ?? '–'}</td>
              <td>{home.load ?? '–'}</td>
              <td>{home.tenants}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
