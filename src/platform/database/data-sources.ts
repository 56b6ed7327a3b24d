import type { ConnectionOptions } from 'node:tls';

import { DataSource, getMetadataArgsStorage } from 'typeorm';

/** The roles that the product signs in by; what each may see is decided by the database (HOUSE 1.5). */
export type DatabaseRole = 'app' | 'node' | 'operator';

/** A server that hangs must be noticed, not waited for. */
export const CONNECT_TIMEOUT_MS = 3_000;
export const QUERY_TIMEOUT_MS = 10_000;

/** Of each role, in each process. Of one tenant's people only a few are used at a time (Gate). */
export const POOL_SIZE = 10;

export interface DataSourceWishes {
  readonly queryTimeoutMs?: number;
  readonly poolSize?: number;
  readonly entities?: [];
  readonly ssl?: ConnectionOptions;
}

/**
 * A data source, not connected yet, that knows the entities of all rooms loaded so far.
 *
 * @param name shown in pg_stat_activity
 */
export function createDataSource(url: string, name: string, more: DataSourceWishes = {}): DataSource {
  const { queryTimeoutMs = QUERY_TIMEOUT_MS, entities, poolSize = POOL_SIZE, ssl } = more;
  return new DataSource({
    type: 'postgres',
    url,
    entities: entities ?? getMetadataArgsStorage().tables.map((table) => table.target),
    synchronize: false,
    logging: false,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: name,
    poolSize,
    extra: {
      // ours, in case the server does not answer at all; and the server's, so that nothing goes on unseen
      query_timeout: queryTimeoutMs,
      statement_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: queryTimeoutMs,
      keepAlive: true,
      ssl,
    },
  });
}
