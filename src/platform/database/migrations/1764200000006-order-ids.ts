import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** What a request with an idempotency key orders has its id before it is done: ordered again it is the same. */
export class OrderIds1764200000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE live.idempotent_answer ADD COLUMN order_id uuid');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
