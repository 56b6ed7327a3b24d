import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Which agent a queue gives its callers to, and which caller comes first. What was there before says nothing of it. */
export class Selection1764400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // acd/core/queue-rules.ts, checked on reading; NULL: whoever is idle longest
    await runner.query('ALTER TABLE config.queue ADD COLUMN selection jsonb');
    await runner.query(`ALTER TABLE config.queue_agent
      ADD COLUMN level integer NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 10),
      ADD COLUMN penalty integer NOT NULL DEFAULT 0 CHECK (penalty BETWEEN 0 AND 100),
      ADD COLUMN share_group text NOT NULL DEFAULT '' CHECK (length(share_group) <= 40)`);
    await runner.query(`ALTER TABLE config.agent
      -- levels by name
      ADD COLUMN skills jsonb NOT NULL DEFAULT '{}',
      -- beginnings of callers' numbers
      ADD COLUMN areas text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE config.access_number
      ADD COLUMN head_start_s integer NOT NULL DEFAULT 0 CHECK (head_start_s BETWEEN 0 AND 86400),
      ADD COLUMN skill text NOT NULL DEFAULT '' CHECK (length(skill) <= 40),
      -- 0: what the queue asks for
      ADD COLUMN skill_level integer NOT NULL DEFAULT 0 CHECK (skill_level BETWEEN 0 AND 10)`);
    // what the tenant may change of its numbers goes by column
    await runner.query('GRANT UPDATE (head_start_s, skill, skill_level) ON config.access_number TO callrack_app');
    await runner.query(`CREATE TABLE config.vip_caller (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      -- as it is shown when they call
      number text NOT NULL CHECK (number ~ '^[0-9+*#]{1,32}$'),
      name text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
      head_start_s integer NOT NULL CHECK (head_start_s BETWEEN 1 AND 86400),
      UNIQUE (tenant_id, number)
    )`);
    await separateTenants(runner, 'config.vip_caller');
    await notifyChanges(runner, 'vip_caller');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.vip_caller TO callrack_app, callrack_operator');
    await runner.query('GRANT SELECT ON config.vip_caller TO callrack_node');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
