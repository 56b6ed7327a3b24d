import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** The sounds that prompts had before, and the texts that sounds were spoken from. */
export class PromptSounds1764500000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // NULL: the sound came as a file
    await runner.query(
      'ALTER TABLE config.prompt ADD COLUMN spoken_text text CHECK (length(spoken_text) BETWEEN 1 AND 1000)',
    );
    await runner.query(`CREATE TABLE config.earlier_sound (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      prompt_id uuid NOT NULL,
      media text NOT NULL,
      original_name text NOT NULL,
      spoken_text text,
      duration_ms integer NOT NULL,
      bytes integer NOT NULL,
      uploaded_at timestamptz,
      replaced_at timestamptz NOT NULL,
      FOREIGN KEY (tenant_id, prompt_id) REFERENCES config.prompt (tenant_id, id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX ON config.earlier_sound (tenant_id, prompt_id)');
    await separateTenants(runner, 'config.earlier_sound');
    await notifyChanges(runner, 'earlier_sound');
    await runner.query('GRANT SELECT, INSERT, DELETE ON config.earlier_sound TO callrack_app, callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
