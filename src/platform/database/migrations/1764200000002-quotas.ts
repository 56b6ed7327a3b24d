import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** What a tenant may use of the platform at once, counted in the engine's turn; NULL: no limit of its own. */
export class Quotas1764200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE config.tenant
      ADD COLUMN seat_limit integer CHECK (seat_limit >= 0),
      ADD COLUMN ivr_limit integer CHECK (ivr_limit >= 0),
      ADD COLUMN recorded_seat_limit integer CHECK (recorded_seat_limit >= 0)`);
    await runner.query(`CREATE TABLE config.tenant_trunk (
      id uuid PRIMARY KEY,
      version integer NOT NULL DEFAULT 1,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      trunk_id uuid NOT NULL REFERENCES config.trunk,
      -- channels of the trunk that the tenant may hold; NULL: as many as the trunk has
      channel_limit integer CHECK (channel_limit >= 0),
      -- in this order its calls go out by its trunks; NULL: none goes out by this one
      outbound_rank integer CHECK (outbound_rank BETWEEN 1 AND 1000),
      UNIQUE (tenant_id, trunk_id)
    )`);
    await runner.query('CREATE INDEX ON config.tenant_trunk (trunk_id)');
    await separateTenants(runner, 'config.tenant_trunk');
    await runner.query('GRANT SELECT ON config.tenant_trunk TO callrack_app, callrack_node');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.tenant_trunk TO callrack_operator');
    await notifyChanges(runner, 'tenant_trunk');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
