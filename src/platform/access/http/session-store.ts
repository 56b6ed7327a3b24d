import connectPgSimple from 'connect-pg-simple';
import session, { type Store } from 'express-session';

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
  const PgStore = connectPgSimple(session);
  const store = new PgStore({
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
