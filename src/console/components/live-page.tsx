import React, { useMemo, useRef, useState } from 'react';

import { averageSpeedOfAnswerMs, serviceLevel, sumOfToday } from '../../reports/core/figures/figures.js';
import type { QueueRow, Sections, TenantRow } from '../../reports/core/live/live-rows.js';
import { durationText, instantText, numberText, shareText } from './parts/formats.js';
import { LiveCallbacks } from './parts/live-callbacks.js';
import { Clock, ClockOffset } from './parts/live-clock.js';
import {
  agentColumns,
  callColumns,
  extensionColumns,
  queueColumns,
  tenantColumns,
  trunkColumns,
} from './parts/live-columns.js';
import { Tile } from './parts/live-marks.js';
import { useLivePage } from './parts/live-names.js';
import { LiveStyle } from './parts/live-style.js';
import { LiveTable } from './parts/live-table.js';
import { useLiveWords, type LiveWord } from './parts/live-words.js';
import { ProcessTable, SipServerTable } from './parts/process-table.js';
import { useLocale, useSession } from './parts/session.js';
import { useLive, type Live } from './parts/use-live.js';

const TENANT_TABS = ['calls', 'queues', 'agents', 'callbacks', 'extensions'] as const;
const PLATFORM_TABS = ['trunks', 'tenants', 'sipServers', 'processes'] as const;
type Tab = (typeof TENANT_TABS)[number] | (typeof PLATFORM_TABS)[number];

/** What is so at this moment: a tenant's calls, queues, agents and telephones; the platform's lines and processes. */
export default function LivePage(): React.ReactElement {
  const say = useLiveWords();
  const live = useLive();
  const { ofPlatform } = useSession();
  const tabs: readonly Tab[] = ofPlatform ? PLATFORM_TABS : TENANT_TABS;
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'calls');
  const offset = useRef(0);
  offset.current = live.offset;
  return (
    <ClockOffset.Provider value={offset}>
      <div className="cr-live">
        <LiveStyle />
        <h1>{say('liveTitle')}</h1>
        <Banners live={live} />
        {live.engine === null ? (
          <p className="cr-live-empty">{say('loading')}</p>
        ) : (
          <>
            {ofPlatform ? <PlatformTiles live={live} /> : <TenantTiles live={live} />}
            <Tabs tabs={tabs} live={live} tab={tab} onTab={setTab} />
            <div role="tabpanel" id="live-panel" aria-labelledby={`live-tab-${tab}`}>
              <Section live={live} tab={tab} />
            </div>
          </>
        )}
      </div>
    </ClockOffset.Provider>
  );
}

function Banners({ live: { connection, engine } }: { readonly live: Live }): React.ReactElement {
  const say = useLiveWords();
  return (
    <div role="status" aria-live="polite">
      {connection === 'lost' && <p className="cr-live-banner cr-live-mild">{say('lost')}</p>}
      {connection === 'not_permitted' && <p className="cr-live-banner">{say('notPermitted')}</p>}
      {connection === 'ended' && (
        <p className="cr-live-banner">
          {say('ended')} <a href="/sign-in">{say('signIn')}</a>
        </p>
      )}
      {engine?.heard === false && <EngineAway engine={engine} />}
      {engine?.heard === true && engine.asterisk?.connected === false && (
        <p className="cr-live-banner cr-live-mild">{say('sipAway')}</p>
      )}
    </div>
  );
}

/** Of one engine since when, of several which. */
function EngineAway({ engine }: { readonly engine: NonNullable<Live['engine']> }): React.ReactElement {
  const say = useLiveWords();
  const locale = useLocale();
  const { away, asterisk, since } = engine;
  return (
    <p className="cr-live-banner" data-live="engine-away">
      {away !== undefined && (
        <>
          {say('nodesAway')} <b>{away.join(', ')}</b>
        </>
      )}
      {away === undefined && asterisk === null && say('neverHeard')}
      {away === undefined &&
        asterisk !== null &&
        `${say('engineAway')} ${instantText(new Date(since).toISOString(), locale)}${say('lastKnown')}`}
    </p>
  );
}

function linesOf<S extends keyof Sections>(live: Live, section: S): readonly Sections[S][] {
  return [...(live.lines[section]?.values() ?? [])] as unknown as readonly Sections[S][];
}

function TenantTiles({ live }: { readonly live: Live }): React.ReactElement {
  const say = useLiveWords();
  const queues = linesOf(live, 'queues');
  const agents = linesOf(live, 'agents');
  const extensions = linesOf(live, 'extensions');
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting + queue.offering, 0);
  const since = queues.reduce<number | null>(
    (oldest, { waitsSince }) => (waitsSince !== null && (oldest === null || waitsSince < oldest) ? waitsSince : oldest),
    null,
  );
  const inPhase = (phase: string): number => agents.filter((agent) => agent.phase === phase).length;
  return (
    <dl className="cr-live-tiles">
      <Tile label={say('calls')}>{linesOf(live, 'calls').length}</Tile>
      <Tile label={say('waiting')} {...(waiting > 0 ? { tone: 'warn' } : {})}>
        {waiting}
      </Tile>
      <Tile label={say('longestWait')}>{since === null ? '–' : <Clock since={since} />}</Tile>
      <Tile label={say('ready')}>{inPhase('ready')}</Tile>
      <Tile label={say('talking')}>{inPhase('talking')}</Tile>
      <Tile label={say('wrapUp')}>{inPhase('wrapUp')}</Tile>
      <Tile label={say('notReady')}>{inPhase('notReady')}</Tile>
      <Tile label={say('loggedIn')}>
        {agents.length - inPhase('loggedOut')} / {agents.length}
      </Tile>
      <Tile label={say('registered')}>
        {extensions.filter(({ registered }) => registered).length} / {extensions.length}
      </Tile>
      <TodayTiles queues={queues} />
    </dl>
  );
}

/** Of all queues together, since midnight in the tenant's zone. */
function TodayTiles({ queues }: { readonly queues: readonly QueueRow[] }): React.ReactElement | null {
  const say = useLiveWords();
  const locale = useLocale();
  const known = queues.flatMap(({ today }) => today ?? []);
  if (known.length === 0) return null;
  const sum = sumOfToday(known);
  const [level, speedMs] = [serviceLevel(sum), averageSpeedOfAnswerMs(sum)];
  return (
    <>
      <Tile label={say('todayOffered')}>{numberText(String(sum.offered), locale)}</Tile>
      <Tile label={say('todayAnswered')}>{numberText(String(sum.answered), locale)}</Tile>
      <Tile label={say('todayAbandoned')}>{numberText(String(sum.abandoned), locale)}</Tile>
      <Tile label={say('serviceLevel')}>{level === null ? '–' : shareText(level, locale)}</Tile>
      <Tile label={say('speedOfAnswer')}>{speedMs === null ? '–' : durationText(speedMs)}</Tile>
    </>
  );
}

function PlatformTiles({ live }: { readonly live: Live }): React.ReactElement {
  const say = useLiveWords();
  const trunks = linesOf(live, 'trunks');
  const tenants = linesOf(live, 'tenants');
  const sum = (of: (tenant: TenantRow) => number): number => tenants.reduce((all, tenant) => all + of(tenant), 0);
  const silent = trunks.filter(({ reach }) => reach === 'unreachable').length;
  return (
    <dl className="cr-live-tiles">
      <Tile label={say('channels')}>{sum(({ channels }) => channels)}</Tile>
      <Tile label={say('waiting')}>{sum(({ waiting }) => waiting)}</Tile>
      <Tile label={say('talking')}>{sum(({ talking }) => talking)}</Tile>
      <Tile label={say('loggedIn')}>{sum(({ agents }) => agents)}</Tile>
      <Tile label={say('registered')}>
        {sum(({ registered }) => registered)} / {sum(({ extensions }) => extensions)}
      </Tile>
      <Tile label={`${say('trunks')}: ${say('reach.unreachable')}`} {...(silent > 0 ? { tone: 'bad' } : {})}>
        {silent} / {trunks.length}
      </Tile>
      <Tile label={say('recordingBacklog')}>{live.system?.recordingBacklog ?? '–'}</Tile>
      <Tile label={say('journalBacklog')}>{live.system?.journalBacklog ?? '–'}</Tile>
    </dl>
  );
}

interface TabsProps {
  readonly tabs: readonly Tab[];
  readonly live: Live;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

function Tabs({ tabs, live, tab, onTab }: TabsProps): React.ReactElement {
  const say = useLiveWords();
  const step = (event: React.KeyboardEvent, index: number): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = by === undefined ? undefined : tabs[(index + by + tabs.length) % tabs.length];
    if (to === undefined) return;
    onTab(to);
    document.getElementById(`live-tab-${to}`)?.focus();
  };
  return (
    <div className="cr-live-tabs" role="tablist" aria-label={say('sections')}>
      {tabs.map((one, index) => (
        <button
          key={one}
          id={`live-tab-${one}`}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls="live-panel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onTab(one)}
          onKeyDown={(event) => step(event, index)}
        >
          {say(one)}
          {one in live.lines && ` (${live.lines[one]?.size ?? 0})`}
        </button>
      ))}
    </div>
  );
}

function Section({ live, tab }: { readonly live: Live; readonly tab: Tab }): React.ReactElement {
  const say = useLiveWords();
  const locale = useLocale();
  const { language } = useSession();
  const { names, rights } = useLivePage(`${live.lines.trunks?.size ?? 0} ${live.lines.tenants?.size ?? 0}`);
  // the same columns as long as language and names are: rows are drawn again only when their lines change
  const tables = useMemo(
    () => ({
      calls: { columns: callColumns(say, rights), sortedBy: 7, empty: 'noCalls' },
      queues: { columns: queueColumns(locale), sortedBy: 0, empty: 'noQueues' },
      agents: { columns: agentColumns(say, language, rights), sortedBy: 0, empty: 'noAgents' },
      extensions: { columns: extensionColumns(say, locale), sortedBy: 0, empty: 'noExtensions' },
      trunks: { columns: trunkColumns(say, locale, names), sortedBy: 0, empty: 'noTrunks' },
      tenants: { columns: tenantColumns(say, names), sortedBy: 0, empty: 'noTenants' },
    }),
    [language, names, rights],
  );
  if (tab === 'sipServers') {
    const { engine } = live;
    const server = engine?.heard === true ? engine.asterisk : null;
    return (
      <>
        {live.system?.servesCalls !== false && <SipServerTable node={live.system?.node.name ?? ''} server={server} />}
        {live.system?.others.map(({ name, sipServer }) => (
          <SipServerTable key={name} node={name} server={sipServer} />
        ))}
      </>
    );
  }
  if (tab === 'callbacks') return <LiveCallbacks rights={rights} />;
  if (tab === 'processes') return <Processes system={live.system} />;
  const { columns, sortedBy, empty } = tables[tab];
  return (
    <LiveTable
      key={tab}
      label={say(tab)}
      lines={live.lines[tab]}
      columns={columns as never}
      sortedBy={sortedBy}
      empty={say(empty as LiveWord)}
    />
  );
}

function Processes({ system }: { readonly system: Live['system'] }): React.ReactElement {
  return (
    <>
      <ProcessTable processes={system?.processes ?? []} />
      {system?.others.map(({ name, processes }) => (
        <React.Fragment key={name}>
          <h2>{name}</h2>
          <ProcessTable processes={processes} />
        </React.Fragment>
      ))}
    </>
  );
}
