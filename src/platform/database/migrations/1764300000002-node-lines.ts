import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Asterisk's view of the lines follows live.this_node. */
export class NodeLines1764300000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // only its owner replaces a view, and needs CREATE for it
    await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
    await runner.query('SET LOCAL ROLE callrack_realtime');
    await createEndpoints(runner);
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
      -- sound has an address of its own (RTP_BIND); Asterisk's session brings it
      nullif(current_setting('callrack.rtp_bind', true), '')::varchar(40) AS media_address,
      'yes'::varchar(5) AS bind_rtp_to_media_address,
      NULL::varchar(80) AS mailboxes
    FROM (
      SELECT endpoint, endpoint AS auth, 'username,auth_username' AS identify_by, dn || ' <' || dn || '>' AS callerid
      FROM config.extension
      UNION ALL
      SELECT endpoint, NULL, 'ip', NULL FROM config.trunk
    ) AS line
    JOIN config.node ON node.id = (SELECT id FROM live.this_node)`);
}
