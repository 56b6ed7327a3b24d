import connectPgSimple from 'connect-pg-simple';
import type { Request } from 'express';
import session, { type Session, type SessionData, type Store } from 'express-session';

import { systemClock } from '../../../kernel/clock.js';
import { CONNECT_TIMEOUT_MS, QUERY_TIMEOUT_MS } from '../../database/data-sources.js';

/** Nobody has asked for so long: the session is over. */
export const IDLE_S = 30 * 60;
const PRUNE_EVERY_S = 5 * 60;

export interface SessionStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** Sessions in live.web_session, on connections of their own. */
export function createSessionStore(operatorUrl: string, log: (text: string) => void): SessionStore {
  const KeptStore = storeOfKeptSessions();
  const store = new KeptStore({
    conObject: {
      connectionString: operatorUrl,
      application_name: 'callrack sessions',
      max: 3,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      statement_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    },
    schemaName: 'live',
    tableName: 'web_session',
    ttl: IDLE_S,
    pruneSessionInterval: PRUNE_EVERY_S,
    errorLog: (...parts: unknown[]) => log(parts.map(String).join(' ')),
  });
  const close = store.close.bind(store) as unknown as () => Promise<void>; // its types say that it closes at once
  return { store, close };
}

/** Its types do not know of it. */
interface Queries {
  query(sql: string, values: readonly unknown[], done: (error?: unknown) => void): void;
}

/**
 * Writes a session that was read from the table only where its row is still there. The store's own `set` would make it
 * anew, and so undo a sign-out that happened while the request was under way.
 */
function storeOfKeptSessions() {
  return class KeptStore extends connectPgSimple(session) {
    private readonly readFromTable = new WeakSet<object>();

    /** For sessions that were read; `generate` makes those that are new. */
    override createSession(request: Request, data: SessionData): Session & SessionData {
      const made = super.createSession(request, data);
      this.readFromTable.add(made);
      return made;
    }

    override set(sid: string, data: SessionData, done?: (error?: unknown) => void): void {
      if (!this.readFromTable.has(data)) {
        super.set(sid, data, done);
        return;
      }
      (this as unknown as Queries).query(
        'UPDATE live.web_session SET sess = $1, expire = to_timestamp($2) WHERE sid = $3',
        [data, Math.ceil(systemClock.now() / 1000) + IDLE_S, sid],
        (error) => done?.(error),
      );
    }
  };
}
