import React from 'react';

import { averageSpeedOfAnswerMs, serviceLevel, type QueueToday } from '../../../reports/core/figures/figures.js';
import type {
  AgentRow,
  CallRow,
  ExtensionRow,
  LiveNames,
  QueueRow,
  TenantRow,
  TrunkRow,
} from '../../../reports/core/live/live-rows.js';
import type { Language } from '../../../kernel/language.js';
import { Acts, actsOfAgent, actsOfCall, dispositionsOf, type LiveRights } from './live-acts.js';
import { Clock } from './live-clock.js';
import { durationText, instantText, numberText, shareText } from './formats.js';
import { Mark, ToRecord } from './live-marks.js';
import { namedText } from './live-names.js';
import type { Column } from './live-table.js';
import { wordOf, type LiveWord, type SayLive } from './live-words.js';

/** Never older than what has no beginning. */
const LAST = Number.MAX_SAFE_INTEGER;

/** What may be done with a line; left out where the person may do nothing. */
function doing<T extends { readonly id: string }>(
  isShown: boolean,
  show: (line: T) => React.ReactNode,
): readonly Column<T>[] {
  return isShown ? [{ name: 'do', show, value: () => '' }] : [];
}

export function callColumns(say: SayLive, rights: LiveRights): readonly Column<CallRow>[] {
  return [
    {
      name: 'phase',
      show: ({ phase }) => <Mark state={phase}>{wordOf(say, 'call', phase)}</Mark>,
      value: ({ phase }) => wordOf(say, 'call', phase),
    },
    {
      name: 'direction',
      show: ({ direction }) => wordOf(say, 'way', direction),
      value: ({ direction }) => wordOf(say, 'way', direction),
    },
    { name: 'caller', show: ({ caller }) => caller, value: ({ caller }) => caller },
    { name: 'called', show: ({ called }) => called, value: ({ called }) => called },
    { name: 'queue', show: ({ queue }) => queue ?? '', value: ({ queue }) => queue ?? '' },
    { name: 'agent', show: nameOfAgent, value: nameOfAgent },
    { name: 'extension', show: ({ extension }) => extension ?? '', value: ({ extension }) => extension ?? '' },
    { name: 'inPhase', show: ({ since }) => <Clock since={since} />, value: ({ since }) => since, numeric: true },
    {
      name: 'total',
      show: ({ arrivedAt }) => <Clock since={arrivedAt} />,
      value: ({ arrivedAt }) => arrivedAt,
      numeric: true,
    },
    ...doing<CallRow>(rights.supervise || rights.act, (line) => (
      <Acts
        resource="call"
        id={line.id}
        title={`${line.caller} → ${line.called}`}
        acts={actsOfCall(line, rights)}
        telephone={rights.telephone}
        dispositions={dispositionsOf(line, rights)}
      />
    )),
  ];
}

function nameOfAgent({ agent, agentName }: CallRow): string {
  return agent === null ? '' : `${agent} ${agentName ?? ''}`;
}

export function queueColumns(locale: string): readonly Column<QueueRow>[] {
  const count = (name: 'waiting' | 'talking' | 'ready', from: (line: QueueRow) => number): Column<QueueRow> => ({
    name,
    show: from,
    value: from,
    numeric: true,
  });
  return [
    {
      name: 'queue',
      show: ({ id, number }) => (
        <ToRecord resource="queue" id={id}>
          {number}
        </ToRecord>
      ),
      value: ({ number }) => number,
    },
    {
      ...count('waiting', ({ waiting }) => waiting),
      show: ({ waiting }) => (waiting === 0 ? '0' : <Mark state="waiting">{waiting}</Mark>),
    },
    {
      name: 'longestWait',
      show: ({ waitsSince }) => <Clock since={waitsSince} />,
      value: ({ waitsSince }) => waitsSince ?? LAST,
      numeric: true,
    },
    { name: 'ringing', show: ({ offering }) => offering, value: ({ offering }) => offering, numeric: true },
    count('talking', ({ talking }) => talking),
    count('ready', ({ ready }) => ready),
    { name: 'loggedIn', show: ({ agents }) => agents, value: ({ agents }) => agents, numeric: true },
    ...todayColumns(locale),
  ];
}

/** Since midnight in the tenant's zone; a dash until it is known, and where there is nothing to tell. */
function todayColumns(locale: string): readonly Column<QueueRow>[] {
  const column = (
    name: LiveWord,
    of: (today: QueueToday) => number | null,
    text: (value: number) => string,
  ): Column<QueueRow> => {
    const from = ({ today }: QueueRow): number | null => (today === null ? null : of(today));
    const show = (line: QueueRow): string => {
      const value = from(line);
      return value === null ? '–' : text(value);
    };
    return { name, show, value: (line) => from(line) ?? -1, numeric: true };
  };
  const plain = (value: number): string => numberText(String(value), locale);
  return [
    column('todayOffered', ({ offered }) => offered, plain),
    column('todayAnswered', ({ answered }) => answered, plain),
    column('todayAbandoned', ({ abandoned }) => abandoned, plain),
    column('serviceLevel', serviceLevel, (value) => shareText(value, locale)),
    column('speedOfAnswer', averageSpeedOfAnswerMs, durationText),
  ];
}

export function agentColumns(say: SayLive, language: Language, rights: LiveRights): readonly Column<AgentRow>[] {
  return [
    {
      name: 'workNumber',
      show: ({ id, number }) => (
        <ToRecord resource="agent" id={id}>
          {number}
        </ToRecord>
      ),
      value: ({ number }) => number,
    },
    { name: 'name', show: ({ name }) => name, value: ({ name }) => name },
    {
      name: 'phase',
      show: ({ phase }) => <Mark state={phase}>{wordOf(say, 'agent', phase)}</Mark>,
      value: ({ phase }) => wordOf(say, 'agent', phase),
    },
    {
      name: 'inPhase',
      show: ({ since }) => <Clock since={since} />,
      value: ({ since }) => since ?? LAST,
      numeric: true,
    },
    { name: 'reason', show: (line) => whyOf(say, language, line), value: (line) => whyOf(say, language, line) },
    { name: 'with', show: ({ caller }) => caller ?? '', value: ({ caller }) => caller ?? '' },
    {
      name: 'loggedInTo',
      show: (line) => queuesOf(say, line),
      value: ({ queues }) => queues.join(', '),
    },
    { name: 'extension', show: ({ extension }) => extension ?? '', value: ({ extension }) => extension ?? '' },
    {
      name: 'registration',
      show: (line) =>
        isSilent(line) ? (
          <b className="cr-live-warning">{say('silent')}</b>
        ) : line.telephone === 'busy' && line.phase === 'ready' ? (
          <b className="cr-live-warning">{say('telephoneBusy')}</b>
        ) : (
          <Registration say={say} {...line} />
        ),
      value: (line) => say(isSilent(line) ? 'silent' : line.registered ? 'registered' : 'unregistered'),
    },
    ...doing<AgentRow>(rights.command || rights.message, (line) => (
      <Acts
        resource="agent"
        id={line.id}
        title={`${line.number} ${line.name}`}
        acts={actsOfAgent(line, rights)}
        telephone={null}
        reasons={rights.reasons}
      />
    )),
  ];
}

/** Calls are given to the agent, and no telephone rings. */
function isSilent({ phase, registered }: AgentRow): boolean {
  return phase !== 'loggedOut' && !registered;
}

function queuesOf(say: SayLive, { phase, queues }: AgentRow): string {
  if (phase === 'loggedOut') return '';
  return queues.length === 0 ? say('nothing') : queues.join(', ');
}

/** A reason of the company has the name that it gave; in a wrap-up it is what is lacking. */
function whyOf(say: SayLive, language: Language, { reason, reasonName, dispositionAsked }: AgentRow): string {
  if (dispositionAsked) return say('dispositionAsked');
  if (reasonName !== null) return reasonName[language];
  return reason === null ? '' : wordOf(say, 'why', reason);
}

function Registration({
  say,
  registered,
}: {
  readonly say: SayLive;
  readonly registered: boolean;
}): React.ReactElement {
  return (
    <Mark state={registered ? 'up' : 'off'} tone={registered ? 'good' : 'quiet'}>
      {say(registered ? 'registered' : 'unregistered')}
    </Mark>
  );
}

export function extensionColumns(say: SayLive, locale: string): readonly Column<ExtensionRow>[] {
  return [
    {
      name: 'number',
      show: ({ id, number }) => (
        <ToRecord resource="extension" id={id}>
          {number}
        </ToRecord>
      ),
      value: ({ number }) => number,
    },
    {
      name: 'registration',
      show: ({ registered }) => <Registration say={say} registered={registered} />,
      value: ({ registered }) => say(registered ? 'registered' : 'unregistered'),
    },
    { name: 'address', show: ({ address }) => address ?? '', value: ({ address }) => address ?? '' },
    {
      name: 'since',
      show: ({ since }) => (since === null ? say('sinceBefore') : timeText(since, locale)),
      value: ({ since }) => since ?? 0,
    },
    { name: 'agentsThere', show: ({ agents }) => agents.join(', '), value: ({ agents }) => agents.join(', ') },
  ];
}

export function trunkColumns(say: SayLive, locale: string, names: LiveNames): readonly Column<TrunkRow>[] {
  return [
    {
      name: 'trunk',
      show: ({ id, name }) => (
        <ToRecord resource="trunk" id={id}>
          {namedText(names.trunk?.[id], name)}
        </ToRecord>
      ),
      value: ({ id, name }) => namedText(names.trunk?.[id], name),
    },
    {
      name: 'phase',
      show: ({ reach }) => <Mark state={reach}>{wordOf(say, 'reach', reach)}</Mark>,
      value: ({ reach }) => wordOf(say, 'reach', reach),
    },
    {
      name: 'since',
      show: ({ since }) => (since === null ? say('sinceBefore') : timeText(since, locale)),
      value: ({ since }) => since ?? 0,
    },
    {
      name: 'channels',
      show: ({ channels, channelLimit }) => <InUse used={channels} limit={channelLimit} />,
      value: ({ channels }) => channels,
      numeric: true,
    },
    { name: 'address', show: ({ address }) => address ?? '', value: ({ address }) => address ?? '' },
    {
      name: 'roundtrip',
      show: ({ roundtripMs }) => (roundtripMs === null ? '' : `${roundtripMs} ms`),
      value: ({ roundtripMs }) => roundtripMs ?? LAST,
      numeric: true,
    },
  ];
}

export function tenantColumns(say: SayLive, names: LiveNames): readonly Column<TenantRow>[] {
  const counts = (['waiting', 'talking', 'ready'] as const).map((name): Column<TenantRow> => ({
    name,
    show: (line) => line[name],
    value: (line) => line[name],
    numeric: true,
  }));
  return [
    {
      name: 'tenant',
      show: ({ id, code }) => (
        <ToRecord resource="tenant" id={id}>
          {namedText(names.tenant?.[id], code)}
        </ToRecord>
      ),
      value: ({ id, code }) => namedText(names.tenant?.[id], code),
    },
    {
      name: 'phase',
      show: ({ suspended }) => <Mark state={suspended ? 'down' : 'up'}>{say(suspended ? 'suspended' : 'open')}</Mark>,
      value: ({ suspended }) => say(suspended ? 'suspended' : 'open'),
    },
    {
      name: 'channels',
      show: ({ channels, channelLimit }) => <InUse used={channels} limit={channelLimit} />,
      value: ({ channels }) => channels,
      numeric: true,
    },
    ...counts,
    { name: 'loggedIn', show: ({ agents }) => agents, value: ({ agents }) => agents, numeric: true },
    {
      name: 'registered',
      show: ({ registered, extensions }) => `${registered} / ${extensions}`,
      value: ({ registered }) => registered,
      numeric: true,
    },
  ];
}

function InUse({ used, limit }: { readonly used: number; readonly limit: number }): React.ReactElement {
  const text = `${used} / ${limit}`;
  return used >= limit && limit > 0 ? <Mark state="down">{text}</Mark> : <>{text}</>;
}

function timeText(instant: number, locale: string): string {
  return instantText(new Date(instant).toISOString(), locale);
}
