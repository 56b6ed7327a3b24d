import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { letOperatorSeeAll, secure, separateTenants, TENANT_OF_TRANSACTION } from './row-security.js';

/** Node of the role that is signed in, until live.this_node says it. */
const THIS_NODE = "(SELECT nullif(current_setting('callrack.node', true), ''))";

/** Tables whose rows belong to a tenant, and what the application may do with its own rows. */
const TENANT_TABLES: Readonly<Record<string, string>> = {
  // Access numbers are handed out by the operator.
  access_number: 'SELECT',
  // The credential is written and never read back, but by Asterisk's view.
  extension: `SELECT (id, tenant_id, dn, endpoint), INSERT, UPDATE (dn, realm, md5_credential), DELETE`,
  agent: 'SELECT, INSERT, UPDATE, DELETE',
  queue: 'SELECT, INSERT, UPDATE, DELETE',
  queue_agent: 'SELECT, INSERT, UPDATE, DELETE',
  menu: 'SELECT, INSERT, UPDATE, DELETE',
  prompt: 'SELECT, INSERT, UPDATE, DELETE',
};

const PLATFORM_TABLES = ['node', 'tenant', 'trunk'];

/** What tells the engine what to do with a call; written on the admin node, read on the switch nodes. */
export class Config1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['config', 'facts', 'work', 'live']) await runner.query(`CREATE SCHEMA ${schema}`);
    await runner.query(`GRANT USAGE ON SCHEMA config
      TO callrack_app, callrack_node, callrack_operator, callrack_asterisk, callrack_realtime`);
    await createPlatformTables(runner);
    await createTelephoneTables(runner);
    await createFlowTables(runner);
    await securePlatformTables(runner);
    for (const [table, privileges] of Object.entries(TENANT_TABLES)) {
      await separateTenants(runner, `config.${table}`);
      await runner.query(`GRANT ${privileges} ON config.${table} TO callrack_app`);
    }
    for (const table of [...PLATFORM_TABLES, ...Object.keys(TENANT_TABLES)]) {
      await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON config.${table} TO callrack_operator`);
      await notifyChanges(runner, table);
    }
    await grantReadingToEngineAndAsterisk(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createPlatformTables(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.node (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    -- a leg whose media has been silent for so long has vanished; ten times as long on hold
    rtp_timeout_s integer NOT NULL DEFAULT 30 CHECK (rtp_timeout_s BETWEEN 1 AND 3600)
  )`);
  await runner.query(`CREATE TABLE config.tenant (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name text NOT NULL,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'suspended')),
    channel_limit integer NOT NULL CHECK (channel_limit >= 0),
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    home_node_id text NOT NULL REFERENCES config.node
  )`);
  await runner.query(`CREATE TABLE config.trunk (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    -- trunk- keeps the names of trunks and telephones apart: to Asterisk both are endpoints
    endpoint text NOT NULL UNIQUE CHECK (endpoint ~ '^trunk-[a-z0-9-]{1,50}$'),
    address inet NOT NULL,
    port integer NOT NULL DEFAULT 5060 CHECK (port BETWEEN 1 AND 65535),
    channel_limit integer NOT NULL CHECK (channel_limit >= 0),
    -- NULL: every node has this trunk
    node_id text REFERENCES config.node,
    -- a trunk is known by the address that a call comes from, so one address cannot be two trunks
    EXCLUDE USING gist (address inet_ops WITH &&)
  )`);
}

async function createTelephoneTables(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.extension (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    dn text NOT NULL CHECK (dn ~ '^[0-9]{4}$'),
    endpoint text NOT NULL UNIQUE CHECK (endpoint ~ '^[a-z0-9][a-z0-9-]{0,59}$' AND endpoint NOT LIKE 'trunk-%'),
    -- the realm is part of the credential, so a new realm leaves older telephones working
    realm text NOT NULL,
    md5_credential text NOT NULL CHECK (md5_credential ~ '^[0-9a-f]{32}$'),
    UNIQUE (tenant_id, dn),
    UNIQUE (tenant_id, id)
  )`);
  // References between a tenant's rows carry tenant_id, so that a row cannot refer to another tenant's.
  await runner.query(`CREATE TABLE config.agent (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    number text NOT NULL CHECK (number ~ '^[0-9]{1,10}$'),
    name text NOT NULL,
    extension_id uuid NOT NULL,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, extension_id) REFERENCES config.extension (tenant_id, id)
  )`);
  await runner.query(`CREATE TABLE config.queue (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    number text NOT NULL CHECK (number ~ '^[0-9]{1,10}$'),
    name text NOT NULL,
    music_class text NOT NULL DEFAULT 'default' CHECK (music_class ~ '^[A-Za-z0-9_-]{1,60}$'),
    ring_timeout_s integer NOT NULL CHECK (ring_timeout_s BETWEEN 1 AND 300),
    max_wait_s integer NOT NULL CHECK (max_wait_s >= 0),
    overflow jsonb NOT NULL,
    wrap_up_s integer NOT NULL CHECK (wrap_up_s BETWEEN 0 AND 3600),
    record boolean NOT NULL,
    answer_before_agent boolean NOT NULL,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, id)
  )`);
  await runner.query(`CREATE TABLE config.queue_agent (
    tenant_id uuid NOT NULL,
    queue_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    PRIMARY KEY (queue_id, agent_id),
    FOREIGN KEY (tenant_id, queue_id) REFERENCES config.queue (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, agent_id) REFERENCES config.agent (tenant_id, id) ON DELETE CASCADE
  )`);
  await runner.query('CREATE INDEX ON config.queue_agent (agent_id)');
}

async function createFlowTables(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.prompt (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    name text NOT NULL,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    -- no dots: a tenant cannot have Asterisk play a file outside the media folder, such as a recording
    media text NOT NULL CHECK (media ~ '^/callrack/media/[A-Za-z0-9/_-]{1,200}$'),
    UNIQUE (tenant_id, name, language),
    UNIQUE (tenant_id, id)
  )`);
  await runner.query(`CREATE TABLE config.menu (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    name text NOT NULL,
    prompt_id uuid NOT NULL,
    action jsonb NOT NULL,
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id, prompt_id) REFERENCES config.prompt (tenant_id, id)
  )`);
  await runner.query(`CREATE TABLE config.access_number (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    number text NOT NULL UNIQUE CHECK (number ~ '^[0-9+*#]{1,32}$'),
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    destination jsonb NOT NULL
  )`);
  await runner.query('CREATE INDEX ON config.access_number (tenant_id)');
}

/** Nodes and trunks are the platform's: no policy and no grant lets the application see them. */
async function securePlatformTables(runner: QueryRunner): Promise<void> {
  await secure(runner, 'config.tenant');
  await runner.query(`CREATE POLICY app ON config.tenant FOR SELECT TO callrack_app
    USING (id = ${TENANT_OF_TRANSACTION})`);
  await runner.query(`CREATE POLICY node ON config.tenant FOR SELECT TO callrack_node, callrack_realtime
    USING (home_node_id = ${THIS_NODE})`);
  await letOperatorSeeAll(runner, 'config.tenant');
  await runner.query('GRANT SELECT ON config.tenant TO callrack_app');

  await secure(runner, 'config.trunk');
  await runner.query(`CREATE POLICY node ON config.trunk FOR SELECT TO callrack_node, callrack_realtime
    USING (node_id IS NULL OR node_id = ${THIS_NODE})`);
  await letOperatorSeeAll(runner, 'config.trunk');
}

async function grantReadingToEngineAndAsterisk(runner: QueryRunner): Promise<void> {
  await runner.query(`GRANT SELECT ON config.node, config.tenant, config.trunk, config.access_number, config.agent,
    config.queue, config.queue_agent, config.menu, config.prompt TO callrack_node`);
  await runner.query('GRANT SELECT (id, tenant_id, dn, endpoint) ON config.extension TO callrack_node');
  await runner.query('GRANT SELECT ON config.node, config.trunk, config.extension TO callrack_realtime');
  await runner.query('GRANT SELECT (id, home_node_id) ON config.tenant TO callrack_realtime');
}
