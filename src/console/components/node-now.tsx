import React, { useRef } from 'react';

import type { NodeNow as Now } from '../../cluster/core/node-view.js';
import type { NodeStatus } from '../../cluster/core/node-status.js';
import type { ValueProps } from './parts/adminjs.js';
import { useAsked } from './parts/ask-json.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText, instantText } from './parts/formats.js';
import { Clock, ClockOffset } from './parts/live-clock.js';
import { Mark, Tile } from './parts/live-marks.js';
import { LiveStyle } from './parts/live-style.js';
import { replicationOf, useNodeWords, useStateWords } from './parts/node-words.js';
import { bytesText } from './parts/process-table.js';
import { useLocale } from './parts/session.js';

const LOOK_EVERY_MS = 3_000;

/** How a node is at this moment, looked at again while the page is open. */
export default function NodeNow({ property, record, where }: ValueProps): React.ReactElement | null {
  const say = useNodeWords();
  const path = `/console/x/nodes/${encodeURIComponent(record.id)}/now`;
  const { data, failed } = useAsked<{ readonly now: Now }>(path, LOOK_EVERY_MS);
  const now = data?.now ?? null;
  const offset = useRef(0);
  if (now !== null) offset.current = now.at - Date.now();
  const status = now?.status ?? null;
  if (where === 'list') return null;
  return (
    <ValueFrame property={property} where={where} wide>
      <ClockOffset.Provider value={offset}>
        <div className="cr-live cr-node-now" data-testid="node-now">
          <LiveStyle />
          <div role="status" aria-live="polite">
            {failed && <p className="cr-live-banner">{say('failed')}</p>}
          </div>
          {now !== null && <Alarms now={now} />}
          {now === null || status === null ? (
            <p className="cr-quiet">{say('notSeen')}</p>
          ) : (
            <Figures now={now} status={status} />
          )}
        </div>
      </ClockOffset.Provider>
    </ValueFrame>
  );
}

function Alarms({ now: { alarms } }: { readonly now: Now }): React.ReactElement | null {
  const say = useNodeWords();
  const words = useStateWords();
  const locale = useLocale();
  if (alarms.length === 0) return null;
  return (
    <ul className="cr-node-alarms">
      {alarms.map(({ alarm, since, about }) => (
        <li key={alarm}>
          <Mark state={alarm} tone={alarm === 'unreachable' ? 'bad' : 'warn'}>
            {words.alarm(alarm, about)}
          </Mark>{' '}
          <span className="cr-quiet">{say('since', { at: instantText(new Date(since).toISOString(), locale) })}</span>
        </li>
      ))}
    </ul>
  );
}

function Figures({ now, status }: { readonly now: Now; readonly status: NodeStatus }): React.ReactElement {
  const say = useNodeWords();
  const locale = useLocale();
  const at = (instant: number): string => instantText(new Date(instant).toISOString(), locale);
  const { engine, asterisk, replication, disk } = status;
  return (
    <>
      {now.state === 'unreachable' && now.answeredAt !== null && (
        <p className="cr-quiet">{say('lastKnown', { at: at(now.answeredAt) })}</p>
      )}
      <dl className="cr-live-tiles">
        {engine !== null && (
          <>
            <Tile label={say('calls')}>{engine.calls ?? '–'}</Tile>
            <Tile label={say('agents')}>{engine.agents ?? '–'}</Tile>
            <Tile label={say('telephones')}>{engine.telephones ?? '–'}</Tile>
          </>
        )}
        <Tile label={say('load')}>
          {status.load} / {status.cpus} {say('cpus')}
        </Tile>
        <Tile label={say('memory')}>
          {bytesText(status.memoryFreeBytes)} {say('free')}
        </Tile>
        {disk !== null && (
          <Tile label={say('disk')}>
            {bytesText(disk.freeBytes)} {say('free')}
          </Tile>
        )}
        <Tile label={say('upFor')}>
          <Clock since={status.upSince} />
        </Tile>
      </dl>
      <table className="cr-table">
        <tbody>
          <Row name={say('build')}>{status.version ?? '–'}</Row>
          {status.migration !== null && <Row name={say('migration')}>{status.migration}</Row>}
          {asterisk !== null && (
            <Row name={say('asterisk')}>
              {say(asterisk.connected ? 'connected' : 'notConnected')} {asterisk.version ?? ''}
            </Row>
          )}
          {replication !== null && (
            <Row name={say('replication')}>
              {replicationOf(say, replication.state)}
              {replication.lagS !== null && ` (${say('behind', { s: replication.lagS.toFixed(0) })})`}
            </Row>
          )}
          {now.slot !== null && <Row name={say('place')}>{slotText(say, now.slot)}</Row>}
          {status.backlogs.map(({ to, facts, oldestAt }) => (
            <Row key={to} name={`${say('backlog')} (${destinationOf(say, to)})`}>
              {facts}
              {oldestAt !== null && ` (${say('since', { at: at(oldestAt) })})`}
            </Row>
          ))}
          {status.mediaMissing !== null && <Row name={say('media')}>{status.mediaMissing}</Row>}
          {now.clockOffMs !== null && <Row name={say('clock')}>{durationText(Math.abs(now.clockOffMs))}</Row>}
          {status.certificateExpiresAt !== null && (
            <Row name={say('certificate')}>{at(status.certificateExpiresAt)}</Row>
          )}
          {now.answeredAt !== null && <Row name={say('lastAnswer')}>{at(now.answeredAt)}</Row>}
          <Row name={say('homeOf')}>{now.tenantCodes.length === 0 ? say('none') : now.tenantCodes.join(', ')}</Row>
        </tbody>
      </table>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }): React.ReactElement {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

function destinationOf(say: ReturnType<typeof useNodeWords>, to: string): string {
  return say('backlogTo', { to: to === 'node' || to === 'admin' ? say(`to.${to}`) : to });
}

const PLACES: Readonly<Record<string, 'in_danger' | 'lost' | undefined>> = { unreserved: 'in_danger', lost: 'lost' };

/** What the admin node keeps for it; PostgreSQL's own words for that are for its log. */
function slotText(say: ReturnType<typeof useNodeWords>, slot: NonNullable<Now['slot']>): string {
  const { walStatus, behindBytes, safeBytes } = slot;
  const state = walStatus === null ? 'none' : (PLACES[walStatus] ?? 'kept');
  return [
    say(`place.${state}`),
    ...(behindBytes === null ? [] : [say('toFetch', { size: bytesText(behindBytes) })]),
    ...(safeBytes === null || state === 'lost' ? [] : [say('stillKept', { size: bytesText(safeBytes) })]),
  ].join(', ');
}
