import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';
import type { DatabaseState } from '../core/live/system-state.js';

/** What PostgreSQL says of itself; it belongs to no tenant. */
@Injectable()
export class SystemRepository {
  async databaseState(session: DbSession): Promise<DatabaseState> {
    const [row] = await session.query<
      { version: string; started_at: Date; size_bytes: string; connections: string }[]
    >(`SELECT current_setting('server_version') AS version, pg_postmaster_start_time() AS started_at,
         pg_database_size(current_database()) AS size_bytes,
         (SELECT numbackends FROM pg_stat_database WHERE datname = current_database()) AS connections`);
    if (row === undefined) throw new Error('PostgreSQL says nothing of itself');
    return {
      version: row.version,
      startedAt: row.started_at.getTime(),
      sizeBytes: Number(row.size_bytes),
      connections: Number(row.connections),
    };
  }
}
