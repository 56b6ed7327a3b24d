import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { letOperatorSeeAll, secure, TENANT_OF_TRANSACTION } from './row-security.js';

/** Tables that people edit, and so two at once; the later is told by the version. */
const EDITED_TABLES = ['node', 'tenant', 'trunk', 'access_number', 'extension', 'agent', 'queue', 'menu', 'prompt'];
const FACT_TABLES = ['call_step', 'call_record', 'agent_step', 'recording'];

/**
 * Who may do what at the console, and what they did. Schema `access` is written on the admin node and stays there:
 * password hashes have no business on switch nodes.
 */
export class Access1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA access');
    await runner.query('GRANT USAGE ON SCHEMA access, live TO callrack_app, callrack_operator');
    await createPeople(runner);
    await createAudit(runner);
    await createSessions(runner);
    for (const table of EDITED_TABLES) {
      await runner.query(`ALTER TABLE config.${table} ADD COLUMN version integer NOT NULL DEFAULT 1`);
    }
    await extendTenants(runner);
    await extendLines(runner);
    await letOperatorPurgeClosedTenants(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE access.role (
    id uuid PRIMARY KEY,
    -- NULL: a role of the platform
    tenant_id uuid REFERENCES config.tenant,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    permissions text[] NOT NULL,
    version integer NOT NULL DEFAULT 1,
    UNIQUE NULLS NOT DISTINCT (tenant_id, name)
  )`);
  await runner.query(`CREATE TABLE access.operator (
    id uuid PRIMARY KEY,
    -- NULL: an operator of the platform
    tenant_id uuid REFERENCES config.tenant,
    login text NOT NULL CHECK (login ~ '^[a-z0-9][a-z0-9._-]{0,39}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    -- one of the two; roles of the product have names, roles of one's own have rows
    builtin_role text,
    role_id uuid REFERENCES access.role,
    disabled boolean NOT NULL DEFAULT false,
    password_hash text NOT NULL,
    must_change_password boolean NOT NULL DEFAULT true,
    -- sealed with the key of the web process; NULL: no second factor
    totp_secret text,
    -- a code is accepted once
    totp_last_step bigint NOT NULL DEFAULT 0,
    -- sessions of an older epoch are over
    epoch integer NOT NULL DEFAULT 1,
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    last_sign_in_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    UNIQUE NULLS NOT DISTINCT (tenant_id, login),
    CHECK ((builtin_role IS NULL) <> (role_id IS NULL))
  )`);
  const ofTenant = `tenant_id = ${TENANT_OF_TRANSACTION}`;
  for (const table of ['access.role', 'access.operator']) {
    await secure(runner, table);
    await runner.query(`CREATE POLICY app ON ${table} TO callrack_app USING (${ofTenant}) WITH CHECK (${ofTenant})`);
    await letOperatorSeeAll(runner, table);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO callrack_operator`);
  }
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON access.role TO callrack_app');
  // Hashes and secrets are written for a tenant's people, and read by the platform's sign-in alone.
  await runner.query(`GRANT SELECT (id, tenant_id, login, name, language, builtin_role, role_id, disabled,
      must_change_password, epoch, failures, locked_until, last_sign_in_at, created_at, version),
    INSERT, UPDATE, DELETE ON access.operator TO callrack_app`);
}

/** Written once and changed by nobody: no role of the product may, and a trigger refuses it to the owner too. */
async function createAudit(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE access.audit_entry (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    -- whose data it was about; NULL: the platform's
    tenant_id uuid,
    operator_id uuid,
    operator_login text NOT NULL,
    operator_name text NOT NULL,
    address text NOT NULL,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id text,
    object_label text NOT NULL,
    before jsonb,
    after jsonb
  )`);
  await runner.query('CREATE INDEX ON access.audit_entry (tenant_id, at, id)');
  await runner.query('CREATE INDEX ON access.audit_entry (object_type, object_id, at)');
  await secure(runner, 'access.audit_entry');
  const ofTenant = `tenant_id = ${TENANT_OF_TRANSACTION}`;
  await runner.query(`CREATE POLICY app ON access.audit_entry TO callrack_app
    USING (${ofTenant}) WITH CHECK (${ofTenant})`);
  await letOperatorSeeAll(runner, 'access.audit_entry');
  await runner.query('GRANT SELECT, INSERT ON access.audit_entry TO callrack_app, callrack_operator');
  await runner.query(`CREATE FUNCTION access.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit log is not changed' USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON access.audit_entry
    FOR EACH ROW EXECUTE FUNCTION access.refuse_change()`);
  await runner.query(`CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON access.audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change()`);
}

/** As connect-pg-simple wants it. Found before anybody is known, so it is the platform's alone. */
async function createSessions(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.web_session (
    sid text PRIMARY KEY,
    sess json NOT NULL,
    expire timestamp(6) NOT NULL
  )`);
  await runner.query('CREATE INDEX ON live.web_session (expire)');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON live.web_session TO callrack_operator');
}

async function extendTenants(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE config.tenant
    DROP CONSTRAINT tenant_status_check,
    ADD CONSTRAINT tenant_status_check CHECK (status IN ('open', 'suspended', 'closed')),
    ADD COLUMN agent_limit integer NOT NULL DEFAULT 100 CHECK (agent_limit >= 0),
    ADD COLUMN extension_limit integer NOT NULL DEFAULT 100 CHECK (extension_limit >= 0),
    ADD COLUMN prompt_storage_limit_mb integer NOT NULL DEFAULT 200 CHECK (prompt_storage_limit_mb >= 0),
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    -- when the data of a closed tenant are deleted
    ADD COLUMN purge_at timestamptz,
    ADD CHECK ((status = 'closed') = (purge_at IS NOT NULL))`);
}

async function extendLines(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE config.prompt
    ADD COLUMN original_name text NOT NULL DEFAULT '',
    ADD COLUMN duration_ms integer NOT NULL DEFAULT 0,
    ADD COLUMN bytes integer NOT NULL DEFAULT 0,
    ADD COLUMN uploaded_at timestamptz`);
  await runner.query("ALTER TABLE config.extension ADD COLUMN label text NOT NULL DEFAULT ''");
  await runner.query(`GRANT SELECT (label, version), UPDATE (label, version) ON config.extension TO callrack_app`);
  // The platform hands a number out, the tenant says where its callers go.
  await runner.query('GRANT UPDATE (destination, language, version) ON config.access_number TO callrack_app');
}

/** Facts are deleted in one case only, and the database itself holds to it: the tenant is closed and its days are over. */
async function letOperatorPurgeClosedTenants(runner: QueryRunner): Promise<void> {
  for (const table of FACT_TABLES) {
    await runner.query(`DROP POLICY operator ON facts.${table}`);
    await runner.query(`CREATE POLICY operator ON facts.${table} FOR SELECT TO callrack_operator USING (true)`);
    await runner.query(`CREATE POLICY purge ON facts.${table} FOR DELETE TO callrack_operator
      USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now()))`);
    await runner.query(`GRANT DELETE ON facts.${table} TO callrack_operator`);
  }
}
