import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Agents whose line stays open between their calls. */
export class OpenLines1764500000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // what the agent hears between calls; no: the telephone rings for each
    await runner.query(`ALTER TABLE config.agent
      ADD COLUMN open_line text NOT NULL DEFAULT 'no' CHECK (open_line IN ('no', 'music', 'silence'))`);
    await runner.query('GRANT SELECT (open_line) ON config.agent TO callrack_app, callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
