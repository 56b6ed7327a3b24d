import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Groups of agents, who may look after which of them, and what they write to their agents. */
export class Supervision1764400000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createGroups(runner);
    await limitOperators(runner);
    await createMessages(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createGroups(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.agent_group (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    version integer NOT NULL DEFAULT 1,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    UNIQUE (tenant_id, name),
    UNIQUE (tenant_id, id)
  )`);
  await runner.query(`CREATE TABLE config.agent_group_member (
    tenant_id uuid NOT NULL,
    group_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    PRIMARY KEY (group_id, agent_id),
    FOREIGN KEY (tenant_id, group_id) REFERENCES config.agent_group (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, agent_id) REFERENCES config.agent (tenant_id, id) ON DELETE CASCADE
  )`);
  await runner.query('CREATE INDEX ON config.agent_group_member (agent_id)');
  for (const table of ['agent_group', 'agent_group_member']) {
    await separateTenants(runner, `config.${table}`);
    await notifyChanges(runner, table);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON config.${table} TO callrack_app, callrack_operator`);
    await runner.query(`GRANT SELECT ON config.${table} TO callrack_node`);
  }
}

/** Operators stay on the admin node, as the groups are written there; an id of a group that is no more reaches nobody. */
async function limitOperators(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE access.operator
    -- NULL: all agents of the tenant
    ADD COLUMN agent_group_ids uuid[] CHECK (cardinality(agent_group_ids) > 0),
    -- the telephone by which they listen
    ADD COLUMN listen_extension_id uuid`);
  await runner.query('GRANT SELECT (agent_group_ids, listen_extension_id) ON access.operator TO callrack_app');
}

async function createMessages(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.agent_message (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    at timestamptz NOT NULL,
    by_name text NOT NULL,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    -- NULL: not read yet
    read_at timestamptz
  )`);
  await runner.query('CREATE INDEX ON live.agent_message (tenant_id, agent_id, at, id)');
  await separateTenants(runner, 'live.agent_message');
  await runner.query('GRANT SELECT, INSERT, UPDATE (read_at), DELETE ON live.agent_message TO callrack_app');
  await runner.query('GRANT SELECT, DELETE ON live.agent_message TO callrack_operator');
}
