import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** How many texts of a tenant may be spoken at once; NULL: no limit. */
export class SpeechLines1764500000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE config.tenant ADD COLUMN speech_line_limit integer CHECK (speech_line_limit >= 0)');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
