import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/**
 * Nodes copy the configuration from a database of its own, the relay, which holds nothing else: whoever may replicate can
 * take the whole of a server. Relay and main database have the same tables and functions; which of them is used where:
 * access.admit_node on the main database, access.admit_subscriber on the relay.
 */
export class Relay1764300000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await letNodesOnlyShip(runner);
    await letRelayCopy(runner);
    await createAdmitting(runner);
    await createSubscribing(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function letNodesOnlyShip(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER DEFAULT PRIVILEGES IN SCHEMA config REVOKE SELECT ON TABLES FROM callrack_cluster_node');
  await runner.query('REVOKE SELECT ON ALL TABLES IN SCHEMA config FROM callrack_cluster_node');
  await runner.query('REVOKE USAGE ON SCHEMA config FROM callrack_cluster_node');
}

/** callrack_relay: on the main database what the relay copies by, on the relay what the nodes' roles belong to. */
async function letRelayCopy(runner: QueryRunner): Promise<void> {
  await runner.query('GRANT USAGE ON SCHEMA config, live TO callrack_relay');
  await runner.query('GRANT SELECT ON ALL TABLES IN SCHEMA config TO callrack_relay');
  await runner.query('ALTER DEFAULT PRIVILEGES IN SCHEMA config GRANT SELECT ON TABLES TO callrack_relay');
  // by it a node knows that there is a whole copy to be had
  await runner.query('GRANT SELECT ON live.replicated_from TO callrack_relay');
}

/** The role that a node ships by. It signs in by its certificate only, so it has no password. */
async function createAdmitting(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION access.admit_node(node text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      node_role text := 'callrack_at_' || node;
      node_slot text := 'callrack_' || replace(node, '-', '_');
    BEGIN
      IF node IS NULL OR node !~ '^[a-z0-9][a-z0-9-]{0,39}$' THEN
        RAISE EXCEPTION 'no name of a node: %', node USING ERRCODE = 'invalid_parameter_value';
      END IF;
      IF NOT access.publish_config() OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RAISE EXCEPTION 'cluster.owner_not_superuser' USING ERRCODE = 'insufficient_privilege',
          HINT = 'A cluster needs a superuser as owner of the admin node''s database (DATABASE_URL).';
      END IF;
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = node_role) THEN
        EXECUTE format('CREATE ROLE %I', node_role);
      END IF;
      EXECUTE format('ALTER ROLE %I LOGIN NOREPLICATION NOBYPASSRLS PASSWORD NULL', node_role);
      EXECUTE format('GRANT callrack_cluster_node TO %I', node_role);
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO callrack_cluster_node', current_database());
      -- of a build whose nodes copied from here
      PERFORM pg_terminate_backend(active_pid, 2000) FROM pg_replication_slots
        WHERE slot_name = node_slot AND active_pid IS NOT NULL;
      PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots
        WHERE slot_name = node_slot AND database = current_database() AND NOT active;
    END $$`);
}

/** The role that a node copies by; rows of all tenants are copied, so policies do not hold it back. Only for the owner. */
async function createSubscribing(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.admit_subscriber(node text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      node_role text := 'callrack_at_' || node;
    BEGIN
      IF node IS NULL OR node !~ '^[a-z0-9][a-z0-9-]{0,39}$' THEN
        RAISE EXCEPTION 'no name of a node: %', node USING ERRCODE = 'invalid_parameter_value';
      END IF;
      PERFORM access.publish_config();
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = node_role) THEN
        EXECUTE format('CREATE ROLE %I', node_role);
      END IF;
      EXECUTE format('ALTER ROLE %I LOGIN REPLICATION BYPASSRLS PASSWORD NULL', node_role);
      EXECUTE format('GRANT callrack_relay TO %I', node_role);
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO callrack_relay', current_database());
    END $$`);
  await runner.query('REVOKE EXECUTE ON FUNCTION access.admit_subscriber(text) FROM PUBLIC');
}
