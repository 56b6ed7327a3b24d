import React, { useRef } from 'react';

import type { DiskState, PartStates, SystemReport } from '../../reports/core/live/system-state.js';
import { instantText } from './parts/formats.js';
import { Clock, ClockOffset } from './parts/live-clock.js';
import { Mark, Tile } from './parts/live-marks.js';
import { LiveStyle } from './parts/live-style.js';
import { partOf, useLiveWords } from './parts/live-words.js';
import { bytesText, Heads, ProcessTable, SipServerTable } from './parts/process-table.js';
import { useLocale, useSession } from './parts/session.js';
import { usePage } from './parts/use-page.js';

const LOOK_EVERY_MS = 5_000;

/** How the processes, the machine and the database are. */
export default function SystemPage(): React.ReactElement {
  const say = useLiveWords();
  const locale = useLocale();
  const { data: report, failed } = usePage<SystemReport>('system', 'processes', LOOK_EVERY_MS);
  const offset = useRef(0);
  if (report !== null) offset.current = report.at - Date.now();
  return (
    <ClockOffset.Provider value={offset}>
      <div className="cr-live">
        <LiveStyle />
        <h1>{say('systemTitle')}</h1>
        <div role="status" aria-live="polite">
          {failed && <p className="cr-live-banner">{say('failed')}</p>}
        </div>
        {report === null ? (
          <p className="cr-live-empty">{failed ? say('unknown') : say('loading')}</p>
        ) : (
          <>
            <p className="cr-quiet">
              {say('refreshed')} {instantText(new Date(report.at).toISOString(), locale)}
            </p>
            <Report report={report} />
          </>
        )}
      </div>
    </ClockOffset.Provider>
  );
}

function Report({ report }: { readonly report: SystemReport }): React.ReactElement {
  const say = useLiveWords();
  const { node } = report;
  return (
    <>
      <dl className="cr-live-tiles">
        <Tile label={say('softwareVersion')}>{report.version ?? say('unknown')}</Tile>
        <Tile label={say('node')}>{node.name}</Tile>
        <Tile label={say('machineUp')}>
          <Clock since={node.upSince} />
        </Tile>
        <Tile label={say('load')}>
          {node.load} ({node.cpus} {say('cpus')})
        </Tile>
        <Tile label={say('memory')}>
          {bytesText(node.memoryFreeBytes)} {say('free')} / {bytesText(node.memoryBytes)}
        </Tile>
      </dl>
      <h2>{say('processes')}</h2>
      <ProcessTable processes={withDatabase(report)} />
      {report.servesCalls && (
        <>
          <h2>{say('sipServers')}</h2>
          <SipServerTable node={node.name} server={report.sipServer} />
        </>
      )}
      {report.others.map(({ name, processes, sipServer }) => (
        <React.Fragment key={name}>
          <h2>
            {say('node')} {name}
          </h2>
          <ProcessTable processes={processes} />
          <SipServerTable node={name} server={sipServer} />
        </React.Fragment>
      ))}
      <h2>{say('database')}</h2>
      <DatabaseTiles report={report} />
      <h2>{say('disks')}</h2>
      <Disks disks={report.disks} />
      {(report.servesCalls ? (['calls', 'web'] as const) : (['web'] as const)).map((name) => (
        <React.Fragment key={name}>
          <h2>
            {say('partsOf')}
            {say(`process.${name}`)}
          </h2>
          <Parts parts={report.parts[name]} />
        </React.Fragment>
      ))}
    </>
  );
}

/** Version and age of PostgreSQL are the database's own word. */
function withDatabase({ processes, database }: SystemReport): SystemReport['processes'] {
  return processes.map((process) =>
    process.name === 'postgres' && database !== null
      ? { ...process, version: database.version, startedAt: database.startedAt }
      : process,
  );
}

function DatabaseTiles({ report }: { readonly report: SystemReport }): React.ReactElement {
  const say = useLiveWords();
  const locale = useLocale();
  const { database, recordingBacklog, journalBacklog, journalFailingSince } = report;
  return (
    <>
      {journalFailingSince !== null && (
        <p className="cr-live-banner">
          {say('journalFailing')} {instantText(new Date(journalFailingSince).toISOString(), locale)}
        </p>
      )}
      <dl className="cr-live-tiles">
        <Tile label={say('size')}>{database === null ? say('unknown') : bytesText(database.sizeBytes)}</Tile>
        <Tile label={say('connections')}>{database?.connections ?? say('unknown')}</Tile>
        <Tile label={say('journalBacklog')}>{journalBacklog ?? say('unknown')}</Tile>
        <Tile label={say('recordingBacklog')}>{recordingBacklog ?? say('unknown')}</Tile>
      </dl>
    </>
  );
}

function Disks({ disks }: { readonly disks: readonly DiskState[] }): React.ReactElement {
  const say = useLiveWords();
  return (
    <div className="cr-live-box">
      <table>
        <Heads names={['disk', 'used']} />
        <tbody>
          {disks.map(({ name, freeBytes, totalBytes }) => (
            <tr key={name}>
              <td>{say(`disk.${name}`)}</td>
              <td>
                <meter
                  min={0}
                  max={totalBytes}
                  low={totalBytes * 0.8}
                  high={totalBytes * 0.9}
                  optimum={0}
                  value={totalBytes - freeBytes}
                  aria-label={say(`disk.${name}`)}
                />
                {say('used')} {bytesText(totalBytes - freeBytes)}, {say('free')} {bytesText(freeBytes)} /{' '}
                {bytesText(totalBytes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Parts({ parts }: { readonly parts: PartStates | null }): React.ReactElement {
  const say = useLiveWords();
  const { language } = useSession();
  if (parts === null) return <p className="cr-live-empty">{say('unknown')}</p>;
  return (
    <div className="cr-live-box">
      <table>
        <Heads names={['part', 'phase', 'details']} />
        <tbody>
          {Object.entries(parts).map(([name, { status, why }]) => (
            <tr key={name}>
              <td>{partOf(say, name)}</td>
              <td>
                <Mark state={status}>{say(status)}</Mark>
              </td>
              <td>{why?.[language] ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
