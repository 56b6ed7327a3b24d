import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/**
 * What a call cost in the end, and which money ended it, beside its record. Both are looked up for the rows alone that
 * are shown; a view takes new columns at its end.
 */
export class CallMoney1764200000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE VIEW reports.call_record WITH (security_invoker = true) AS
      SELECT r.id, r.tenant_id, r.call_id, r.direction, r.caller, r.called,
        r.trunk_id, trunk.name AS trunk_name,
        r.queue_id, queue.number AS queue_number, queue.name AS queue_name,
        r.agent_id, agent.number AS agent_number, agent.name AS agent_name,
        r.arrived_at, r.answered_at, r.menu_at, r.queued_at, r.offered_at, r.ringing_at, r.connected_at, r.ended_at,
        r.ended_at_is_late, r.waited_ms, r.rang_ms, r.talked_ms, r.total_ms, r.offers, r.ended_by, r.cause_code,
        r.result, r.lost_reason, r.recorded,
        EXISTS (SELECT FROM facts.recording WHERE recording.call_id = r.call_id) AS has_recording,
        (SELECT coalesce(step.detail ->> 'limit', 'balance_out') FROM facts.call_step step
          WHERE step.call_id = r.call_id AND step.step = 'credit.ended' ORDER BY step.seq LIMIT 1) AS end_reason,
        (SELECT sum(charge.amount_micro)::bigint FROM facts.charge WHERE charge.call_id = r.call_id) AS charged_micro,
        (SELECT charge.currency FROM facts.charge WHERE charge.call_id = r.call_id LIMIT 1) AS charged_currency
      FROM facts.call_record r
        LEFT JOIN config.trunk ON trunk.id = r.trunk_id
        LEFT JOIN config.queue ON queue.id = r.queue_id
        LEFT JOIN config.agent ON agent.id = r.agent_id`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
