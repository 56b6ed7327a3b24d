import type { QueryRunner } from 'typeorm';

/** Tenant of the transaction (`withTenant`); NULL outside one, which no row equals. A sub-select is evaluated once. */
export const TENANT_OF_TRANSACTION = "(SELECT nullif(current_setting('callrack.tenant_id', true), '')::uuid)";

/**
 * Row-level security for a table with tenant_id, whatever the privileges granted beside it: the application sees the
 * tenant of its transaction, engine and Asterisk the tenants of this node, the operator all.
 * FORCE holds the owner of the table to it too.
 */
export async function separateTenants(runner: QueryRunner, table: string): Promise<void> {
  const ofTenant = `tenant_id = ${TENANT_OF_TRANSACTION}`;
  await secure(runner, table);
  await runner.query(`CREATE POLICY app ON ${table} TO callrack_app USING (${ofTenant}) WITH CHECK (${ofTenant})`);
  // config.tenant shows the same roles the tenants of this node only
  await runner.query(`CREATE POLICY node ON ${table} FOR SELECT TO callrack_node, callrack_realtime
    USING (tenant_id IN (SELECT id FROM config.tenant))`);
  await letOperatorSeeAll(runner, table);
}

export async function secure(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
}

export async function letOperatorSeeAll(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`CREATE POLICY operator ON ${table} TO callrack_operator USING (true) WITH CHECK (true)`);
}
