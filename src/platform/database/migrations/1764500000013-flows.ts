import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Flows: a draft that people work on, and what was published of it, each version once and never changed. */
export class Flows1764500000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE config.flow (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
      -- ivr/core/flow-graph.ts
      draft jsonb NOT NULL,
      -- config.flow_version; NULL: never published
      published_id uuid,
      UNIQUE (tenant_id, name),
      UNIQUE (tenant_id, id)
    )`);
    await runner.query(`CREATE TABLE config.flow_version (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL,
      flow_id uuid NOT NULL,
      number integer NOT NULL CHECK (number > 0),
      graph jsonb NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      published_by text NOT NULL,
      -- since then callers get another one; who is in it stays
      replaced_at timestamptz,
      UNIQUE (flow_id, number),
      FOREIGN KEY (tenant_id, flow_id) REFERENCES config.flow (tenant_id, id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX ON config.flow_version (tenant_id)');
    for (const table of ['flow', 'flow_version']) {
      await separateTenants(runner, `config.${table}`);
      await notifyChanges(runner, table);
      await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON config.${table} TO callrack_app, callrack_operator`);
      await runner.query(`GRANT SELECT ON config.${table} TO callrack_node`);
    }
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
