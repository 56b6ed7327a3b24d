import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Switch nodes that telephones and carriers can be sent to. */
const REACHABLE = `FROM config.node WHERE state <> 'left' AND role IN ('single', 'switch')
  AND sip_address IS NOT NULL AND sip_port IS NOT NULL`;
/** Other nodes that calls go to and come from. */
const NEIGHBOURS = `FROM config.node
  WHERE id <> (SELECT id FROM live.this_node) AND state <> 'left' AND role IN ('single', 'switch')
    AND address IS NOT NULL AND sip_tls_port IS NOT NULL AND sip_credential IS NOT NULL`;
const EDGE = 'FROM config.cluster WHERE edge_address IS NOT NULL AND edge_trunk_port IS NOT NULL';
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
    await nameAddresses(runner);
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

/** What Asterisk knows by its address, so that nothing else is given it; node_id is NULL of what is no node. */
async function nameAddresses(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE VIEW config.known_address WITH (security_invoker = true) AS
    SELECT address, id AS node_id FROM config.node WHERE state <> 'left' AND address IS NOT NULL
    UNION ALL SELECT address, NULL FROM config.trunk
    UNION ALL SELECT edge_address, NULL FROM config.cluster WHERE edge_address IS NOT NULL`);
  await runner.query('GRANT SELECT ON config.known_address TO callrack_operator');
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
  const host = hostOf('sip_address');
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
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoints AS
    SELECT
      line.endpoint::varchar(255) AS id,
      line.transport::varchar(40) AS transport,
      line.aors::varchar(2048) AS aors,
      line.auth::varchar(255) AS auth,
      line.identify_by::varchar(80) AS identify_by,
      line.callerid::varchar(40) AS callerid,
      line.context::varchar(40) AS context,
      'all'::varchar(200) AS disallow,
      'alaw,ulaw'::varchar(200) AS allow,
      'no'::varchar(5) AS direct_media,
      'yes'::varchar(5) AS rtp_symmetric,
      'yes'::varchar(5) AS force_rport,
      CASE WHEN EXISTS (SELECT FROM config.cluster WHERE edge_address IS NOT NULL)
        THEN 'no' ELSE 'yes' END::varchar(5) AS rewrite_contact,
      'rfc4733'::varchar(20) AS dtmf_mode,
      node.rtp_timeout_s AS rtp_timeout,
      node.rtp_timeout_s * 10 AS rtp_timeout_hold,
      'yes'::varchar(20) AS timers,
      1800 AS timers_sess_expires,
      -- a REFER would take the call out of the engine's hands
      'no'::varchar(5) AS allow_transfer,
      -- sound has an address of its own (RTP_BIND); Asterisk's session brings it
      nullif(current_setting('callrack.rtp_bind', true), '')::varchar(40) AS media_address,
      'yes'::varchar(5) AS bind_rtp_to_media_address,
      NULL::varchar(80) AS mailboxes,
      line.media_encryption::varchar(10) AS media_encryption,
      line.outbound_auth::varchar(255) AS outbound_auth
    FROM (
      SELECT endpoint, endpoint AS aors, 'transport-udp' AS transport, endpoint AS auth,
        'username,auth_username' AS identify_by, dn || ' <' || dn || '>' AS callerid, 'callrack' AS context,
        'no' AS media_encryption, NULL AS outbound_auth
      FROM config.extension
      UNION ALL
      SELECT endpoint, endpoint, 'transport-udp', NULL, 'ip', NULL, 'callrack', 'no', NULL FROM config.trunk
      UNION ALL
      SELECT 'node-' || id, 'node-' || id, 'transport-tls', 'node-' || id, 'ip', NULL, 'callrack-node', 'sdes',
        'node-' || (SELECT id FROM live.this_node)
      ${NEIGHBOURS}
      UNION ALL
      SELECT 'edge', NULL, 'transport-udp', NULL, 'ip', NULL, 'callrack-edge', 'no', NULL ${EDGE}
    ) AS line
    JOIN config.node ON node.id = (SELECT id FROM live.this_node)`);
}

/**
 * Telephones come through the edge, which says in Path how to find them again (RFC 3327). Where there are other nodes
 * they sign in every two minutes, so that they follow a tenant that has moved. A semicolon would end the value
 * (Asterisk's ast_realtime_decode_chunk).
 */
async function createPlaces(runner: QueryRunner): Promise<void> {
  const several = `(SELECT count(*) FROM config.node WHERE state <> 'left' AND role IN ('single', 'switch')) > 1`;
  await runner.query(`CREATE OR REPLACE VIEW config.ps_aors AS
    SELECT
      line.endpoint::varchar(255) AS id,
      line.max_contacts,
      line.remove_existing::varchar(5) AS remove_existing,
      line.qualify_frequency,
      line.contact::varchar(255) AS contact,
      NULL::varchar(80) AS mailboxes,
      'yes'::varchar(5) AS support_path,
      CASE WHEN ${several} THEN 120 ELSE 7200 END AS maximum_expiration,
      CASE WHEN ${several} THEN 120 ELSE 3600 END AS default_expiration
    FROM (
      SELECT endpoint, 1 AS max_contacts, 'yes' AS remove_existing, 0 AS qualify_frequency, NULL AS contact
      FROM config.extension
      UNION ALL
      SELECT endpoint, 0, 'no', 30, 'sip:' || ${hostOf('address')} || ':' || port FROM config.trunk
      UNION ALL
      -- a call waits ten seconds for a node that is being started again
      SELECT 'node-' || id, 0, 'no', 5, 'sip:' || ${hostOf('address')} || ':' || sip_tls_port || '^3Btransport=tls'
      ${NEIGHBOURS}
    ) AS line`);
}

async function createIdentities(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoint_id_ips AS
    SELECT
      line.endpoint::varchar(255) AS id,
      line.endpoint::varchar(255) AS endpoint,
      line.match::varchar(80) AS match,
      'no'::varchar(5) AS srv_lookups,
      NULL::varchar(255) AS match_header
    FROM (
      SELECT endpoint, network(address)::text AS match FROM config.trunk
      UNION ALL
      SELECT 'node-' || id, host(address) ${NEIGHBOURS}
      UNION ALL
      SELECT 'edge', ${hostOf('edge_address')} || ':' || edge_trunk_port ${EDGE}
    ) AS line`);
}

/** As it stands in a URI. */
function hostOf(column: string): string {
  return `CASE family(${column}) WHEN 6 THEN '[' || host(${column}) || ']' ELSE host(${column}) END`;
}
