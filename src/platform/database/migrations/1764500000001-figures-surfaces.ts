import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { separateTenants } from './row-security.js';

/** Steps that figures are made of (reports/core/figures/spans.ts). */
const TELLING = `('queue.entered', 'queue.left', 'agent.offered', 'agent.missed', 'party.connected', 'call.acted',
  'member.missed', 'member.left', 'call.ended')`;

/** Holding, callbacks and conversations in the figures; what agents did as records; exports of both. */
export class FiguresSurfaces1764500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await tellHolds(runner);
    // an older build that still writes leaves them empty
    await runner.query(`ALTER TABLE reports.queue_figures
      ADD COLUMN callbacks integer DEFAULT 0, ADD COLUMN hold_ms bigint DEFAULT 0`);
    await runner.query(`ALTER TABLE reports.agent_figures
      ADD COLUMN conversations integer DEFAULT 0, ADD COLUMN hold_ms bigint DEFAULT 0`);
    await runner.query(`INSERT INTO reports.figures_due
      SELECT DISTINCT tenant_id, starts_at FROM reports.agent_figures ON CONFLICT DO NOTHING`);
    await showAgentRecords(runner);
    await runner.query(`ALTER TABLE live.export DROP CONSTRAINT export_kind_check,
      ADD CONSTRAINT export_kind_check CHECK (kind IN ('call_record', 'queue_figures', 'agent_figures', 'agent_record'))`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function tellHolds(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE VIEW reports.telling_step WITH (security_invoker = true) AS
    SELECT id, tenant_id, call_id, seq, at, step, detail, came_by FROM facts.call_step WHERE step IN ${TELLING}`);
  await runner.query('DROP INDEX facts.call_step_came_by_id_idx');
  await runner.query(`CREATE INDEX call_step_came_by_id_idx ON facts.call_step (came_by, id) WHERE step IN ${TELLING}`);
  await runner.query(`CREATE TABLE reports.call_hold (
    call_id text NOT NULL,
    seq integer NOT NULL,
    tenant_id uuid NOT NULL,
    agent_id uuid,
    began_at timestamptz NOT NULL,
    over_at timestamptz,
    PRIMARY KEY (call_id, seq)
  )`);
  await runner.query('CREATE INDEX ON reports.call_hold (tenant_id, began_at)');
  await runner.query(`CREATE INDEX ON reports.call_hold (tenant_id, began_at)
    WHERE over_at IS NULL OR over_at - began_at > interval '1 hour'`);
  await separateTenants(runner, 'reports.call_hold');
  await runner.query('GRANT SELECT ON reports.call_hold TO callrack_app');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON reports.call_hold TO callrack_operator');
}

/** What agents did, stretch by stretch, with the names of today. */
async function showAgentRecords(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE VIEW reports.agent_record WITH (security_invoker = true) AS
    SELECT s.agent_id::text || ':' || s.seq || ':' || floor(extract(epoch FROM s.began_at) * 1000)::bigint AS id,
      s.tenant_id, s.agent_id, s.seq, a.number AS agent_number, a.name AS agent_name, s.phase, s.reason, s.call_id,
      s.began_at, s.over_at
    FROM reports.agent_span s LEFT JOIN config.agent a ON a.id = s.agent_id`);
  await runner.query('GRANT SELECT ON reports.agent_record TO callrack_app, callrack_operator');
}
