import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Owner's functions that operators may call: they make and drop roles, so they look at what they are given. */
const FUNCTIONS = ['publish_config()', 'admit_node(text)', 'bar_node(text)', 'dismiss_node(text)'];

/** How `config` travels from the admin node to the switch nodes, and who may fetch it. */
export class Replication1764300000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createCopyRecord(runner);
    await createPublishing(runner);
    await createAdmitting(runner);
    await createBarring(runner);
    await createDismissing(runner);
    for (const signature of FUNCTIONS) {
      await runner.query(`REVOKE EXECUTE ON FUNCTION access.${signature} FROM PUBLIC`);
      await runner.query(`GRANT EXECUTE ON FUNCTION access.${signature} TO callrack_operator`);
    }
    // an owner who may not is told so when the first node is to join
    await runner.query('SELECT access.publish_config()');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** On a switch node: which admin database the copy in `config` is of. Written in the transaction of the copy. */
async function createCopyRecord(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE live.replicated_from (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    system_identifier text NOT NULL,
    timeline text NOT NULL,
    copied_at timestamptz NOT NULL DEFAULT now()
  )`);
}

/** True when the publication is there. Only a superuser may publish a whole schema. */
async function createPublishing(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.publish_config() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    -- whoever is told that wal_level is too low can do nothing about it here; the set-up of a node sees to it
    SET client_min_messages = error AS $$
    BEGIN
      IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'callrack_config') THEN RETURN true; END IF;
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RETURN false; END IF;
      CREATE PUBLICATION callrack_config FOR TABLES IN SCHEMA config;
      RETURN true;
    END $$`);
}

/**
 * The role that a node copies and ships by. It signs in by its certificate only, so it has no password; rows of all
 * tenants are copied, so policies do not hold it back.
 */
async function createAdmitting(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.admit_node(node text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      node_role text := 'callrack_at_' || node;
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
      EXECUTE format('ALTER ROLE %I LOGIN REPLICATION BYPASSRLS PASSWORD NULL', node_role);
      EXECUTE format('GRANT callrack_cluster_node TO %I', node_role);
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO callrack_cluster_node', current_database());
    END $$`);
}

/** It can sign in no more. To be committed before it is dismissed: until then it would come back as often as it is ended. */
async function createBarring(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.bar_node(node text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      node_role text := 'callrack_at_' || node;
    BEGIN
      IF node IS NULL OR node !~ '^[a-z0-9][a-z0-9-]{0,39}$' THEN
        RAISE EXCEPTION 'no name of a node: %', node USING ERRCODE = 'invalid_parameter_value';
      END IF;
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = node_role) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', node_role);
      END IF;
    END $$`);
}

/** Its slot would keep the admin node's WAL for ever. */
async function createDismissing(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE FUNCTION access.dismiss_node(node text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      node_role text := 'callrack_at_' || node;
      node_slot text := 'callrack_' || replace(node, '-', '_');
      until timestamptz := clock_timestamp() + interval '8 s';
    BEGIN
      IF node IS NULL OR node !~ '^[a-z0-9][a-z0-9-]{0,39}$' THEN
        RAISE EXCEPTION 'no name of a node: %', node USING ERRCODE = 'invalid_parameter_value';
      END IF;
      LOOP
        -- else the connections seen first are all that this transaction ever sees
        PERFORM pg_stat_clear_snapshot();
        PERFORM pg_terminate_backend(pid, 1000) FROM
          (SELECT pid FROM pg_stat_activity WHERE usename = node_role
           UNION SELECT active_pid FROM pg_replication_slots WHERE slot_name = node_slot AND active_pid IS NOT NULL) AS its;
        BEGIN
          PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots
            WHERE slot_name = node_slot AND database = current_database();
          EXIT;
        EXCEPTION WHEN object_in_use THEN
          IF clock_timestamp() > until THEN RAISE; END IF;
          PERFORM pg_sleep(0.05);
        END;
      END LOOP;
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = node_role) THEN
        EXECUTE format('DROP OWNED BY %I', node_role);
        EXECUTE format('DROP ROLE %I', node_role);
      END IF;
    END $$`);
}
