import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/**
 * Trunks are asked by OPTIONS every 30 s whether they are there, so that people see it; calls from one that does not
 * answer are taken all the same. Telephones are not asked: they register.
 */
export class TrunkQualify1764100000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // only its owner replaces a view, and needs CREATE for it
    await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
    await runner.query('SET LOCAL ROLE callrack_realtime');
    await runner.query(`CREATE OR REPLACE VIEW config.ps_aors AS
      SELECT endpoint::varchar(255) AS id, 1 AS max_contacts, 'yes'::varchar(5) AS remove_existing,
        0 AS qualify_frequency, NULL::varchar(255) AS contact, NULL::varchar(80) AS mailboxes
      FROM config.extension
      UNION ALL
      SELECT endpoint::varchar(255), 0, 'no'::varchar(5), 30,
        ('sip:' || CASE family(address) WHEN 6 THEN '[' || host(address) || ']' ELSE host(address) END
          || ':' || port)::varchar(255),
        NULL::varchar(80)
      FROM config.trunk`);
    await runner.query('RESET ROLE');
    await runner.query('REVOKE CREATE ON SCHEMA config FROM callrack_realtime');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
