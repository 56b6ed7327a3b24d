import { useEffect, useReducer } from 'react';

import type { AsteriskNow } from '../../../kernel/live-status.js';
import type { SystemState } from '../../../reports/core/live/system-state.js';
import { pictureOf, withChanges, type LinesBySection, type Told } from './live-lines.js';

/** How the browser stands to the server; `ended`: it will not be told anything more. */
export type Connection = 'connecting' | 'open' | 'lost' | 'ended' | 'not_permitted';

export interface Live {
  readonly connection: Connection;
  /** null until the first picture. */
  readonly engine: {
    readonly heard: boolean;
    readonly since: number;
    readonly asterisk: AsteriskNow | null;
    /** Nodes that are not heard; only of the platform's picture of several. */
    readonly away?: readonly string[];
  } | null;
  readonly lines: LinesBySection;
  /** Of the platform's picture. */
  readonly system: SystemState | null;
  /** Server's clock less the browser's, milliseconds. */
  readonly offset: number;
}

interface Message extends Told {
  readonly now: number;
  readonly engine: NonNullable<Live['engine']>;
  readonly system?: SystemState | null;
}

type Act =
  | { readonly act: 'picture' | 'changes'; readonly message: Message; readonly at: number }
  | { readonly act: 'beat'; readonly now: number; readonly at: number }
  | { readonly act: 'connection'; readonly connection: Connection };

const NOTHING: Live = { connection: 'connecting', engine: null, lines: {}, system: null, offset: 0 };
const ADDRESS = '/console/x/live/events';
const AGAIN_MS = 5_000;

function next(live: Live, act: Act): Live {
  switch (act.act) {
    case 'picture':
    case 'changes': {
      const { message, at } = act;
      return {
        connection: 'open',
        engine: message.engine,
        lines: act.act === 'picture' ? pictureOf(live.lines, message) : withChanges(live.lines, message),
        system: message.system ?? live.system,
        offset: closer(live, message.now - at),
      };
    }
    case 'beat':
      return { ...live, connection: 'open', offset: closer(live, act.now - act.at) };
    case 'connection':
      return act.connection === live.connection ? live : { ...live, connection: act.connection };
  }
}

/** What came fastest tells the offset best; a clock that was set is noticed by a large difference. */
function closer({ offset, engine }: Live, heard: number): number {
  return engine === null || heard > offset || offset - heard > 5_000 ? heard : offset;
}

/** Follows the present. The browser reconnects by itself; where it has given up, it is tried again. */
export function useLive(): Live {
  const [live, dispatch] = useReducer(next, NOTHING);
  useEffect(() => {
    let source: EventSource | null = null;
    let timer = 0;
    let over = false;
    const open = (): void => {
      source = new EventSource(ADDRESS);
      for (const act of ['picture', 'changes'] as const) {
        source.addEventListener(act, ({ data }: MessageEvent<string>) => {
          dispatch({ act, message: JSON.parse(data) as Message, at: Date.now() });
        });
      }
      source.addEventListener('beat', ({ data }: MessageEvent<string>) => {
        dispatch({ act: 'beat', now: (JSON.parse(data) as { readonly now: number }).now, at: Date.now() });
      });
      source.addEventListener('end', ({ data }: MessageEvent<string>) => {
        over = true;
        source?.close();
        const { why } = JSON.parse(data) as { readonly why: string };
        dispatch({ act: 'connection', connection: why === 'not_permitted' ? 'not_permitted' : 'ended' });
      });
      source.addEventListener('error', () => {
        if (over) return;
        dispatch({ act: 'connection', connection: 'lost' });
        if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(() => void lookAgain(), AGAIN_MS);
      });
    };
    const lookAgain = async (): Promise<void> => {
      const status = await statusOf();
      if (over) return;
      if (status === 401 || status === 403) {
        dispatch({ act: 'connection', connection: status === 401 ? 'ended' : 'not_permitted' });
      } else open();
    };
    open();
    return () => {
      over = true;
      window.clearTimeout(timer);
      source?.close();
    };
  }, []);
  return live;
}

/** An EventSource does not tell why it was refused. */
async function statusOf(): Promise<number> {
  try {
    return (await fetch('/console/api/pages/live', { headers: { Accept: 'application/json' } })).status;
  } catch {
    return 0;
  }
}
