import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Mailboxes, the messages that were left in them, and who has dealt with which. */
export class Voicemail1764500000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createMailboxes(runner);
    await createMessages(runner);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}

async function createMailboxes(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE config.mailbox (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES config.tenant,
    version integer NOT NULL DEFAULT 1,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- whose it is; neither: the tenant's own
    queue_id uuid,
    extension_id uuid,
    -- NULL: the system's words
    greeting_id uuid,
    longest_s integer NOT NULL DEFAULT 180 CHECK (longest_s BETWEEN 5 AND 600),
    CHECK (queue_id IS NULL OR extension_id IS NULL),
    UNIQUE (tenant_id, name),
    UNIQUE NULLS NOT DISTINCT (tenant_id, queue_id, extension_id),
    FOREIGN KEY (tenant_id, queue_id) REFERENCES config.queue (tenant_id, id),
    FOREIGN KEY (tenant_id, extension_id) REFERENCES config.extension (tenant_id, id),
    FOREIGN KEY (tenant_id, greeting_id) REFERENCES config.prompt (tenant_id, id)
  )`);
  await separateTenants(runner, 'config.mailbox');
  await notifyChanges(runner, 'mailbox');
  await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON config.mailbox TO callrack_app, callrack_operator');
  await runner.query('GRANT SELECT ON config.mailbox TO callrack_node');
}

/** The sound is the recording of the call; whether it is dealt with is the last that was said of it. */
async function createMessages(runner: QueryRunner): Promise<void> {
  // NULL: was not spoken of
  await runner.query('ALTER TABLE facts.call_saying ADD COLUMN handled boolean');
  await runner.query(`CREATE INDEX ON facts.call_step (tenant_id, at, id) WHERE step = 'message.left'`);
  const mailbox = `CASE WHEN s.detail ->> 'mailboxId' ~ '^[0-9a-f-]{36}$' THEN (s.detail ->> 'mailboxId')::uuid END`;
  await runner.query(`CREATE VIEW reports.voicemail_message WITH (security_invoker = true) AS
    SELECT s.call_id AS id, s.tenant_id, s.at, mailbox.id AS mailbox_id, mailbox.name AS mailbox_name,
      r.caller, r.called, queue.number AS queue_number, (s.detail ->> 'durationMs')::integer AS duration_ms,
      EXISTS (SELECT FROM facts.recording WHERE recording.call_id = s.call_id) AS recorded,
      coalesce(said.handled, false) AS handled,
      CASE WHEN said.handled THEN said.at END AS handled_at,
      CASE WHEN said.handled THEN said.by_name END AS handled_by,
      (SELECT n.note FROM facts.call_saying n WHERE n.call_id = s.call_id AND n.says_note
        ORDER BY n.at DESC, n.id DESC LIMIT 1) AS note
    FROM facts.call_step s
      JOIN facts.call_record r ON r.call_id = s.call_id AND r.tenant_id = s.tenant_id
      LEFT JOIN config.mailbox ON mailbox.id = ${mailbox}
      LEFT JOIN config.queue ON queue.id = r.queue_id
      LEFT JOIN LATERAL (SELECT c.handled, c.at, c.by_name FROM facts.call_saying c
        WHERE c.call_id = s.call_id AND c.handled IS NOT NULL ORDER BY c.at DESC, c.id DESC LIMIT 1) said ON true
    WHERE s.step = 'message.left'`);
  await runner.query('GRANT SELECT ON reports.voicemail_message TO callrack_app, callrack_operator');
}
