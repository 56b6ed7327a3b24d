import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** When companies work; rules of duty may go by it. */
export class Calendars1764500000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE config.calendar (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      -- NULL: that of the tenant's account
      time_zone text CHECK (length(time_zone) BETWEEN 1 AND 64),
      -- kernel/working-times.ts
      shifts jsonb NOT NULL CHECK (jsonb_typeof(shifts) = 'array'),
      days jsonb NOT NULL CHECK (jsonb_typeof(days) = 'array'),
      UNIQUE (tenant_id, name),
      UNIQUE (tenant_id, id)
    )`);
    await separateTenants(runner, 'config.calendar');
    await notifyChanges(runner, 'calendar');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.calendar TO callrack_app, callrack_operator');
    await runner.query('GRANT SELECT ON config.calendar TO callrack_node');
    // NULL: the rule has hours of its own; the shift NULL: all of them
    await runner.query(`ALTER TABLE config.duty_rule
      ADD COLUMN calendar_id uuid,
      ADD COLUMN shift text CHECK (length(shift) BETWEEN 1 AND 100),
      ADD FOREIGN KEY (tenant_id, calendar_id) REFERENCES config.calendar (tenant_id, id)`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
