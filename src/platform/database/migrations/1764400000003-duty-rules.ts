import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

const TIME = "'^([01][0-9]|2[0-3]):[0-5][0-9]$'";

/** Who is logged in when, where nobody is so by hand (acd/core/duty-rule.ts). */
export class DutyRules1764400000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE config.duty_rule (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      -- the lower comes first
      priority integer NOT NULL DEFAULT 10 CHECK (priority BETWEEN 1 AND 1000),
      -- what is gone of these is passed over by the engine
      queue_ids uuid[] NOT NULL,
      agent_ids uuid[] NOT NULL,
      -- of the one agent; NULL: each at their own
      extension_id uuid REFERENCES config.extension ON DELETE SET NULL,
      -- 1 Monday … 7 Sunday
      weekdays integer[] NOT NULL CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
      from_time text NOT NULL CHECK (from_time ~ ${TIME}),
      to_time text NOT NULL CHECK (to_time ~ ${TIME}),
      -- 2026-10-01
      except_dates text[] NOT NULL DEFAULT '{}',
      UNIQUE (tenant_id, name)
    )`);
    await separateTenants(runner, 'config.duty_rule');
    await notifyChanges(runner, 'duty_rule');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.duty_rule TO callrack_app, callrack_operator');
    await runner.query('GRANT SELECT ON config.duty_rule TO callrack_node');
    // Who was logged in by rule is so on the tenant's next home too.
    await runner.query(`ALTER TABLE work.agent_duty
      ADD COLUMN by_rule uuid,
      ADD COLUMN extension_id uuid`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
