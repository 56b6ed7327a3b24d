import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';
import { WorkNotUnderstood } from '../moves.errors.js';

/** Rows of one tenant by table of schema work, each a JSON array as text: nothing of it is read on the way. */
export type WorkTables = Readonly<Record<string, string>>;

interface WorkTable {
  readonly name: string;
  readonly quoted: string;
  /** Those that are written, quoted. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What a tenant's home keeps of it: every table of schema work that has a tenant_id, also those of a later build. */
@Injectable()
export class WorkRepository {
  async exportWork(session: DbSession, tenantId: string): Promise<WorkTables> {
    const work: Record<string, string> = {};
    for (const { name, quoted } of await tables(session)) {
      const [found] = await session.query<{ readonly rows: string }[]>(
        `SELECT coalesce(jsonb_agg(row ORDER BY row::text), '[]')::text AS rows
         FROM (SELECT to_jsonb(t) AS row FROM ${quoted} t WHERE tenant_id = $1) r`,
        [tenantId],
      );
      work[name] = found?.rows ?? '[]';
    }
    return work;
  }

  /** What was there is replaced. @throws WorkNotUnderstood where rows are of a table that is not here yet */
  async importWork(session: DbSession, tenantId: string, work: WorkTables): Promise<void> {
    const known = await tables(session);
    const unknown = Object.keys(work).filter((name) => work[name] !== '[]' && !known.some((one) => one.name === name));
    if (unknown.length > 0) throw new WorkNotUnderstood(unknown.join(', '));
    for (const table of known) {
      await session.query(`DELETE FROM ${table.quoted} WHERE tenant_id = $1`, [tenantId]);
      const rows = work[table.name];
      if (rows !== undefined && rows !== '[]') await insert(session, table, tenantId, rows);
    }
  }
}

/** Columns that the rows do not have are left to their defaults; those that are not here any more are left out. */
async function insert(session: DbSession, table: WorkTable, tenantId: string, rows: string): Promise<void> {
  const given = await session.query<{ readonly key: string }[]>(
    'SELECT DISTINCT jsonb_object_keys(row) AS key FROM jsonb_array_elements($1::jsonb) row',
    [rows],
  );
  const columns = given.flatMap(({ key }) => table.columns[key] ?? []).join(', ');
  await session.query(
    `INSERT INTO ${table.quoted} (${columns})
     SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table.quoted}, $1::jsonb) WHERE tenant_id = $2`,
    [rows, tenantId],
  );
}

function tables(session: DbSession): Promise<WorkTable[]> {
  return session.query<WorkTable[]>(
    `SELECT c.relname AS name, c.oid::regclass::text AS quoted,
       (SELECT jsonb_object_agg(a.attname, quote_ident(a.attname)) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'work' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND EXISTS (SELECT FROM pg_attribute t
         WHERE t.attrelid = c.oid AND t.attname = 'tenant_id' AND NOT t.attisdropped)
     ORDER BY 1`,
  );
}
