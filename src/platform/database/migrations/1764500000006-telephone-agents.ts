import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Which numbers are shown for whose calls; and the hashes of PINs are for the engine alone. */
export class TelephoneAgents1764500000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // access numbers; empty: as the queues say, and where they say nothing all of the tenant's
    await runner.query("ALTER TABLE config.agent ADD COLUMN caller_number_ids uuid[] NOT NULL DEFAULT '{}'");
    await runner.query("ALTER TABLE config.queue ADD COLUMN caller_number_ids uuid[] NOT NULL DEFAULT '{}'");
    // From now on what is read of an agent goes by column: a later column of config.agent needs a GRANT SELECT of its own.
    await runner.query(`DO $$
      DECLARE readable text;
      BEGIN
        SELECT string_agg(quote_ident(column_name), ', ') INTO readable FROM information_schema.columns
          WHERE table_schema = 'config' AND table_name = 'agent' AND column_name <> 'pin_hash';
        REVOKE SELECT ON config.agent FROM callrack_app, callrack_operator;
        EXECUTE format('GRANT SELECT (%s) ON config.agent TO callrack_app, callrack_operator', readable);
      END $$`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
