import React from 'react';
import { Link } from 'react-router-dom';

import type { StandingAlarm } from '../../../cluster/core/node-view.js';
import { useAsked } from './ask-json.js';
import { instantText } from './formats.js';
import { useNodeWords, useStateWords } from './node-words.js';
import { useLocale, useSession } from './session.js';

const LOOK_EVERY_MS = 10_000;

/** What is wrong with nodes, for who may see those. */
export function NodeAlarms(): React.ReactElement | null {
  const { ofPlatform, modules } = useSession();
  const seesNodes = modules.some(({ items }) => items.some(({ kind, id }) => kind === 'resource' && id === 'node'));
  return ofPlatform && seesNodes ? <Standing /> : null;
}

function Standing(): React.ReactElement {
  const say = useNodeWords();
  const words = useStateWords();
  const locale = useLocale();
  const { data } = useAsked<{ readonly alarms: readonly StandingAlarm[] }>('/console/x/nodes/alarms', LOOK_EVERY_MS);
  const alarms = data?.alarms ?? [];
  return (
    <div role="status" aria-live="polite">
      {alarms.length > 0 && (
        <section className="cr-card cr-node-alarms-card" aria-labelledby="node-alarms" data-testid="node-alarms">
          <h2 id="node-alarms">{say('alarms')}</h2>
          <ul>
            {alarms.map(({ nodeId, alarm, since, about }) => (
              <li key={`${nodeId} ${alarm}`}>
                <Link to={`/console/resources/node/records/${encodeURIComponent(nodeId)}/show`}>{nodeId}</Link>
                {say('colon')}
                {words.alarm(alarm, about)}{' '}
                <span className="cr-quiet">
                  {say('since', { at: instantText(new Date(since).toISOString(), locale) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
