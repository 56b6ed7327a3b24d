import React from 'react';

import { instantText } from '../parts/formats.js';
import { useLocale } from '../parts/session.js';
import type { FlowEditing } from './use-flow-editor.js';
import { useFlowWords } from './words.js';

/** What was published, the newest first. */
export function FlowVersions({ editing }: { readonly editing: FlowEditing }): React.ReactElement {
  const say = useFlowWords();
  const locale = useLocale();
  const { versions, flow } = editing.design;
  return (
    <section>
      <h2>{say('versions')}</h2>
      {versions.length === 0 ? (
        <p className="cr-quiet">{say('noVersions')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {(['number', 'publishedAt', 'publishedBy', 'nodes', 'restore'] as const).map((name) => (
                <th key={name} scope="col">
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map(({ id, number, publishedAt, publishedBy, graph }) => (
              <tr key={id}>
                <td>
                  {number} {id === flow.publishedId && <span className="cr-badge">{say('inUse')}</span>}
                </td>
                <td>{instantText(new Date(publishedAt).toISOString(), locale)}</td>
                <td>{publishedBy}</td>
                <td>{Object.keys(graph.nodes).length}</td>
                <td>
                  <button
                    type="button"
                    className="cr-button"
                    disabled={editing.busy}
                    aria-label={`${say('restore')} ${number}`}
                    onClick={() => {
                      if (window.confirm(say('restoreSure', { number }))) void editing.restore(id, number);
                    }}
                  >
                    {say('restore')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
