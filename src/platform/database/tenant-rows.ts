import type { DbSession } from './transaction.js';

/** Tables that outlive a tenant: what was done stays known. */
const KEPT = new Set(['access.audit_entry']);

interface TenantTable {
  readonly name: string;
  /** Tables among these whose rows refer to rows of this one. */
  readonly users: readonly string[];
}

/**
 * Deletes everything of one tenant, the tenant itself last. What belongs to tenants is asked of the database: every table
 * with a tenant_id, so that a new one is not forgotten. The audit log stays.
 *
 * @param session of the platform; the policies of schema facts let it delete of tenants only whose days are over
 * @returns rows deleted, by table
 */
export async function deleteTenantRows(
  session: DbSession,
  tenantId: string,
): Promise<Readonly<Record<string, number>>> {
  const deleted: Record<string, number> = {};
  for (const table of usersFirst(await tenantTables(session))) {
    deleted[table] = await remove(session, `DELETE FROM ${table} WHERE tenant_id = $1`, tenantId);
  }
  deleted['config.tenant'] = await remove(session, 'DELETE FROM config.tenant WHERE id = $1', tenantId);
  return deleted;
}

async function remove(session: DbSession, sql: string, tenantId: string): Promise<number> {
  const [, count] = await session.query<[unknown[], number]>(sql, [tenantId]);
  return count;
}

async function tenantTables(session: DbSession): Promise<TenantTable[]> {
  const tables = await session.query<TenantTable[]>(
    `SELECT c.oid::regclass::text AS name, ARRAY(
         SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
         WHERE contype = 'f' AND confrelid = c.oid AND conrelid <> c.oid) AS users
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     ORDER BY 1`,
  );
  return tables.filter(({ name }) => !KEPT.has(name));
}

/** What refers to others is deleted before them. */
function usersFirst(tables: readonly TenantTable[]): string[] {
  const known = new Map(tables.map((table) => [table.name, table]));
  const order = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (order.has(name) || path.includes(name)) return;
    for (const user of known.get(name)?.users ?? []) if (known.has(user)) visit(user, [...path, name]);
    order.add(name);
  };
  for (const { name } of tables) visit(name, []);
  return [...order];
}
