import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { separateTenants } from './row-security.js';

/** Keys of programs, and what they were answered, so that asking twice does nothing twice. */
export class ApiKeys1764200000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE access.api_key (
      id uuid PRIMARY KEY,
      version integer NOT NULL DEFAULT 1,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      scopes text[] NOT NULL,
      -- SHA-256 of 256 random bits: nothing to guess, so nothing slower is needed
      secret_hash text NOT NULL UNIQUE,
      -- the last characters, by which people tell keys apart
      hint text NOT NULL,
      created_by_name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz
    )`);
    // the name of one that is revoked may be given again
    await runner.query('CREATE UNIQUE INDEX ON access.api_key (tenant_id, name) WHERE revoked_at IS NULL');
    await separateTenants(runner, 'access.api_key');
    // written for the tenant, and read by the door alone
    await runner.query(`GRANT SELECT (id, version, tenant_id, name, scopes, hint, created_by_name, created_at, expires_at,
        revoked_at, last_used_at), INSERT, UPDATE (name, version, revoked_at, expires_at)
      ON access.api_key TO callrack_app`);
    await neverLonger(runner);
    await runner.query('GRANT SELECT, UPDATE (last_used_at), DELETE ON access.api_key TO callrack_operator');
    await runner.query(`CREATE TABLE live.idempotent_answer (
      tenant_id uuid NOT NULL,
      api_key_id uuid NOT NULL,
      key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
      -- of method, path and body
      fingerprint text NOT NULL,
      -- NULL: being worked at
      status integer,
      body jsonb,
      -- of what was made
      location text,
      -- of the claim: who has taken over one that was left behind has another
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (api_key_id, key)
    )`);
    await runner.query('CREATE INDEX ON live.idempotent_answer (created_at)');
    await separateTenants(runner, 'live.idempotent_answer');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON live.idempotent_answer TO callrack_app');
    await runner.query('GRANT SELECT, DELETE ON live.idempotent_answer TO callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** What is revoked or over stays so, for everybody; only a purge deletes keys. */
async function neverLonger(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.refuse_longer_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a key never holds again, nor longer' USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`CREATE TRIGGER refuse_longer_key BEFORE UPDATE ON access.api_key
    FOR EACH ROW WHEN (
      (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
      OR (OLD.expires_at IS NOT NULL AND (NEW.expires_at IS NULL OR NEW.expires_at > OLD.expires_at)))
    EXECUTE FUNCTION access.refuse_longer_key()`);
  await runner.query(`CREATE POLICY purge ON access.api_key AS RESTRICTIVE FOR DELETE TO callrack_operator
    USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now()))`);
}
