import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Who was logged in by rule and has logged out by hand is let alone on the tenant's next home too. */
export class DutyMoves1764500000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE work.agent_duty ADD COLUMN sits_out_until timestamptz');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
