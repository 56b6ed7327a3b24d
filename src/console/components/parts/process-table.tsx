import React from 'react';

import type { AsteriskNow } from '../../../kernel/live-status.js';
import type { ProcessState } from '../../../reports/core/live/system-state.js';
import { Clock } from './live-clock.js';
import { Mark } from './live-marks.js';
import { useLiveWords, type LiveWord } from './live-words.js';
import { useSession } from './session.js';

/** Heads of a small table that is not sorted. */
export function Heads({ names }: { readonly names: readonly LiveWord[] }): React.ReactElement {
  const say = useLiveWords();
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col" className="cr-live-plain">
            {say(name)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function ProcessTable({ processes }: { readonly processes: readonly ProcessState[] }): React.ReactElement {
  const say = useLiveWords();
  const { language } = useSession();
  return (
    <div className="cr-live-box">
      <table>
        <Heads names={['process', 'phase', 'upFor', 'version', 'memory', 'details']} />
        <tbody>
          {processes.map(({ name, status, startedAt, version, memoryBytes, why }) => (
            <tr key={name}>
              <td>{say(`process.${name}`)}</td>
              <td>
                <Mark state={status}>{say(status)}</Mark>
              </td>
              <td>
                <Clock since={startedAt} />
              </td>
              <td>{version ?? ''}</td>
              <td>{memoryBytes === null ? '' : bytesText(memoryBytes)}</td>
              <td>{why?.[language] ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** @param server null: nobody can tell */
export function SipServerTable({
  node,
  server,
}: {
  readonly node: string;
  readonly server: AsteriskNow | null;
}): React.ReactElement {
  const connected = server?.connected === true;
  return (
    <div className="cr-live-box">
      <table>
        <Heads names={['server', 'connection', 'upFor', 'version', 'transports', 'recorder']} />
        <tbody>
          <tr>
            <td>Asterisk ({node})</td>
            <td>
              <Connected is={server?.connected ?? null} />
            </td>
            <td>
              <Clock since={connected ? server.startedAt : null} />
            </td>
            <td>{server?.version ?? ''}</td>
            <td>{(server?.transports ?? []).map(({ protocol, bind }) => `${protocol} ${bind}`).join(', ')}</td>
            <td>
              <Connected is={server?.recorder ?? null} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Connected({ is }: { readonly is: boolean | null }): React.ReactElement {
  const say = useLiveWords();
  if (is === null) return <Mark state="unknown">{say('unknown')}</Mark>;
  return <Mark state={is ? 'up' : 'down'}>{say(is ? 'connected' : 'notConnected')}</Mark>;
}

/** "3.2 GB" */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? ''}`;
}
