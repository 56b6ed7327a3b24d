import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Where callers of a telephone go on. */
export class Forwarding1764500000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // lines/core/forwarding.ts, checked on reading; NULL: nowhere
    await runner.query('ALTER TABLE config.extension ADD COLUMN forwarding jsonb');
    // the rights on telephones go by column: their credentials are written only
    await runner.query('GRANT SELECT (forwarding) ON config.extension TO callrack_node');
    await runner.query('GRANT SELECT (forwarding), UPDATE (forwarding) ON config.extension TO callrack_app');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
