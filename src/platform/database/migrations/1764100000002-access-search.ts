import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** What lists of people and of the audit log are searched by. */
export class AccessSearch1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // the platform reads the log of all tenants, newest first
    await runner.query('CREATE INDEX ON access.audit_entry (at, id)');
    // whether there is a second factor; the secret itself is nothing that a tenant's session may see
    await runner.query(`ALTER TABLE access.operator
      ADD COLUMN has_second_factor boolean NOT NULL GENERATED ALWAYS AS (totp_secret IS NOT NULL) STORED`);
    await runner.query('GRANT SELECT (has_second_factor) ON access.operator TO callrack_app');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
