import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

const VIEWS = ['ps_endpoints', 'ps_auths', 'ps_aors', 'ps_endpoint_id_ips'];

/**
 * What Asterisk's PJSIP realtime reads: telephones and trunks as endpoints, with the column types of Asterisk's own
 * tables. The views run with the rights of their owner callrack_realtime, whose policies show this node's rows only;
 * Asterisk's role may read nothing but them. Trunks are told by address alone and telephones by name alone, so that
 * nobody becomes a trunk by calling themselves one.
 */
export class AsteriskViews1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createEndpoints(runner);
    await runner.query(`CREATE VIEW config.ps_auths AS
      SELECT endpoint::varchar(255) AS id, 'md5'::varchar(20) AS auth_type, endpoint::varchar(40) AS username,
        realm::varchar(255) AS realm, md5_credential::varchar(40) AS md5_cred, NULL::varchar(80) AS password
      FROM config.extension`);
    await runner.query(`CREATE VIEW config.ps_aors AS
      SELECT endpoint::varchar(255) AS id, 1 AS max_contacts, 'yes'::varchar(5) AS remove_existing,
        0 AS qualify_frequency, NULL::varchar(255) AS contact, NULL::varchar(80) AS mailboxes
      FROM config.extension
      UNION ALL
      SELECT endpoint::varchar(255), 0, 'no'::varchar(5), 0,
        ('sip:' || CASE family(address) WHEN 6 THEN '[' || host(address) || ']' ELSE host(address) END
          || ':' || port)::varchar(255),
        NULL::varchar(80)
      FROM config.trunk`);
    await runner.query(`CREATE VIEW config.ps_endpoint_id_ips AS
      SELECT endpoint::varchar(255) AS id, endpoint::varchar(255) AS endpoint,
        network(address)::text::varchar(80) AS match, 'no'::varchar(5) AS srv_lookups,
        NULL::varchar(255) AS match_header
      FROM config.trunk`);
    await giveToRealtime(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createEndpoints(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE VIEW config.ps_endpoints AS
    SELECT
      line.endpoint::varchar(255) AS id,
      'transport-udp'::varchar(40) AS transport,
      line.endpoint::varchar(2048) AS aors,
      line.auth::varchar(255) AS auth,
      line.identify_by::varchar(80) AS identify_by,
      line.callerid::varchar(40) AS callerid,
      'callrack'::varchar(40) AS context,
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
      -- sound has an address of its own (RTP_BIND); Asterisk's session brings it, as it brings the node
      nullif(current_setting('callrack.rtp_bind', true), '')::varchar(40) AS media_address,
      'yes'::varchar(5) AS bind_rtp_to_media_address,
      NULL::varchar(80) AS mailboxes
    FROM (
      SELECT endpoint, endpoint AS auth, 'username,auth_username' AS identify_by, dn || ' <' || dn || '>' AS callerid
      FROM config.extension
      UNION ALL
      SELECT endpoint, NULL, 'ip', NULL FROM config.trunk
    ) AS line
    JOIN config.node ON node.id = nullif(current_setting('callrack.node', true), '')`);
}

/** Whoever makes another role the owner of a view needs, without being superuser, that role to have CREATE meanwhile. */
async function giveToRealtime(runner: QueryRunner): Promise<void> {
  await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
  for (const view of VIEWS) {
    await runner.query(`ALTER VIEW config.${view} OWNER TO callrack_realtime`);
    await runner.query(`GRANT SELECT ON config.${view} TO callrack_asterisk`);
  }
  await runner.query('REVOKE CREATE ON SCHEMA config FROM callrack_realtime');
}
