import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Other nodes that calls go to and come from. */
const NEIGHBOURS = `FROM config.node
  WHERE id <> (SELECT id FROM live.this_node) AND state <> 'left' AND role IN ('single', 'switch')
    AND address IS NOT NULL AND sip_tls_port IS NOT NULL AND sip_credential IS NOT NULL`;

/**
 * Asterisk's view of the lines follows live.this_node, and the other nodes of the cluster are lines too: over TLS, known
 * by their address, and signing in with a password of their own, because an address over UDP is anybody's.
 */
export class NodeLines1764300000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // the line of a node is called node-<id>; names of before are left in peace
    await runner.query(`ALTER TABLE config.extension
      ADD CONSTRAINT extension_is_no_node CHECK (endpoint NOT LIKE 'node-%') NOT VALID`);
    // only its owner replaces a view, and needs CREATE for it
    await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
    await runner.query('SET LOCAL ROLE callrack_realtime');
    await createEndpoints(runner);
    await createAuths(runner);
    await createPlaces(runner);
    await runner.query('RESET ROLE');
    await runner.query('REVOKE CREATE ON SCHEMA config FROM callrack_realtime');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createEndpoints(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoints AS
    SELECT
      line.endpoint::varchar(255) AS id,
      line.transport::varchar(40) AS transport,
      line.endpoint::varchar(2048) AS aors,
      line.auth::varchar(255) AS auth,
      line.identify_by::varchar(80) AS identify_by,
      line.callerid::varchar(40) AS callerid,
      line.context::varchar(40) AS context,
      'all'::varchar(200) AS disallow,
      'alaw,ulaw'::varchar(200) AS allow,
      'no'::varchar(5) AS direct_media,
      'yes'::varchar(5) AS rtp_symmetric,
      'yes'::varchar(5) AS force_rport,
      'yes'::varchar(5) AS rewrite_contact,
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
      SELECT endpoint, 'transport-udp' AS transport, endpoint AS auth, 'username,auth_username' AS identify_by,
        dn || ' <' || dn || '>' AS callerid, 'callrack' AS context, 'no' AS media_encryption, NULL AS outbound_auth
      FROM config.extension
      UNION ALL
      SELECT endpoint, 'transport-udp', NULL, 'ip', NULL, 'callrack', 'no', NULL FROM config.trunk
      UNION ALL
      SELECT 'node-' || id, 'transport-tls', 'node-' || id, 'ip', NULL, 'callrack-node', 'sdes',
        'node-' || (SELECT id FROM live.this_node)
      ${NEIGHBOURS}
    ) AS line
    JOIN config.node ON node.id = (SELECT id FROM live.this_node)`);
}

/** Of nodes this one too: it signs in at the others as they know it. Made anew, as names of nodes are longer. */
async function createAuths(runner: QueryRunner): Promise<void> {
  await runner.query('DROP VIEW config.ps_auths');
  await runner.query(`CREATE VIEW config.ps_auths AS
    SELECT endpoint::varchar(255) AS id, 'md5'::varchar(20) AS auth_type, endpoint::varchar(255) AS username,
      realm::varchar(255) AS realm, md5_credential::varchar(40) AS md5_cred, NULL::varchar(80) AS password
    FROM config.extension
    UNION ALL
    SELECT 'node-' || id, 'md5', 'node-' || id, sip_realm, sip_credential, NULL
    FROM config.node WHERE state <> 'left' AND sip_credential IS NOT NULL AND sip_realm IS NOT NULL`);
  await runner.query('GRANT SELECT ON config.ps_auths TO callrack_asterisk');
}

/** A semicolon would end the value (Asterisk's ast_realtime_decode_chunk). */
async function createPlaces(runner: QueryRunner): Promise<void> {
  const host = "CASE family(address) WHEN 6 THEN '[' || host(address) || ']' ELSE host(address) END";
  await runner.query(`CREATE OR REPLACE VIEW config.ps_aors AS
    SELECT endpoint::varchar(255) AS id, 1 AS max_contacts, 'yes'::varchar(5) AS remove_existing,
      0 AS qualify_frequency, NULL::varchar(255) AS contact, NULL::varchar(80) AS mailboxes
    FROM config.extension
    UNION ALL
    SELECT endpoint::varchar(255), 0, 'no'::varchar(5), 30,
      ('sip:' || ${host} || ':' || port)::varchar(255), NULL::varchar(80)
    FROM config.trunk
    UNION ALL
    SELECT ('node-' || id)::varchar(255), 0, 'no'::varchar(5), 30,
      ('sip:' || ${host} || ':' || sip_tls_port || '^3Btransport=tls')::varchar(255), NULL::varchar(80)
    ${NEIGHBOURS}`);
  await runner.query(`CREATE OR REPLACE VIEW config.ps_endpoint_id_ips AS
    SELECT endpoint::varchar(255) AS id, endpoint::varchar(255) AS endpoint,
      network(address)::text::varchar(80) AS match, 'no'::varchar(5) AS srv_lookups,
      NULL::varchar(255) AS match_header
    FROM config.trunk
    UNION ALL
    SELECT ('node-' || id)::varchar(255), ('node-' || id)::varchar(255), host(address)::varchar(80),
      'no'::varchar(5), NULL::varchar(255)
    ${NEIGHBOURS}`);
}
