import { ApiClient, type RecordJSON } from 'adminjs';
import React, { useEffect, useMemo, useState } from 'react';

import { instantText } from './formats.js';
import { Acts, type LiveRights } from './live-acts.js';
import { Clock } from './live-clock.js';
import { Mark } from './live-marks.js';
import { LiveTable, type Column } from './live-table.js';
import { useLiveWords, wordOf, type SayLive } from './live-words.js';
import { textOf, titlesIn } from './adminjs.js';
import { useLocale } from './session.js';

/** Somebody who waits to be called back, as the list of the console tells them. */
interface CallbackLine {
  readonly id: string;
  readonly number: string;
  readonly queue: string;
  readonly phase: string;
  /** null: not in the line. */
  readonly place: number | null;
  readonly since: number;
  readonly expiresAt: string;
  readonly tries: number;
}

const MOST = 500;
const AGAIN_MS = 5_000;
/** After whoever has a place. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Who waits to be called back, asked for again and again while somebody looks; supervisors may cancel. */
export function LiveCallbacks({ rights }: { readonly rights: LiveRights }): React.ReactElement {
  const say = useLiveWords();
  const locale = useLocale();
  const lines = useCallbacks();
  const columns = useMemo(() => columnsOf(say, locale, rights), [locale, rights]);
  if (lines === 'failed') return <p className="cr-live-empty">{say('noCallbackAnswer')}</p>;
  if (lines === null) return <p className="cr-live-empty">{say('loading')}</p>;
  return <LiveTable label={say('callbacks')} lines={lines} columns={columns} sortedBy={3} empty={say('noCallbacks')} />;
}

function useCallbacks(): ReadonlyMap<string, CallbackLine> | null | 'failed' {
  const [lines, setLines] = useState<ReadonlyMap<string, CallbackLine> | null | 'failed'>(null);
  useEffect(() => {
    let timer = 0;
    let current = true;
    const asked = { resourceId: 'callback', actionName: 'list', params: { perPage: MOST } };
    const look = async (): Promise<void> => {
      const found = await new ApiClient().resourceAction(asked).then(
        ({ data }) => (data as { readonly records?: readonly RecordJSON[] }).records,
        () => undefined,
      );
      if (!current) return;
      setLines(found === undefined ? 'failed' : new Map(found.map((record) => [record.id, lineOf(record)])));
      timer = window.setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, []);
  return lines;
}

function lineOf(record: RecordJSON): CallbackLine {
  const queueId = textOf(record, 'queueId');
  const place = textOf(record, 'place');
  return {
    id: record.id,
    number: textOf(record, 'number'),
    queue: titlesIn(record, 'queueId')[queueId] ?? '',
    phase: textOf(record, 'phase'),
    place: place === '' ? null : Number(place),
    since: new Date(textOf(record, 'since')).getTime(),
    expiresAt: textOf(record, 'expiresAt'),
    tries: Number(textOf(record, 'tries')),
  };
}

function columnsOf(say: SayLive, locale: string, rights: LiveRights): readonly Column<CallbackLine>[] {
  const state = ({ phase }: CallbackLine): string => wordOf(say, 'callback', phase);
  const acts: Column<CallbackLine> = {
    name: 'do',
    show: ({ id, number, phase }) => (
      <Acts
        resource="callback"
        id={id}
        title={number}
        acts={phase === 'calling' ? [] : ['cancel']}
        telephone={rights.telephone}
      />
    ),
    value: () => '',
  };
  return [
    { name: 'number', show: ({ number }) => number, value: ({ number }) => number },
    { name: 'queue', show: ({ queue }) => queue, value: ({ queue }) => queue },
    { name: 'phase', show: (line) => <Mark state={line.phase}>{state(line)}</Mark>, value: state },
    { name: 'place', show: ({ place }) => place ?? '–', value: ({ place }) => place ?? LAST, numeric: true },
    { name: 'inLine', show: ({ since }) => <Clock since={since} />, value: ({ since }) => since, numeric: true },
    {
      name: 'until',
      show: ({ expiresAt }) => instantText(expiresAt, locale),
      value: ({ expiresAt }) => expiresAt,
    },
    { name: 'tries', show: ({ tries }) => tries, value: ({ tries }) => tries, numeric: true },
    ...(rights.supervise ? [acts] : []),
  ];
}
