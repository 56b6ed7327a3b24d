import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Telephones that ring for the same number, without a queue (lines/core/ring-group.ts). */
export class RingGroups1764500000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE config.ring_group (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      -- as dialled inside; '': by none
      number text NOT NULL DEFAULT '' CHECK (number ~ '^[0-9]{0,10}$'),
      way text NOT NULL CHECK (way IN ('at_once', 'in_turn', 'distributed')),
      ring_s integer NOT NULL CHECK (ring_s BETWEEN 5 AND 120),
      -- extensions in their order; what is gone of these is passed over by the engine
      member_ids uuid[] NOT NULL,
      otherwise jsonb NOT NULL,
      UNIQUE (tenant_id, name)
    )`);
    await runner.query("CREATE UNIQUE INDEX ON config.ring_group (tenant_id, number) WHERE number <> ''");
    await separateTenants(runner, 'config.ring_group');
    await notifyChanges(runner, 'ring_group');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.ring_group TO callrack_app, callrack_operator');
    await runner.query('GRANT SELECT ON config.ring_group TO callrack_node');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
