import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Callers who hang up and are called back when it is their turn; numbers that never are. */
export class Callbacks1764500000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // acd/core/queue-callback.ts, checked on reading; NULL: nobody is called back
    await runner.query('ALTER TABLE config.queue ADD COLUMN callback jsonb');
    await runner.query(`CREATE TABLE config.blocked_number (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      number text NOT NULL CHECK (number ~ '^[+]?[0-9]{1,32}$'),
      -- all numbers that begin so
      is_prefix boolean NOT NULL DEFAULT false,
      name text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
      UNIQUE (tenant_id, number)
    )`);
    await separateTenants(runner, 'config.blocked_number');
    await notifyChanges(runner, 'blocked_number');
    await runner.query(
      'GRANT SELECT, INSERT, UPDATE, DELETE ON config.blocked_number TO callrack_app, callrack_operator',
    );
    await runner.query('GRANT SELECT ON config.blocked_number TO callrack_node');
    await keepWaiting(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** Who waits to be called back does so on the tenant's next home too (calls/core/callback/callback-state.ts). */
async function keepWaiting(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE work.callback (
    tenant_id uuid NOT NULL,
    callback_id text NOT NULL,
    callback jsonb NOT NULL,
    PRIMARY KEY (tenant_id, callback_id)
  )`);
  await separateTenants(runner, 'work.callback');
  await runner.query(`CREATE POLICY node_writes ON work.callback TO callrack_node
    USING (tenant_id IN (SELECT id FROM config.tenant)) WITH CHECK (tenant_id IN (SELECT id FROM config.tenant))`);
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON work.callback TO callrack_node, callrack_operator');
}
