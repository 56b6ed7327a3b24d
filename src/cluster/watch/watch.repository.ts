import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';

/** A node as it is watched. */
export interface WatchedNode {
  readonly id: string;
  readonly state: 'active' | 'leaving' | 'left';
  /** null, both: it is alone. */
  readonly address: string | null;
  readonly linkPort: number | null;
}

@Injectable()
export class WatchRepository {
  watchedNodes(session: DbSession): Promise<WatchedNode[]> {
    return session.query<WatchedNode[]>(
      `SELECT id, state, host(address) AS address, link_port AS "linkPort" FROM config.node ORDER BY id`,
    );
  }

  /** Name of the last migration of this database; null for who may not know. */
  async lastMigration(session: DbSession): Promise<string | null> {
    const [may] = await session.query<{ read: boolean }[]>(
      `SELECT coalesce(has_table_privilege(to_regclass('callrack_migration'), 'SELECT'), false) AS read`,
    );
    if (may?.read !== true) return null;
    const [row] = await session.query<{ name: string }[]>(
      'SELECT name FROM callrack_migration ORDER BY id DESC LIMIT 1',
    );
    return row?.name ?? null;
  }
}
