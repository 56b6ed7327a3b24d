import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Whether a telephone lifts its receiver when it is told to by SIP (NOTIFY, event "talk"). */
export class Answering1764500000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE config.extension ADD COLUMN answers_by_notify boolean NOT NULL DEFAULT false');
    // the rights on telephones go by column: their credentials are written only
    await runner.query('GRANT SELECT (answers_by_notify) ON config.extension TO callrack_node');
    await runner.query(`GRANT SELECT (answers_by_notify), UPDATE (answers_by_notify)
      ON config.extension TO callrack_app`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
