import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { separateTenants } from './row-security.js';

/** Steps that figures are made of (reports/core/figures/spans.ts). */
const TELLING = `('queue.entered', 'queue.left', 'agent.offered', 'agent.missed', 'party.connected', 'call.acted',
  'member.missed', 'member.left', 'call.ended', 'flow.node', 'flow.left')`;

/** The paths of callers through flows: each stay in a node, and how many by quarters of an hour; exports of them. */
export class Paths1764500000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE VIEW reports.telling_step WITH (security_invoker = true) AS
      SELECT id, tenant_id, call_id, seq, at, step, detail, came_by FROM facts.call_step WHERE step IN ${TELLING}`);
    await runner.query('DROP INDEX facts.call_step_came_by_id_idx');
    await runner.query(
      `CREATE INDEX call_step_came_by_id_idx ON facts.call_step (came_by, id) WHERE step IN ${TELLING}`,
    );
    await runner.query(`CREATE TABLE reports.node_visit (
      call_id text NOT NULL,
      seq integer NOT NULL,
      tenant_id uuid NOT NULL,
      version_id uuid NOT NULL,
      node text NOT NULL,
      began_at timestamptz NOT NULL,
      -- the flow began with it
      begins boolean NOT NULL,
      -- the way out; NULL: is still there
      left_by text,
      PRIMARY KEY (call_id, seq)
    )`);
    await runner.query('CREATE INDEX ON reports.node_visit (tenant_id, began_at)');
    await runner.query(`CREATE TABLE reports.path_figures (
      tenant_id uuid NOT NULL,
      version_id uuid NOT NULL,
      starts_at timestamptz NOT NULL,
      node text NOT NULL,
      begins boolean NOT NULL,
      left_by text,
      visits integer NOT NULL,
      UNIQUE NULLS NOT DISTINCT (tenant_id, starts_at, version_id, node, begins, left_by)
    )`);
    for (const table of ['node_visit', 'path_figures']) {
      await separateTenants(runner, `reports.${table}`);
      await runner.query(`GRANT SELECT ON reports.${table} TO callrack_app`);
      await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON reports.${table} TO callrack_operator`);
    }
    await runner.query(`CREATE VIEW reports.flow_version WITH (security_invoker = true) AS
      SELECT v.id, v.tenant_id, v.flow_id, f.name, v.number, v.graph, v.published_at, f.published_id = v.id AS in_use
      FROM config.flow_version v JOIN config.flow f ON f.id = v.flow_id`);
    await runner.query('GRANT SELECT ON reports.flow_version TO callrack_app, callrack_operator');
    await runner.query(`ALTER TABLE live.export DROP CONSTRAINT export_kind_check, ADD CONSTRAINT export_kind_check
      CHECK (kind IN ('call_record', 'queue_figures', 'agent_figures', 'agent_record', 'path_figures'))`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
