import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** What a person may do at a telephone: sign in by a PIN, call outside without an agent; and whether it answers by itself. */
export class Telephones1764400000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE config.extension
      ADD COLUMN auto_answer boolean NOT NULL DEFAULT false,
      ADD COLUMN calls_out boolean NOT NULL DEFAULT false`);
    // the rights on telephones go by column: their credentials are written only
    await runner.query('GRANT SELECT (auto_answer, calls_out) ON config.extension TO callrack_node');
    await runner.query(`GRANT SELECT (auto_answer, calls_out), UPDATE (auto_answer, calls_out)
      ON config.extension TO callrack_app`);
    // argon2id; NULL: the agent signs in at their own telephone alone, without one
    await runner.query('ALTER TABLE config.agent ADD COLUMN pin_hash text');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
