import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { letOperatorSeeAll, secure, separateTenants, TENANT_OF_TRANSACTION } from './row-security.js';

const FACT_TABLES = ['charge', 'limit_reached'];
const FOLLOWED = ['tariff', 'tariff_version', 'tenant_account', 'balance_movement'];

/**
 * Tariffs and money. What is paid in is written on the admin node and travels down (config); what is charged is a fact of
 * the node that had the call. Amounts are millionths of the currency unit.
 */
export class Billing1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTariffs(runner);
    await createAccounts(runner);
    await createCharges(runner);
    await createReratings(runner);
    await createOverview(runner);
    for (const table of FOLLOWED) await notifyChanges(runner, table);
    await refuseChanges(runner, 'config.tariff_version');
    await refuseChanges(runner, 'config.balance_movement');
    await keepCurrency(runner);
    await leaveWhatIsOwed(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createTariffs(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.tariff (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    time_zone text NOT NULL,
    round_to_micro bigint NOT NULL CHECK (round_to_micro > 0),
    rounding_mode text NOT NULL CHECK (rounding_mode IN ('up', 'half_up', 'half_even', 'down')),
    created_at timestamptz NOT NULL DEFAULT now()
  )`);
  await runner.query(`CREATE TABLE config.tariff_version (
    id uuid PRIMARY KEY,
    tariff_id uuid NOT NULL REFERENCES config.tariff,
    number integer NOT NULL CHECK (number > 0),
    valid_from timestamptz NOT NULL,
    -- holidays, workdays, rates, packages, as billing/core/tariff.ts says
    content jsonb NOT NULL,
    note text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by_name text NOT NULL,
    UNIQUE (tariff_id, number)
  )`);
  await runner.query(`CREATE TABLE config.tenant_account (
    tenant_id uuid PRIMARY KEY REFERENCES config.tenant,
    version integer NOT NULL DEFAULT 1,
    -- NULL: calls are not priced
    tariff_id uuid REFERENCES config.tariff,
    -- of all its money, that of its first tariff; once it is set it stays, see keepCurrency
    currency text CHECK (currency ~ '^[A-Z]{3}$'),
    mode text NOT NULL DEFAULT 'prepaid' CHECK (mode IN ('prepaid', 'postpaid')),
    credit_limit_micro bigint NOT NULL DEFAULT 0 CHECK (credit_limit_micro >= 0),
    low_balance_micro bigint,
    time_zone text NOT NULL DEFAULT 'Asia/Shanghai',
    international_open boolean NOT NULL DEFAULT false,
    premium_open boolean NOT NULL DEFAULT false,
    hour_limit_micro bigint CHECK (hour_limit_micro >= 0),
    day_limit_micro bigint CHECK (day_limit_micro >= 0),
    night_from text NOT NULL DEFAULT '22:00' CHECK (night_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    night_to text NOT NULL DEFAULT '06:00' CHECK (night_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    night_call_limit integer CHECK (night_call_limit >= 0)
  )`);
  await separateTenants(runner, 'config.tenant_account');
  await runner.query('GRANT SELECT ON config.tenant_account TO callrack_app, callrack_node');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.tenant_account TO callrack_operator');
  for (const table of ['config.tariff', 'config.tariff_version']) {
    await secure(runner, table);
    await letOperatorSeeAll(runner, table);
    await runner.query(`CREATE POLICY node ON ${table} FOR SELECT TO callrack_node USING (true)`);
    // A tenant sees the tariff that its calls are priced by, and no other.
    const tariff = table === 'config.tariff' ? 'tariff.id' : 'tariff_version.tariff_id';
    await runner.query(`CREATE POLICY app ON ${table} FOR SELECT TO callrack_app
      USING (EXISTS (SELECT FROM config.tenant_account account WHERE account.tariff_id = ${tariff}))`);
    await runner.query(`GRANT SELECT ON ${table} TO callrack_app, callrack_node`);
  }
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.tariff TO callrack_operator');
  await runner.query('GRANT SELECT, INSERT, DELETE ON config.tariff_version TO callrack_operator');
}

async function createAccounts(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.balance_movement (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL CHECK (kind IN ('top_up', 'correction', 'rerating')),
    -- what is paid in is positive
    amount_micro bigint NOT NULL CHECK (amount_micro <> 0),
    note text NOT NULL DEFAULT '',
    by_name text NOT NULL,
    rerating_id uuid,
    -- of the form by which a person entered it: what is sent twice is entered once
    token uuid UNIQUE
  )`);
  await runner.query('CREATE INDEX ON config.balance_movement (tenant_id, at, id)');
  await separateTenants(runner, 'config.balance_movement');
  await runner.query('GRANT SELECT ON config.balance_movement TO callrack_app, callrack_node');
  await runner.query('GRANT SELECT, INSERT, DELETE ON config.balance_movement TO callrack_operator');
}

async function createCharges(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE facts.charge (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid NOT NULL,
    call_id text NOT NULL,
    -- the call priced when it ended; the same taken back; priced again in its place
    kind text NOT NULL DEFAULT 'call' CHECK (kind IN ('call', 'reversal', 'rerated')),
    tariff_id uuid NOT NULL,
    tariff_version_id uuid NOT NULL,
    currency text NOT NULL,
    amount_micro bigint NOT NULL,
    caller_amount_micro bigint NOT NULL,
    outbound_micro bigint NOT NULL,
    started_at timestamptz,
    seconds integer NOT NULL,
    calculation jsonb NOT NULL,
    -- the entry that a reversal takes back
    reverses text UNIQUE,
    rerating_id uuid,
    -- of a reversal and what is put in its place: when the call itself was priced first; NULL: at
    call_at timestamptz,
    -- what was called, to be found by: row security leaves an index of texts usable, one of JSON not
    number text GENERATED ALWAYS AS (calculation #>> '{legs,0,number}') STORED
  )`);
  await runner.query('CREATE INDEX ON facts.charge (tenant_id, at, id)');
  await runner.query('CREATE INDEX ON facts.charge (call_id)');
  await runner.query('CREATE INDEX ON facts.charge (tariff_id, (coalesce(call_at, at)), id)');
  await runner.query('CREATE INDEX ON facts.charge (number, tenant_id)');
  await runner.query(`CREATE TABLE facts.limit_reached (
    id text PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant_id uuid NOT NULL,
    limit_name text NOT NULL,
    action text NOT NULL,
    call_id text,
    agent_id uuid,
    trunk_id uuid,
    detail jsonb NOT NULL
  )`);
  await runner.query('CREATE INDEX ON facts.limit_reached (tenant_id, at, id)');
  for (const table of FACT_TABLES) {
    await secure(runner, `facts.${table}`);
    await runner.query(`CREATE POLICY app ON facts.${table} FOR SELECT TO callrack_app
      USING (tenant_id = ${TENANT_OF_TRANSACTION})`);
    await runner.query(`CREATE POLICY ship ON facts.${table} FOR INSERT TO callrack_node WITH CHECK (true)`);
    await runner.query(`CREATE POLICY node ON facts.${table} FOR SELECT TO callrack_node
      USING (tenant_id IN (SELECT id FROM config.tenant))`);
    await runner.query(`CREATE POLICY operator ON facts.${table} FOR SELECT TO callrack_operator USING (true)`);
    await runner.query(`CREATE POLICY purge ON facts.${table} FOR DELETE TO callrack_operator
      USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now()))`);
    await runner.query(`GRANT SELECT ON facts.${table} TO callrack_app`);
    await runner.query(`GRANT SELECT, INSERT ON facts.${table} TO callrack_node`);
    await runner.query(`GRANT SELECT, DELETE ON facts.${table} TO callrack_operator`);
  }
  await runner.query('GRANT INSERT ON facts.charge TO callrack_operator');
  await keepTotals(runner);
}

/** The sum of the engine's charges by tenant, kept with them, so that a balance is told without adding up a million rows. */
async function keepTotals(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE facts.charge_total (
    tenant_id uuid PRIMARY KEY,
    charged_micro bigint NOT NULL
  )`);
  await secure(runner, 'facts.charge_total');
  await letOperatorSeeAll(runner, 'facts.charge_total');
  await runner.query(`CREATE POLICY app ON facts.charge_total FOR SELECT TO callrack_app
    USING (tenant_id = ${TENANT_OF_TRANSACTION})`);
  await runner.query(`CREATE POLICY node ON facts.charge_total TO callrack_node USING (true) WITH CHECK (true)`);
  await runner.query('GRANT SELECT ON facts.charge_total TO callrack_app');
  await runner.query('GRANT SELECT, DELETE ON facts.charge_total TO callrack_operator');
  await runner.query('GRANT SELECT, INSERT, UPDATE ON facts.charge_total TO callrack_node');
  await runner.query(`CREATE FUNCTION facts.add_to_total() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- whoever prices again has no business with the totals
      IF NOT EXISTS (SELECT FROM fresh WHERE kind = 'call') THEN RETURN NULL; END IF;
      INSERT INTO facts.charge_total (tenant_id, charged_micro)
        SELECT tenant_id, sum(amount_micro) FROM fresh WHERE kind = 'call' GROUP BY tenant_id ORDER BY tenant_id
        ON CONFLICT (tenant_id) DO UPDATE
          SET charged_micro = charge_total.charged_micro + excluded.charged_micro;
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE TRIGGER add_to_total AFTER INSERT ON facts.charge
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION facts.add_to_total()`);
}

/** Pricing a period again: a job of the process web. Without references to config: it travels. */
async function createReratings(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.rerating (
    id uuid PRIMARY KEY,
    tariff_id uuid NOT NULL,
    -- NULL: all tenants of the tariff
    tenant_id uuid,
    from_at timestamptz NOT NULL,
    to_at timestamptz NOT NULL,
    -- only looked at, nothing written
    trial boolean NOT NULL,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed')),
    -- the last charge that was looked at
    cursor_at timestamptz,
    cursor_id text,
    -- how many there are to look at, counted when it begins
    total integer,
    looked_at integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    -- what tenants pay more (or, below zero, less)
    difference_micro bigint NOT NULL DEFAULT 0,
    failure text,
    requested_by_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
  )`);
  await secure(runner, 'live.rerating');
  await letOperatorSeeAll(runner, 'live.rerating');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON live.rerating TO callrack_operator');
  await writeForReratings(runner);
}

/** What pricing again writes belongs to one that goes on and is no trial. */
async function writeForReratings(runner: QueryRunner): Promise<void> {
  const ofOne = `EXISTS (SELECT FROM live.rerating job WHERE job.id = rerating_id
    AND job.status IN ('queued', 'running') AND NOT job.trial)`;
  // A charge is taken back by another entry, never changed; the engine's own entries are not the operator's to make.
  await runner.query(`CREATE POLICY rerate ON facts.charge FOR INSERT TO callrack_operator
    WITH CHECK (kind IN ('reversal', 'rerated') AND ${ofOne})`);
  await runner.query(`CREATE POLICY rerate ON config.balance_movement AS RESTRICTIVE FOR INSERT TO callrack_operator
    WITH CHECK (CASE WHEN kind = 'rerating' THEN ${ofOne} ELSE rerating_id IS NULL END)`);
}

/** Charges that are on their way are of the currency that the account had: it never gets another. */
async function keepCurrency(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION config.keep_currency() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the currency of an account stays' USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`CREATE TRIGGER keep_currency BEFORE UPDATE ON config.tenant_account
    FOR EACH ROW WHEN (OLD.currency IS NOT NULL AND NEW.currency IS DISTINCT FROM OLD.currency)
    EXECUTE FUNCTION config.keep_currency()`);
}

/** Money goes only with its tenant; what a version says goes only before anybody is priced by it. */
async function leaveWhatIsOwed(runner: QueryRunner): Promise<void> {
  for (const table of ['config.tenant_account', 'config.balance_movement', 'facts.charge_total'])
    await runner.query(`CREATE POLICY purge ON ${table} AS RESTRICTIVE FOR DELETE TO callrack_operator
      USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now()))`);
  await runner.query(`CREATE POLICY unused ON config.tariff_version AS RESTRICTIVE FOR DELETE TO callrack_operator
    USING (NOT EXISTS (SELECT FROM facts.charge WHERE charge.tariff_id = tariff_version.tariff_id)
      AND NOT EXISTS (SELECT FROM config.tenant_account account WHERE account.tariff_id = tariff_version.tariff_id))`);
}

/** All tenants with their money, as the platform's operators list them; the caller's rights and no others. */
async function createOverview(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE VIEW config.account_overview WITH (security_invoker) AS
    SELECT money.*, credit_micro - charged_micro AS balance_micro FROM (
      SELECT tenant.id, tenant.code, tenant.name, tenant.status, account.tariff_id, tariff.name AS tariff_name,
        account.currency, coalesce(account.mode, 'prepaid') AS mode,
        coalesce(account.credit_limit_micro, 0) AS credit_limit_micro, account.low_balance_micro,
        coalesce((SELECT sum(amount_micro) FROM config.balance_movement paid WHERE paid.tenant_id = tenant.id), 0)::bigint
          AS credit_micro,
        coalesce((SELECT charged_micro FROM facts.charge_total total WHERE total.tenant_id = tenant.id), 0)
          AS charged_micro
      FROM config.tenant
        LEFT JOIN config.tenant_account account ON account.tenant_id = tenant.id
        LEFT JOIN config.tariff ON tariff.id = account.tariff_id
    ) AS money`);
  await runner.query('GRANT SELECT ON config.account_overview TO callrack_operator');
}

/** What is written once and followed by other rows, for the owner of the table too; only a purge deletes. */
async function refuseChanges(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION config.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is not changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`CREATE TRIGGER refuse_change BEFORE UPDATE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION config.refuse_change()`);
}
