import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { separateTenants } from './row-security.js';

/** Steps that figures of queues and offers are made of (reports/core/figures/spans.ts). */
const TELLING = "('queue.entered', 'queue.left', 'agent.offered', 'agent.missed', 'party.connected', 'call.ended')";

/**
 * Figures of queues and agents by quarters of an hour, made of the facts by `web` of the admin node. They are kept in the
 * schema of the reports: they travel nowhere, and can be made again from the facts.
 */
export class Figures1764400000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE config.queue
      -- answered within this time is what the queue promises
      ADD COLUMN service_level_s integer NOT NULL DEFAULT 20 CHECK (service_level_s BETWEEN 1 AND 3600),
      -- who hangs up sooner has not really waited; 0: everybody has
      ADD COLUMN short_abandon_s integer NOT NULL DEFAULT 5 CHECK (short_abandon_s BETWEEN 0 AND 300)`);
    await tellArrivals(runner);
    await createViews(runner);
    await createSpans(runner);
    await createFigures(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/**
 * The transaction by which a fact came: all below the oldest that still runs are there, so that a reader that goes by it
 * misses none, however late. What was there before came with this migration; no row is written for that.
 */
async function tellArrivals(runner: QueryRunner): Promise<void> {
  for (const table of ['call_step', 'agent_step']) {
    await runner.query(`ALTER TABLE facts.${table} ADD COLUMN came_by xid8 NOT NULL DEFAULT pg_current_xact_id()`);
  }
  await runner.query(`CREATE INDEX ON facts.call_step (came_by, id) WHERE step IN ${TELLING}`);
  await runner.query('CREATE INDEX ON facts.agent_step (came_by, id)');
}

async function createViews(runner: QueryRunner): Promise<void> {
  const views = {
    telling_step: `SELECT id, tenant_id, call_id, seq, at, step, detail, came_by FROM facts.call_step
      WHERE step IN ${TELLING}`,
    agent_step: 'SELECT id, tenant_id, agent_id, seq, at, to_phase, reason, call_id, came_by FROM facts.agent_step',
    queue: 'SELECT id, tenant_id, number, name, service_level_s, short_abandon_s FROM config.queue',
    agent: 'SELECT id, tenant_id, number, name FROM config.agent',
  };
  for (const [name, select] of Object.entries(views)) {
    await runner.query(`CREATE VIEW reports.${name} WITH (security_invoker = true) AS ${select}`);
    await runner.query(`GRANT SELECT ON reports.${name} TO callrack_app, callrack_operator`);
  }
}

async function createSpans(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE reports.queue_visit (
    call_id text NOT NULL,
    seq integer NOT NULL,
    tenant_id uuid NOT NULL,
    queue_id uuid NOT NULL,
    began_at timestamptz NOT NULL,
    over_at timestamptz,
    outcome text,
    agent_id uuid,
    PRIMARY KEY (call_id, seq)
  )`);
  await runner.query(`CREATE TABLE reports.agent_offer (
    call_id text NOT NULL,
    seq integer NOT NULL,
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    began_at timestamptz NOT NULL,
    over_at timestamptz,
    outcome text,
    PRIMARY KEY (call_id, seq)
  )`);
  await runner.query(`CREATE TABLE reports.agent_span (
    agent_id uuid NOT NULL,
    seq integer NOT NULL,
    began_at timestamptz NOT NULL,
    tenant_id uuid NOT NULL,
    phase text NOT NULL,
    reason text,
    call_id text,
    over_at timestamptz,
    PRIMARY KEY (agent_id, seq, began_at)
  )`);
  await runner.query('CREATE INDEX ON reports.agent_span (call_id) WHERE call_id IS NOT NULL');
  await runner.query('CREATE INDEX ON reports.agent_span (agent_id, began_at)');
  for (const table of ['queue_visit', 'agent_offer', 'agent_span']) {
    // whatever is short lies near the interval it is looked for in; what is long, or goes on, is not much
    await runner.query(`CREATE INDEX ON reports.${table} (tenant_id, began_at)`);
    await runner.query(`CREATE INDEX ON reports.${table} (tenant_id, began_at)
      WHERE over_at IS NULL OR over_at - began_at > interval '1 hour'`);
    await letPlatformKeep(runner, table);
  }
}

async function createFigures(runner: QueryRunner): Promise<void> {
  const count = (names: string): string => names.replaceAll(/\w+/g, '$& integer NOT NULL');
  const duration = (names: string): string => names.replaceAll(/\w+/g, '$& bigint NOT NULL');
  await runner.query(`CREATE TABLE reports.queue_figures (
    tenant_id uuid NOT NULL,
    queue_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    -- as the queue had them when this was first reckoned
    service_level_s integer NOT NULL,
    short_abandon_s integer NOT NULL,
    ${count('offered, answered, answered_in_time, abandoned, abandoned_short, overflowed, lost, most_waiting')},
    ${duration('wait_answered_ms, longest_wait_ms, waiting_ms, talk_ms, wrap_up_ms')},
    PRIMARY KEY (tenant_id, starts_at, queue_id)
  )`);
  await runner.query(`CREATE TABLE reports.agent_figures (
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ${count('offered, answered, missed')},
    ${duration('ready_ms, not_ready_ms, ring_ms, talk_ms, wrap_up_ms')},
    reasons_ms jsonb NOT NULL,
    PRIMARY KEY (tenant_id, starts_at, agent_id)
  )`);
  for (const table of ['queue_figures', 'agent_figures']) await letPlatformKeep(runner, table);
  await runner.query(`CREATE TABLE reports.figures_due (
    tenant_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, starts_at)
  )`);
  await letPlatformKeep(runner, 'figures_due');
  await runner.query(`CREATE TABLE reports.figures_progress (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- the last fact that was taken in, by the transaction it came by and its id
    call_came_by xid8 NOT NULL DEFAULT '0',
    call_fact text NOT NULL DEFAULT '',
    agent_came_by xid8 NOT NULL DEFAULT '0',
    agent_fact text NOT NULL DEFAULT '',
    -- up to here figures are kept
    kept_until timestamptz NOT NULL DEFAULT 'epoch'
  )`);
  await runner.query('INSERT INTO reports.figures_progress DEFAULT VALUES');
  await runner.query('GRANT SELECT ON reports.figures_progress TO callrack_app');
  await runner.query('GRANT SELECT, UPDATE ON reports.figures_progress TO callrack_operator');
}

async function letPlatformKeep(runner: QueryRunner, table: string): Promise<void> {
  await separateTenants(runner, `reports.${table}`);
  await runner.query(`GRANT SELECT ON reports.${table} TO callrack_app`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON reports.${table} TO callrack_operator`);
}
