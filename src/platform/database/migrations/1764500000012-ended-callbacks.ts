import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** What became of whoever asked to be called back, as a list: kept so far only among the steps of the calls. */
export class EndedCallbacks1764500000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX ON facts.call_step (tenant_id, at, id) WHERE step = 'callback.ended'`);
    const uuid = `CASE WHEN line.detail ->> 'queueId' ~ '^[0-9a-f-]{36}$' THEN (line.detail ->> 'queueId')::uuid END`;
    await runner.query(`CREATE VIEW reports.ended_callback WITH (security_invoker = true) AS
      SELECT e.id, e.tenant_id, e.call_id, e.at AS ended_at, e.detail ->> 'why' AS outcome,
        e.detail ->> 'callId' AS reached_by, asked.at AS asked_at, asked.detail ->> 'number' AS number,
        queue.number AS queue_number,
        (SELECT count(*)::int FROM facts.call_step m
          WHERE m.call_id = e.call_id AND m.step = 'callback.missed') AS missed
      FROM facts.call_step e
        LEFT JOIN LATERAL (SELECT s.at, s.detail FROM facts.call_step s
          WHERE s.call_id = e.call_id AND s.step = 'callback.asked' AND s.seq < e.seq
          ORDER BY s.seq DESC LIMIT 1) asked ON true
        LEFT JOIN LATERAL (SELECT s.detail FROM facts.call_step s
          WHERE s.call_id = e.call_id AND s.step = 'queue.left' AND s.seq < e.seq
          ORDER BY s.seq DESC LIMIT 1) line ON true
        LEFT JOIN config.queue ON queue.id = ${uuid}
      WHERE e.step = 'callback.ended'`);
    await runner.query('GRANT SELECT ON reports.ended_callback TO callrack_app, callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
