import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Call records are narrowed by direction now that calls are placed too; a view takes new columns at its end. */
export class CallDirection1764200000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE VIEW reports.call WITH (security_invoker = true) AS
      SELECT id, tenant_id, caller, called, trunk_id, queue_id, agent_id, arrived_at, waited_ms, talked_ms, total_ms, result,
        lost_reason, recorded, direction
      FROM facts.call_record`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
