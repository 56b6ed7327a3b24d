import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Numbers whose calls are refused, and those that never are; how long entries stay, and how often each was met. */
export class Lists1764500000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // acd/core/blocked-number.ts; what was there before says of calling back alone
    await runner.query(`ALTER TABLE config.blocked_number
      ADD COLUMN list text NOT NULL DEFAULT 'no_callback' CHECK (list IN ('blocked', 'no_callback', 'allowed')),
      -- NULL: it stays
      ADD COLUMN expires_at timestamptz`);
    await runner.query(`ALTER TABLE config.vip_caller
      -- all numbers that begin so
      ADD COLUMN is_prefix boolean NOT NULL DEFAULT false,
      -- NULL: it stays
      ADD COLUMN expires_at timestamptz`);
    await runner.query(
      `CREATE INDEX ON facts.call_step (tenant_id, (detail ->> 'entryId')) WHERE step = 'list.matched'`,
    );
    await runner.query(`CREATE VIEW reports.list_hit WITH (security_invoker = true) AS
      SELECT tenant_id, detail ->> 'entryId' AS entry_id, count(*)::int AS hits, max(at) AS last_hit_at
      FROM facts.call_step WHERE step = 'list.matched'
      GROUP BY tenant_id, detail ->> 'entryId'`);
    await runner.query('GRANT SELECT ON reports.list_hit TO callrack_app, callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
