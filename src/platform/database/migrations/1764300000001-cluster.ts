import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { letOperatorSeeAll, secure, separateTenants } from './row-security.js';

/** The node whose database this is; a row of its own, which does not travel. A sub-select is evaluated once. */
const THIS_NODE = '(SELECT id FROM live.this_node)';

/** Facts that say which node made them. */
const OF_A_NODE = ['call_record', 'recording', 'charge'];

const FACT_TABLES = ['call_step', 'call_record', 'agent_step', 'recording', 'charge', 'limit_reached'];

/** One admin node and N switch nodes (HOUSE 1.4): what each needs to know of the others, and who may carry it. */
export class Cluster1764300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createThisNode(runner);
    await describeNodes(runner);
    await letTenantsMove(runner);
    await createDirectory(runner);
    await createShares(runner);
    await letNodesShip(runner);
    await totalByNode(runner);
    await countMoneyByNode(runner);
    await createWork(runner);
    await createAdmission(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** What the migrator writes by NODE_NAME. A setting of the session would be whatever a role says it is. */
async function createThisNode(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.this_node (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id text NOT NULL
  )`);
  await runner.query('GRANT USAGE ON SCHEMA live TO callrack_node, callrack_realtime');
  await runner.query(
    'GRANT SELECT ON live.this_node TO callrack_app, callrack_node, callrack_operator, callrack_realtime',
  );
}

async function describeNodes(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE config.node
    ADD COLUMN role text NOT NULL DEFAULT 'single' CHECK (role IN ('single', 'admin', 'switch')),
    -- leaving: no tenant moves there any more; left: its certificate is worth nothing
    ADD COLUMN state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'leaving', 'left')),
    -- where the other nodes find it; NULL: it is alone
    ADD COLUMN address inet,
    ADD COLUMN link_port integer CHECK (link_port BETWEEN 1 AND 65535),
    ADD COLUMN sip_tls_port integer CHECK (sip_tls_port BETWEEN 1 AND 65535),
    -- where telephones, carriers and the edge find it
    ADD COLUMN sip_address inet,
    ADD COLUMN sip_port integer CHECK (sip_port BETWEEN 1 AND 65535),
    -- MD5 of node-<id>:<realm>:<secret> (RFC 7616), what it signs in with at other nodes
    ADD COLUMN sip_realm text,
    ADD COLUMN sip_credential text CHECK (sip_credential ~ '^[0-9a-f]{32}$'),
    ADD COLUMN joined_at timestamptz`);
  // what nodes sign in with is Asterisk's alone
  await runner.query('REVOKE SELECT ON config.node FROM callrack_node');
  await runner.query(`GRANT SELECT (id, version, rtp_timeout_s, role, state, address, link_port, sip_tls_port,
    sip_address, sip_port, sip_realm, joined_at) ON config.node TO callrack_node`);
  await runner.query(`CREATE TABLE config.cluster (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    version integer NOT NULL DEFAULT 1,
    -- tenants' telephones register at <code>.<sip_domain>; NULL: they are told an address
    sip_domain text CHECK (sip_domain ~ '^[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?$')
  )`);
  await runner.query('INSERT INTO config.cluster DEFAULT VALUES');
  await runner.query('GRANT SELECT ON config.cluster TO callrack_node, callrack_app');
  await runner.query('GRANT SELECT, UPDATE ON config.cluster TO callrack_operator');
  await notifyChanges(runner, 'cluster');
  // the admin node's clock, every few seconds: how old a node's copy is. No notice: nobody need read anything for it
  await runner.query(`CREATE TABLE config.beat (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    at timestamptz NOT NULL
  )`);
  await runner.query('GRANT SELECT ON config.beat TO callrack_node');
  await runner.query('GRANT SELECT, INSERT, UPDATE ON config.beat TO callrack_operator');
  // what the admin node has deleted is known here, and this is no half of a configuration
  await runner.query(`CREATE VIEW live.whole_copy WITH (security_invoker = true) AS
    SELECT at FROM config.beat WHERE at > now() - interval '5 minutes'
      AND EXISTS (SELECT FROM config.node WHERE node.id = ${THIS_NODE})`);
  await runner.query('GRANT SELECT ON live.whole_copy TO callrack_operator');
}

async function letTenantsMove(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE config.tenant
    -- asked to move there: its old home begins no offer any more
    ADD COLUMN moving_to_node_id text REFERENCES config.node,
    -- where it was at home, while calls of before still run there
    ADD COLUMN leaving_node_id text REFERENCES config.node,
    ADD CHECK (moving_to_node_id <> home_node_id),
    ADD CHECK (leaving_node_id <> home_node_id)`);
  await runner.query('DROP POLICY node ON config.tenant');
  await runner.query(`CREATE POLICY node ON config.tenant FOR SELECT TO callrack_node, callrack_realtime
    USING (home_node_id = ${THIS_NODE} OR leaving_node_id = ${THIS_NODE})`);
  await runner.query('GRANT SELECT (leaving_node_id) ON config.tenant TO callrack_realtime');
  await runner.query('DROP POLICY node ON config.trunk');
  await runner.query(`CREATE POLICY node ON config.trunk FOR SELECT TO callrack_node, callrack_realtime
    USING (node_id IS NULL OR node_id = ${THIS_NODE})`);
}

/** Who is at home where, of all tenants and nothing else of them; views of a role that may see just that. */
async function createDirectory(runner: QueryRunner): Promise<void> {
  const role = 'callrack_directory';
  await runner.query(`GRANT USAGE ON SCHEMA config TO ${role}`);
  await runner.query(`GRANT SELECT (id, code, status, home_node_id) ON config.tenant TO ${role}`);
  await runner.query(`GRANT SELECT (number, tenant_id) ON config.access_number TO ${role}`);
  await runner.query(`GRANT SELECT (endpoint, tenant_id) ON config.extension TO ${role}`);
  for (const table of ['tenant', 'access_number', 'extension']) {
    await runner.query(`CREATE POLICY directory ON config.${table} FOR SELECT TO ${role} USING (true)`);
  }
  await runner.query(`CREATE VIEW config.tenant_home AS
    SELECT id AS tenant_id, code, home_node_id AS node_id FROM config.tenant`);
  await runner.query(`CREATE VIEW config.number_home AS
    SELECT number, home_node_id AS node_id, tenant_id FROM config.access_number JOIN config.tenant ON tenant.id = tenant_id`);
  await runner.query(`CREATE VIEW config.telephone_home AS
    SELECT endpoint, home_node_id AS node_id FROM config.extension JOIN config.tenant ON tenant.id = tenant_id`);
  await runner.query(`GRANT CREATE ON SCHEMA config TO ${role}`);
  for (const view of ['tenant_home', 'number_home', 'telephone_home']) {
    await runner.query(`ALTER VIEW config.${view} OWNER TO ${role}`);
    await runner.query(`GRANT SELECT ON config.${view} TO callrack_node, callrack_operator`);
  }
  await runner.query(`REVOKE CREATE ON SCHEMA config FROM ${role}`);
}

/** Leave of the platform's operators for one tenant's callers to go on to another tenant's queue. */
async function createShares(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.queue_share (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    -- whose callers go on
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    -- what that tenant knows the queue by
    name text NOT NULL,
    to_tenant_id uuid NOT NULL REFERENCES config.tenant,
    to_queue_id uuid NOT NULL,
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, to_queue_id),
    CHECK (tenant_id <> to_tenant_id),
    FOREIGN KEY (to_tenant_id, to_queue_id) REFERENCES config.queue (tenant_id, id) ON DELETE CASCADE
  )`);
  await runner.query('CREATE INDEX ON config.queue_share (to_tenant_id, to_queue_id)');
  await separateTenants(runner, 'config.queue_share');
  // the tenant of the queue sees it too, on its own node
  await runner.query(`CREATE POLICY node_of_queue ON config.queue_share FOR SELECT TO callrack_node
    USING (to_tenant_id IN (SELECT id FROM config.tenant))`);
  await runner.query('GRANT SELECT (id, version, tenant_id, name) ON config.queue_share TO callrack_app');
  await runner.query('GRANT SELECT ON config.queue_share TO callrack_node');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.queue_share TO callrack_operator');
  await notifyChanges(runner, 'queue_share');
  // what a tenant spent on nodes other than its home, as the admin node has it
  await runner.query(`CREATE TABLE config.carried_charge (
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    node_id text NOT NULL,
    charged_micro bigint NOT NULL,
    PRIMARY KEY (tenant_id, node_id)
  )`);
  await separateTenants(runner, 'config.carried_charge');
  await runner.query('GRANT SELECT ON config.carried_charge TO callrack_node, callrack_app');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.carried_charge TO callrack_operator');
  await notifyChanges(runner, 'carried_charge');
}

/**
 * callrack_cluster_node: every joined node's own role belongs to it, on the admin node. It copies config and adds facts, its
 * own and of tenants that are there: a tenant that was deleted while the node was away does not come back.
 */
async function letNodesShip(runner: QueryRunner): Promise<void> {
  await runner.query('GRANT USAGE ON SCHEMA config, facts TO callrack_cluster_node');
  await runner.query('GRANT SELECT ON ALL TABLES IN SCHEMA config TO callrack_cluster_node');
  await runner.query('ALTER DEFAULT PRIVILEGES IN SCHEMA config GRANT SELECT ON TABLES TO callrack_cluster_node');
  // which node made it: where its sound lies, and whose ledger has counted it. NULL: made before there were nodes
  for (const table of OF_A_NODE) await runner.query(`ALTER TABLE facts.${table} ADD COLUMN node_id text`);
  await runner.query(`CREATE FUNCTION facts.drop_strays() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog AS $$
    BEGIN
      RETURN CASE WHEN EXISTS (SELECT FROM config.tenant WHERE id = NEW.tenant_id) THEN NEW END;
    END $$`);
  await giveToDirectory(runner, 'FUNCTION facts.drop_strays()');
  for (const table of FACT_TABLES) {
    const own = OF_A_NODE.includes(table) ? "'callrack_at_' || node_id = current_user" : 'true';
    await runner.query(`GRANT INSERT ON facts.${table} TO callrack_cluster_node`);
    await runner.query(`CREATE POLICY cluster ON facts.${table} FOR INSERT TO callrack_cluster_node
      WITH CHECK (${own})`);
    // a tenant that is deleted on the admin node leaves its facts on switch nodes behind
    await runner.query(`CREATE POLICY purge_strays ON facts.${table} FOR DELETE TO callrack_operator
      USING (at < now() - interval '1 day' AND NOT EXISTS (SELECT FROM config.tenant WHERE tenant.id = tenant_id))`);
    await runner.query(`CREATE TRIGGER drop_strays BEFORE INSERT ON facts.${table} FOR EACH ROW
      WHEN (NEW.tenant_id IS NOT NULL AND current_user LIKE 'callrack\\_at\\_%')
      EXECUTE FUNCTION facts.drop_strays()`);
  }
}

/** Whose rights a function has: those of a role that sees who is at home where, and adds up charges, and nothing else. */
async function giveToDirectory(runner: QueryRunner, what: string): Promise<void> {
  await runner.query('GRANT CREATE ON SCHEMA facts TO callrack_directory');
  await runner.query(`ALTER ${what} OWNER TO callrack_directory`);
  await runner.query('REVOKE CREATE ON SCHEMA facts FROM callrack_directory');
}

async function totalByNode(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE facts.charge_by_node (
    tenant_id uuid NOT NULL,
    node_id text NOT NULL,
    charged_micro bigint NOT NULL,
    PRIMARY KEY (tenant_id, node_id)
  )`);
  await secure(runner, 'facts.charge_by_node');
  await letOperatorSeeAll(runner, 'facts.charge_by_node');
  await runner.query(`CREATE POLICY node ON facts.charge_by_node FOR SELECT TO callrack_node USING (true)`);
  await runner.query('GRANT SELECT, DELETE ON facts.charge_by_node TO callrack_operator');
  await runner.query('GRANT SELECT ON facts.charge_by_node TO callrack_node');
  // totals are what the charges add up to, and nobody's to write
  await runner.query('GRANT USAGE ON SCHEMA facts TO callrack_directory');
  await runner.query('REVOKE INSERT, UPDATE ON facts.charge_total FROM callrack_node');
  for (const table of ['charge_total', 'charge_by_node']) {
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON facts.${table} TO callrack_directory`);
    await runner.query(`CREATE POLICY adds_up ON facts.${table} TO callrack_directory USING (true) WITH CHECK (true)`);
  }
  await runner.query('DROP POLICY purge ON facts.charge_total');
  await runner.query(`CREATE POLICY purge ON facts.charge_total AS RESTRICTIVE FOR DELETE TO callrack_operator
    USING (tenant_id IN (SELECT id FROM config.tenant WHERE status = 'closed' AND purge_at <= now())
      OR NOT EXISTS (SELECT FROM config.tenant WHERE tenant.id = tenant_id))`);
  await runner.query(`CREATE OR REPLACE FUNCTION facts.add_to_total() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, facts AS $$
    BEGIN
      -- whoever prices again has no business with the totals
      IF NOT EXISTS (SELECT FROM fresh WHERE kind = 'call') THEN RETURN NULL; END IF;
      INSERT INTO facts.charge_total (tenant_id, charged_micro)
        SELECT tenant_id, sum(amount_micro) FROM fresh WHERE kind = 'call' GROUP BY tenant_id ORDER BY tenant_id
        ON CONFLICT (tenant_id) DO UPDATE
          SET charged_micro = charge_total.charged_micro + excluded.charged_micro;
      INSERT INTO facts.charge_by_node (tenant_id, node_id, charged_micro)
        SELECT tenant_id, node_id, sum(amount_micro) FROM fresh WHERE kind = 'call' AND node_id IS NOT NULL
          GROUP BY tenant_id, node_id ORDER BY tenant_id, node_id
        ON CONFLICT (tenant_id, node_id) DO UPDATE
          SET charged_micro = charge_by_node.charged_micro + excluded.charged_micro;
      RETURN NULL;
    END $$`);
  await giveToDirectory(runner, 'FUNCTION facts.add_to_total()');
}

/** What billing counts with, where each node has its own part of the money (src/billing/README.md). */
async function countMoneyByNode(runner: QueryRunner): Promise<void> {
  const elsewhere = `node_id <> ${THIS_NODE}`;
  await runner.query(`CREATE VIEW facts.money_at_node WITH (security_invoker = true) AS
    SELECT tenant_id, sum(credit)::bigint AS credit_micro, sum(charged)::bigint AS charged_micro FROM (
      SELECT tenant_id, sum(amount_micro) AS credit, 0 AS charged FROM config.balance_movement GROUP BY tenant_id
      UNION ALL
      SELECT tenant_id, -charged_micro, 0 FROM config.carried_charge WHERE ${elsewhere}
      UNION ALL
      SELECT tenant_id, 0, charged_micro FROM facts.charge_total
      UNION ALL
      -- where switch nodes ship to, their charges are in the total
      SELECT tenant_id, 0, -charged_micro FROM facts.charge_by_node WHERE ${elsewhere}
    ) AS sums GROUP BY tenant_id`);
  await runner.query('GRANT SELECT ON facts.money_at_node TO callrack_node');
  // what says no node was charged before there were any, by the box that the admin node is
  await runner.query(`CREATE VIEW facts.charged_elsewhere WITH (security_invoker = true) AS
    SELECT spent.tenant_id, spent.node_id, spent.charged_micro FROM (
      SELECT tenant_id, node_id, sum(charged_micro)::bigint AS charged_micro FROM (
        SELECT tenant_id, node_id, charged_micro FROM facts.charge_by_node
        UNION ALL
        SELECT tenant_id, ${THIS_NODE}, charged_micro FROM facts.charge_total
        UNION ALL
        SELECT tenant_id, ${THIS_NODE}, -charged_micro FROM facts.charge_by_node
      ) AS entries GROUP BY tenant_id, node_id
    ) AS spent JOIN config.tenant ON tenant.id = spent.tenant_id
      -- while calls still run at the home it leaves, that one counts what the new one has charged
      AND (tenant.home_node_id <> spent.node_id OR tenant.leaving_node_id IS NOT NULL)`);
  await runner.query('GRANT SELECT ON facts.charged_elsewhere TO callrack_operator');
}

/** What only the tenant's home node writes: it goes along when the tenant moves. No foreign keys: it may arrive first. */
async function createWork(runner: QueryRunner): Promise<void> {
  await runner.query('GRANT USAGE ON SCHEMA work TO callrack_app, callrack_node, callrack_operator');
  // what each agent was doing last, from which a new home goes on
  await runner.query(`CREATE TABLE work.agent_duty (
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    phase text NOT NULL,
    reason text,
    queue_ids uuid[] NOT NULL,
    since timestamptz NOT NULL,
    idle_since timestamptz,
    -- steps and refusals so far: the ids of the next ones follow from them
    seq integer NOT NULL,
    refusals integer NOT NULL,
    PRIMARY KEY (tenant_id, agent_id)
  )`);
  // hours, days and packages that the tenant has used up, as the engine counts them (billing/core/ledger.ts)
  await runner.query(`CREATE TABLE work.tenant_ledger (
    tenant_id uuid PRIMARY KEY,
    ledger jsonb NOT NULL,
    at timestamptz NOT NULL
  )`);
  for (const table of ['work.agent_duty', 'work.tenant_ledger']) {
    await separateTenants(runner, table);
    await runner.query(`CREATE POLICY node_writes ON ${table} TO callrack_node
      USING (tenant_id IN (SELECT id FROM config.tenant)) WITH CHECK (tenant_id IN (SELECT id FROM config.tenant))`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO callrack_node, callrack_operator`);
  }
}

/** Who may join, who has joined, and moves of tenants under way; of the admin node alone. */
async function createAdmission(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE access.join_code (
    id uuid PRIMARY KEY,
    node_id text NOT NULL CHECK (node_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    -- a dead node whose tenants the new one takes over
    replaces_node_id text,
    -- SHA-256 of the secret
    secret_hash bytea NOT NULL UNIQUE,
    created_by_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    -- SHA-256 of the key that used it: the same node may come again when the answer was lost
    used_by_key bytea
  )`);
  await runner.query(`CREATE TABLE access.node_certificate (
    serial text PRIMARY KEY,
    node_id text NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`);
  await runner.query(`CREATE TABLE live.tenant_move (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    from_node_id text NOT NULL,
    to_node_id text NOT NULL,
    -- take_over: the old home is dead
    kind text NOT NULL CHECK (kind IN ('move', 'take_over')),
    phase text NOT NULL DEFAULT 'asked'
      CHECK (phase IN ('asked', 'pausing', 'copying', 'draining', 'done', 'failed', 'cancelled')),
    asked_by_name text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    phase_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    why text
  )`);
  await runner.query(`CREATE UNIQUE INDEX ON live.tenant_move (tenant_id) WHERE finished_at IS NULL`);
  for (const table of ['access.join_code', 'access.node_certificate', 'live.tenant_move']) {
    await secure(runner, table);
    await letOperatorSeeAll(runner, table);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO callrack_operator`);
  }
}
