import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** The first of what a trial of pricing again would change, for people to look at before it is done. */
export class ReratingChanges1764200000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE live.rerating ADD COLUMN changes jsonb NOT NULL DEFAULT '[]'");
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
