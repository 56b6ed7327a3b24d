import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { letOperatorSeeAll, secure, TENANT_OF_TRANSACTION } from './row-security.js';

const FACT_TABLES = ['call_step', 'call_record', 'agent_step', 'recording'];

/**
 * What happened (kernel/domain-events.ts), inserted by the shippers and changed by nobody. No foreign keys to config:
 * facts outlive what they speak of. Ids of calls are text, as the engine treats them.
 */
export class Facts1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT USAGE ON SCHEMA facts TO callrack_app, callrack_node, callrack_operator');
    await createTables(runner);
    for (const table of FACT_TABLES) {
      await secure(runner, `facts.${table}`);
      await runner.query(`CREATE POLICY app ON facts.${table} FOR SELECT TO callrack_app
        USING (tenant_id = ${TENANT_OF_TRANSACTION})`);
      // Not bound to the tenants of now: a tenant may have moved away before its last facts are shipped.
      await runner.query(`CREATE POLICY ship ON facts.${table} FOR INSERT TO callrack_node WITH CHECK (true)`);
      await runner.query(`CREATE POLICY node ON facts.${table} FOR SELECT TO callrack_node
        USING (tenant_id IS NULL OR tenant_id IN (SELECT id FROM config.tenant))`);
      await letOperatorSeeAll(runner, `facts.${table}`);
      await runner.query(`GRANT SELECT ON facts.${table} TO callrack_app, callrack_operator`);
      await runner.query(`GRANT SELECT, INSERT ON facts.${table} TO callrack_node`);
    }
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createTables(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE facts.call_step (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid,
    call_id text NOT NULL,
    seq integer NOT NULL,
    step text NOT NULL,
    detail jsonb NOT NULL
  )`);
  await runner.query('CREATE INDEX ON facts.call_step (call_id, seq)');
  await runner.query(`CREATE TABLE facts.call_record (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid,
    call_id text NOT NULL,
    direction text NOT NULL,
    trunk_id uuid,
    caller text NOT NULL,
    called text NOT NULL,
    queue_id uuid,
    agent_id uuid,
    arrived_at timestamptz NOT NULL,
    answered_at timestamptz,
    menu_at timestamptz,
    queued_at timestamptz,
    offered_at timestamptz,
    ringing_at timestamptz,
    connected_at timestamptz,
    ended_at timestamptz NOT NULL,
    ended_at_is_late boolean NOT NULL,
    offers integer NOT NULL,
    ended_by text NOT NULL,
    cause_code integer NOT NULL,
    lost_reason text,
    recorded boolean NOT NULL
  )`);
  await runner.query('CREATE INDEX ON facts.call_record (tenant_id, arrived_at)');
  await runner.query('CREATE INDEX ON facts.call_record (call_id)');
  await runner.query(`CREATE TABLE facts.agent_step (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid,
    agent_id uuid NOT NULL,
    seq integer NOT NULL,
    from_phase text NOT NULL,
    to_phase text NOT NULL,
    reason text,
    call_id text
  )`);
  await runner.query('CREATE INDEX ON facts.agent_step (agent_id, at)');
  await runner.query(`CREATE TABLE facts.recording (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid,
    call_id text NOT NULL,
    file text NOT NULL,
    format text NOT NULL,
    duration_ms integer NOT NULL,
    bytes bigint NOT NULL
  )`);
  await runner.query('CREATE INDEX ON facts.recording (call_id)');
}
