import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Switch nodes that telephones and carriers can be sent to. */
const REACHABLE = `FROM config.node WHERE state <> 'left' AND role IN ('single', 'switch')
  AND sip_address IS NOT NULL AND sip_port IS NOT NULL`;
const VIEWS = ['home', 'number', 'trunk', 'trunk_network', 'node', 'source'];

/**
 * The SIP edge: one address in front of all nodes. It reads who is at home where out of views made for it, and each
 * node knows it as a line of its own, by which carriers' calls come.
 */
export class Edge1764300000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE config.cluster
      -- where telephones and carriers find the edge; NULL: there is none, they come to the nodes themselves
      ADD COLUMN edge_address inet,
      -- from where it brings the calls of carriers
      ADD COLUMN edge_trunk_port integer CHECK (edge_trunk_port BETWEEN 1 AND 65535)`);
    await createDirectory(runner);
    await runner.query('GRANT SELECT ON config.cluster TO callrack_realtime');
    await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
    await runner.query('SET LOCAL ROLE callrack_realtime');
    await createEndpoints(runner);
    await createPlaces(runner);
    await createIdentities(runner);
    await runner.query('RESET ROLE');
    await runner.query('REVOKE CREATE ON SCHEMA config FROM callrack_realtime');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

/** Keys and values as Kamailio's htable reads them: type 0 is text, one value to a key. */
async function createDirectory(runner: QueryRunner): Promise<void> {
  const role = 'callrack_directory';
  await runner.query('CREATE SCHEMA edge');
  await runner.query(`GRANT SELECT (id, role, state, sip_address, sip_port) ON config.node TO ${role}`);
  await runner.query(`GRANT SELECT (endpoint, address) ON config.trunk TO ${role}`);
  await runner.query(`CREATE POLICY directory ON config.trunk FOR SELECT TO ${role} USING (true)`);
  const view = (name: string, key: string, value: string, from: string): Promise<unknown> =>
    runner.query(`CREATE VIEW edge.${name} AS SELECT row_number() OVER () AS id, (${key})::varchar(128) AS key_name,
      0 AS key_type, 0 AS value_type, (${value})::varchar(128) AS key_value, 0 AS expires ${from}`);
  const host = "CASE family(sip_address) WHEN 6 THEN '[' || host(sip_address) || ']' ELSE host(sip_address) END";
  await view('home', 'endpoint', 'node_id', 'FROM config.telephone_home');
  await view('number', 'number', 'node_id', 'FROM config.number_home');
  const isOne = 'masklen(address) = CASE family(address) WHEN 6 THEN 128 ELSE 32 END';
  await view('trunk', 'host(address)', 'endpoint', `FROM config.trunk WHERE ${isOne}`);
  await view('trunk_network', 'network(address)::text', 'endpoint', `FROM config.trunk WHERE NOT (${isOne})`);
  await view('node', 'id', `'sip:' || ${host} || ':' || sip_port`, REACHABLE);
  await view('source', `${host} || ':' || sip_port`, 'id', REACHABLE);
  await runner.query(`GRANT USAGE, CREATE ON SCHEMA edge TO ${role}`);
  for (const name of VIEWS) await runner.query(`ALTER VIEW edge.${name} OWNER TO ${role}`);
  await runner.query(`REVOKE CREATE ON SCHEMA edge FROM ${role}`);
  await runner.query('GRANT USAGE ON SCHEMA edge TO callrack_edge');
  for (const name of VIEWS) await runner.query(`GRANT SELECT ON edge.${name} TO callrack_edge`);
}

/**
 * As before, and the edge. Telephones behind it are left the address that they give: it is the edge's business where they
 * really are, and Asterisk would take the edge for the telephone.
 */
async function createEndpoints(runner: QueryRunner): Promise<void> {
  const [definition] = (await runner.query("SELECT rtrim(pg_get_viewdef('config.ps_endpoints'), '; ') AS sql")) as {
    readonly sql: string;
  }[];
  const lines = (definition?.sql ?? '').replace(
    /'yes'::character varying\(5\) AS rewrite_contact/,
    `CASE WHEN EXISTS (SELECT FROM config.cluster WHERE edge_address IS NOT NULL)
      THEN 'no' ELSE 'yes' END::character varying(5) AS rewrite_contact`,
  );
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoints AS ${lines}
    UNION ALL
    SELECT 'edge'::varchar(255), 'transport-udp'::varchar(40), NULL::varchar(2048), NULL::varchar(255),
      'ip'::varchar(80), NULL::varchar(40), 'callrack-edge'::varchar(40), 'all'::varchar(200),
      'alaw,ulaw'::varchar(200), 'no'::varchar(5), 'yes'::varchar(5), 'yes'::varchar(5), 'yes'::varchar(5),
      'rfc4733'::varchar(20), node.rtp_timeout_s, node.rtp_timeout_s * 10, 'yes'::varchar(20), 1800, 'no'::varchar(5),
      nullif(current_setting('callrack.rtp_bind', true), '')::varchar(40), 'yes'::varchar(5), NULL::varchar(80),
      'no'::varchar(10), NULL::varchar(255)
    FROM config.cluster JOIN config.node ON node.id = (SELECT id FROM live.this_node)
    WHERE edge_address IS NOT NULL AND edge_trunk_port IS NOT NULL`);
}

/**
 * Telephones come through the edge, which says in Path how to find them again (RFC 3327). Where there are other nodes
 * they sign in every two minutes, so that they follow a tenant that has moved.
 */
async function createPlaces(runner: QueryRunner): Promise<void> {
  const [definition] = (await runner.query("SELECT rtrim(pg_get_viewdef('config.ps_aors'), '; ') AS sql")) as {
    readonly sql: string;
  }[];
  await runner.query(`CREATE OR REPLACE VIEW config.ps_aors AS
    SELECT line.*, 'yes'::varchar(5) AS support_path,
      CASE WHEN (SELECT count(*) FROM config.node WHERE state <> 'left' AND role IN ('single', 'switch')) > 1
        THEN 120 ELSE 7200 END AS maximum_expiration,
      CASE WHEN (SELECT count(*) FROM config.node WHERE state <> 'left' AND role IN ('single', 'switch')) > 1
        THEN 120 ELSE 3600 END AS default_expiration
    FROM (${definition?.sql ?? ''}) AS line`);
}

async function createIdentities(runner: QueryRunner): Promise<void> {
  const [definition] = (await runner.query(
    "SELECT rtrim(pg_get_viewdef('config.ps_endpoint_id_ips'), '; ') AS sql",
  )) as { readonly sql: string }[];
  const host = "CASE family(edge_address) WHEN 6 THEN '[' || host(edge_address) || ']' ELSE host(edge_address) END";
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoint_id_ips AS ${definition?.sql ?? ''}
    UNION ALL
    SELECT 'edge'::varchar(255), 'edge'::varchar(255), (${host} || ':' || edge_trunk_port)::varchar(80),
      'no'::varchar(5), NULL::varchar(255)
    FROM config.cluster WHERE edge_address IS NOT NULL AND edge_trunk_port IS NOT NULL`);
}
