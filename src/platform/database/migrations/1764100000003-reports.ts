import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { separateTenants } from './row-security.js';

const VIEWS = ['call', 'trunk', 'call_record', 'call_step'];

/**
 * What reports read, and the exports that are made of it. Views show ids with the names that things have now; they run
 * with the rights of whoever asks, so the walls of the tables below them stand.
 */
export class Reports1764100000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addDurations(runner);
    await addIndexes(runner);
    await showTrunkNames(runner);
    await runner.query('CREATE SCHEMA reports');
    await runner.query('GRANT USAGE ON SCHEMA reports TO callrack_app, callrack_operator');
    await createCallRecords(runner);
    await createCallSteps(runner);
    for (const view of VIEWS) {
      await runner.query(`GRANT SELECT ON reports.${view} TO callrack_app, callrack_operator`);
    }
    await createExports(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** Kept rather than reckoned, so that a million records can be sorted and narrowed by them. */
async function addDurations(runner: QueryRunner): Promise<void> {
  const between = (from: string, to: string): string =>
    `bigint NOT NULL GENERATED ALWAYS AS
       (coalesce(greatest((extract(epoch FROM ${to} - ${from}) * 1000)::bigint, 0), 0)) STORED`;
  await runner.query(`ALTER TABLE facts.call_record
    ADD COLUMN waited_ms ${between('queued_at', 'coalesce(connected_at, ended_at)')},
    ADD COLUMN rang_ms ${between('ringing_at', 'coalesce(connected_at, ended_at)')},
    ADD COLUMN talked_ms ${between('connected_at', 'ended_at')},
    ADD COLUMN total_ms ${between('arrived_at', 'ended_at')},
    ADD COLUMN result text NOT NULL GENERATED ALWAYS AS (coalesce(lost_reason,
      CASE WHEN connected_at IS NULL THEN 'self_service' ELSE 'answered' END)) STORED`);
}

async function addIndexes(runner: QueryRunner): Promise<void> {
  // with the id, so that the page in the middle of a long list is found in the index alone
  await runner.query('CREATE INDEX ON facts.call_record (tenant_id, arrived_at, id)');
  await runner.query('DROP INDEX facts.call_record_tenant_id_arrived_at_idx');
  for (const column of ['queue_id', 'agent_id', 'trunk_id', 'result']) {
    await runner.query(`CREATE INDEX ON facts.call_record (tenant_id, ${column}, arrived_at)`);
  }
  for (const column of ['talked_ms', 'waited_ms', 'total_ms']) {
    await runner.query(`CREATE INDEX ON facts.call_record (tenant_id, ${column}, id)`);
  }
}

/** A tenant learns the names of the trunks that its calls came by, and of no others. */
async function showTrunkNames(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE POLICY app ON config.trunk FOR SELECT TO callrack_app
    USING (EXISTS (SELECT FROM facts.call_record WHERE call_record.trunk_id = trunk.id))`);
  await runner.query('GRANT SELECT (id, name) ON config.trunk TO callrack_app');
}

async function createCallRecords(runner: QueryRunner): Promise<void> {
  // what records are counted, narrowed and sorted by: without the names an index alone can answer
  await runner.query(`CREATE VIEW reports.call WITH (security_invoker = true) AS
    SELECT id, tenant_id, caller, called, trunk_id, queue_id, agent_id, arrived_at, waited_ms, talked_ms, total_ms, result,
      lost_reason, recorded
    FROM facts.call_record`);
  await runner.query('CREATE VIEW reports.trunk WITH (security_invoker = true) AS SELECT id, name FROM config.trunk');
  await runner.query(`CREATE VIEW reports.call_record WITH (security_invoker = true) AS
    SELECT r.id, r.tenant_id, r.call_id, r.direction, r.caller, r.called,
      r.trunk_id, trunk.name AS trunk_name,
      r.queue_id, queue.number AS queue_number, queue.name AS queue_name,
      r.agent_id, agent.number AS agent_number, agent.name AS agent_name,
      r.arrived_at, r.answered_at, r.menu_at, r.queued_at, r.offered_at, r.ringing_at, r.connected_at, r.ended_at,
      r.ended_at_is_late, r.waited_ms, r.rang_ms, r.talked_ms, r.total_ms, r.offers, r.ended_by, r.cause_code,
      r.result, r.lost_reason, r.recorded,
      EXISTS (SELECT FROM facts.recording WHERE recording.call_id = r.call_id) AS has_recording
    FROM facts.call_record r
      LEFT JOIN config.trunk ON trunk.id = r.trunk_id
      LEFT JOIN config.queue ON queue.id = r.queue_id
      LEFT JOIN config.agent ON agent.id = r.agent_id`);
}

async function createCallSteps(runner: QueryRunner): Promise<void> {
  // an id that is none, from whatever build, must not make the whole story unreadable
  const uuid = (key: string): string =>
    `CASE WHEN s.detail ->> '${key}' ~ '^[0-9a-f-]{36}$' THEN (s.detail ->> '${key}')::uuid END`;
  await runner.query(`CREATE VIEW reports.call_step WITH (security_invoker = true) AS
    SELECT s.id, s.tenant_id, s.call_id, s.seq, s.at, s.step, s.detail,
      menu.name AS menu_name, queue.number AS queue_number, queue.name AS queue_name,
      agent.number AS agent_number, agent.name AS agent_name, extension.dn AS extension_dn, trunk.name AS trunk_name
    FROM facts.call_step s
      LEFT JOIN config.menu ON menu.id = ${uuid('menuId')}
      LEFT JOIN config.queue ON queue.id = ${uuid('queueId')}
      LEFT JOIN config.agent ON agent.id = ${uuid('agentId')}
      LEFT JOIN config.extension ON extension.id = ${uuid('extensionId')}
      LEFT JOIN config.trunk ON trunk.id = ${uuid('trunkId')}`);
}

/** Jobs of the process `web` of this node; their files lie beside its other data. No reference to config: it travels. */
async function createExports(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.export (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('call_record')),
    format text NOT NULL CHECK (format IN ('xlsx', 'csv')),
    -- filter, sort, columns, language and time zone, as they were asked for
    wish jsonb NOT NULL,
    requested_by uuid NOT NULL,
    requested_by_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at timestamptz,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- why it failed
    failure text,
    rows_done integer NOT NULL DEFAULT 0,
    rows_total integer NOT NULL,
    bytes bigint NOT NULL DEFAULT 0,
    -- the life of a process that works at it; one of an earlier life is not worked at any more
    worker uuid NOT NULL
  )`);
  await runner.query('CREATE INDEX ON live.export (tenant_id, created_at)');
  await separateTenants(runner, 'live.export');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON live.export TO callrack_app');
  await runner.query('GRANT SELECT, UPDATE, DELETE ON live.export TO callrack_operator');
}
