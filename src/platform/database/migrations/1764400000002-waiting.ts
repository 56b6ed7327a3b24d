import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** What callers hear while they wait in a queue, and when they are sent elsewhere. */
export class Waiting1764400000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // acd/core/queue-waiting.ts, checked on reading; NULL: only music
    await runner.query('ALTER TABLE config.queue ADD COLUMN waiting jsonb');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
