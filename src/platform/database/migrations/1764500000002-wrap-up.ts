import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { secure, separateTenants, TENANT_OF_TRANSACTION } from './row-security.js';

/** Why agents are not ready, what they say of a call after it, and what they have said. */
export class WrapUp1764500000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createReasons(runner);
    await createDispositions(runner);
    for (const table of ['not_ready_reason', 'disposition']) {
      await separateTenants(runner, `config.${table}`);
      await notifyChanges(runner, table);
      // what was once chosen keeps its name: nothing is deleted but with its tenant
      await runner.query(`GRANT SELECT, INSERT, UPDATE ON config.${table} TO callrack_app`);
      await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON config.${table} TO callrack_operator`);
      await runner.query(`GRANT SELECT ON config.${table} TO callrack_node`);
    }
    await createSayings(runner);
    await showSayings(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createReasons(runner: QueryRunner): Promise<void> {
  // a tenant that has none has the usual ones (acd/core/not-ready-reason.ts)
  await runner.query(`CREATE TABLE config.not_ready_reason (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    version integer NOT NULL DEFAULT 1,
    -- keyed on a telephone; never changed
    code text NOT NULL CHECK (code ~ '^[0-9]{1,3}$'),
    -- what steps of agents say
    key text NOT NULL CHECK (key ~ '^[a-z0-9_]{1,20}$'),
    name_zh text NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 40),
    name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 40),
    paid boolean NOT NULL DEFAULT true,
    active boolean NOT NULL DEFAULT true,
    UNIQUE (tenant_id, code),
    UNIQUE (tenant_id, key)
  )`);
}

async function createDispositions(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.disposition (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    version integer NOT NULL DEFAULT 1,
    code text NOT NULL CHECK (code ~ '^[0-9]{1,4}$'),
    name_zh text NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 60),
    name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 60),
    -- of these queues; none: of all calls
    queue_ids uuid[] NOT NULL DEFAULT '{}',
    active boolean NOT NULL DEFAULT true,
    UNIQUE (tenant_id, code)
  )`);
  await runner.query(`ALTER TABLE config.queue
    -- whoever ends the wrap-up without one is noted
    ADD COLUMN disposition_required boolean NOT NULL DEFAULT false`);
}

/** Inserted by the shippers as other facts are (1764000000002, 1764300000001). */
async function createSayings(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE facts.call_saying (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid,
    call_id text NOT NULL,
    -- left_out: a disposition was asked for, and the wrap-up ended without one
    what text NOT NULL,
    -- whose wrap-up it was, or who is said to have said it
    agent_id uuid,
    by_name text NOT NULL,
    -- where a field was not spoken of, what was said of it before stays
    says_disposition boolean NOT NULL,
    disposition_id uuid,
    says_note boolean NOT NULL,
    note text
  )`);
  await runner.query('CREATE INDEX ON facts.call_saying (call_id, at, id)');
  await runner.query('CREATE INDEX ON facts.call_saying (tenant_id, disposition_id) WHERE says_disposition');
  await runner.query(`CREATE INDEX ON facts.call_saying (tenant_id) WHERE what = 'left_out'`);
  await secure(runner, 'facts.call_saying');
  const policies = {
    app: `FOR SELECT TO callrack_app USING (tenant_id = ${TENANT_OF_TRANSACTION})`,
    ship: 'FOR INSERT TO callrack_node WITH CHECK (true)',
    node: 'FOR SELECT TO callrack_node USING (tenant_id IS NULL OR tenant_id IN (SELECT id FROM config.tenant))',
    operator: 'FOR SELECT TO callrack_operator USING (true)',
    purge: `FOR DELETE TO callrack_operator
      USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now()))`,
    cluster: 'FOR INSERT TO callrack_cluster_node WITH CHECK (true)',
    purge_strays: `FOR DELETE TO callrack_operator
      USING (at < now() - interval '1 day' AND NOT EXISTS (SELECT FROM config.tenant WHERE tenant.id = tenant_id))`,
  };
  for (const [name, policy] of Object.entries(policies)) {
    await runner.query(`CREATE POLICY ${name} ON facts.call_saying ${policy}`);
  }
  await runner.query('GRANT SELECT ON facts.call_saying TO callrack_app');
  await runner.query('GRANT SELECT, INSERT ON facts.call_saying TO callrack_node');
  await runner.query('GRANT INSERT ON facts.call_saying TO callrack_cluster_node');
  await runner.query('GRANT SELECT, DELETE ON facts.call_saying TO callrack_operator');
  await runner.query(`CREATE TRIGGER drop_strays BEFORE INSERT ON facts.call_saying FOR EACH ROW
    WHEN (NEW.tenant_id IS NOT NULL AND current_user LIKE 'callrack\\_at\\_%')
    EXECUTE FUNCTION facts.drop_strays()`);
}

/** The last word of a call, looked up for the rows alone that are shown, or the columns that are asked for. */
async function showSayings(runner: QueryRunner): Promise<void> {
  const last = (columns: string, of: string, join = ''): string =>
    `(SELECT ${columns} FROM facts.call_saying said ${join} WHERE said.call_id = r.call_id AND said.${of}
       ORDER BY said.at DESC, said.id DESC LIMIT 1)`;
  const named = 'LEFT JOIN config.disposition ON disposition.id = said.disposition_id';
  const leftOut = `(EXISTS (SELECT FROM facts.call_saying said WHERE said.call_id = r.call_id AND said.what = 'left_out')
    AND ${last('said.disposition_id', 'says_disposition')} IS NULL)`;
  await runner.query(`CREATE OR REPLACE VIEW reports.call_record WITH (security_invoker = true) AS
    SELECT r.id, r.tenant_id, r.call_id, r.direction, r.caller, r.called,
      r.trunk_id, trunk.name AS trunk_name,
      r.queue_id, queue.number AS queue_number, queue.name AS queue_name,
      r.agent_id, agent.number AS agent_number, agent.name AS agent_name,
      r.arrived_at, r.answered_at, r.menu_at, r.queued_at, r.offered_at, r.ringing_at, r.connected_at, r.ended_at,
      r.ended_at_is_late, r.waited_ms, r.rang_ms, r.talked_ms, r.total_ms, r.offers, r.ended_by, r.cause_code,
      r.result, r.lost_reason, r.recorded,
      EXISTS (SELECT FROM facts.recording WHERE recording.call_id = r.call_id) AS has_recording,
      (SELECT coalesce(step.detail ->> 'limit', 'balance_out') FROM facts.call_step step
        WHERE step.call_id = r.call_id AND step.step = 'credit.ended' ORDER BY step.seq LIMIT 1) AS end_reason,
      (SELECT sum(charge.amount_micro)::bigint FROM facts.charge WHERE charge.call_id = r.call_id) AS charged_micro,
      (SELECT charge.currency FROM facts.charge WHERE charge.call_id = r.call_id LIMIT 1) AS charged_currency,
      ${last('said.disposition_id', 'says_disposition')} AS disposition_id,
      ${last("disposition.code || ' ' || disposition.name_zh", 'says_disposition', named)} AS disposition_zh,
      ${last("disposition.code || ' ' || disposition.name_en", 'says_disposition', named)} AS disposition_en,
      ${last('said.note', 'says_note')} AS note,
      (SELECT max(said.at) FROM facts.call_saying said WHERE said.call_id = r.call_id AND said.what = 'said') AS said_at,
      (SELECT said.by_name FROM facts.call_saying said WHERE said.call_id = r.call_id AND said.what = 'said'
        ORDER BY said.at DESC, said.id DESC LIMIT 1) AS said_by,
      ${leftOut} AS disposition_left_out
    FROM facts.call_record r
      LEFT JOIN config.trunk ON trunk.id = r.trunk_id
      LEFT JOIN config.queue ON queue.id = r.queue_id
      LEFT JOIN config.agent ON agent.id = r.agent_id`);
  // records are narrowed by what was said of them at last
  await runner.query(`CREATE VIEW reports.last_disposition WITH (security_invoker = true) AS
    SELECT said.call_id, said.disposition_id FROM facts.call_saying said
    WHERE said.says_disposition AND NOT EXISTS (SELECT FROM facts.call_saying later
      WHERE later.call_id = said.call_id AND later.says_disposition AND (later.at, later.id) > (said.at, said.id))`);
  await runner.query(`CREATE VIEW reports.left_out_disposition WITH (security_invoker = true) AS
    SELECT said.call_id FROM facts.call_saying said WHERE said.what = 'left_out' AND NOT EXISTS (
      SELECT FROM reports.last_disposition last WHERE last.call_id = said.call_id AND last.disposition_id IS NOT NULL)`);
  for (const view of ['last_disposition', 'left_out_disposition']) {
    await runner.query(`GRANT SELECT ON reports.${view} TO callrack_app, callrack_operator`);
  }
}
