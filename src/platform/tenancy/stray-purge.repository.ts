import { Injectable } from '@nestjs/common';

import type { DbSession } from '../database/transaction.js';

const STRAY = 'tenant_id IS NOT NULL AND NOT EXISTS (SELECT FROM config.tenant WHERE tenant.id = tenant_id)';

/** What is left on this node of tenants that are deleted. Nobody else may see these rows go. */
@Injectable()
export class StrayPurgeRepository {
  /** Ids of all tenants; null while this node's copy of the configuration may be behind. */
  async tenants(session: DbSession): Promise<ReadonlySet<string> | null> {
    const whole = await session.query<unknown[]>('SELECT FROM live.whole_copy');
    if (whole.length === 0) return null;
    const rows = await session.query<{ id: string }[]>('SELECT id FROM config.tenant');
    return new Set(rows.map(({ id }) => id));
  }

  /** Facts only when they are a day old: the policies of schema facts see to it. @returns rows deleted */
  async deleteRows(session: DbSession): Promise<number> {
    const tables = await session.query<{ name: string }[]>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind = 'r'
         AND c.relnamespace IN ('facts'::regnamespace, 'work'::regnamespace) ORDER BY 1`,
    );
    let deleted = 0;
    for (const { name } of tables) {
      const [, count] = await session.query<[unknown, number]>(`DELETE FROM ${name} WHERE ${STRAY}`);
      deleted += count;
    }
    return deleted;
  }
}
