import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Callers are asked how it was; what they answered, one by one and by day, agent and queue. */
export class Evaluations1764500000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE config.queue
      -- NULL: nobody is asked
      ADD COLUMN evaluation_flow_id uuid REFERENCES config.flow,
      ADD COLUMN evaluation_from_s integer NOT NULL DEFAULT 10 CHECK (evaluation_from_s BETWEEN 0 AND 3600)`);
    await runner.query(`CREATE INDEX ON facts.call_step (tenant_id, at)
      WHERE step IN ('evaluation.asked', 'evaluation.given')`);
    const id = (name: string): string =>
      `CASE WHEN s.detail ->> '${name}' ~ '^[0-9a-f-]{36}$' THEN (s.detail ->> '${name}')::uuid END`;
    await runner.query(`CREATE VIEW reports.evaluation WITH (security_invoker = true) AS
      SELECT s.id, s.tenant_id, s.at, s.call_id, ${id('agentId')} AS agent_id, ${id('queueId')} AS queue_id,
        s.detail ->> 'question' AS question, (s.detail ->> 'score')::integer AS score,
        (s.detail ->> 'most')::integer AS most
      FROM facts.call_step s WHERE s.step = 'evaluation.given'`);
    await runner.query(`CREATE VIEW reports.evaluation_day WITH (security_invoker = true) AS
      SELECT md5(concat_ws(' ', tenant_id, day, agent_id, queue_id)) AS id, tenant_id, day, agent_id, queue_id,
        count(DISTINCT call_id) FILTER (WHERE step = 'evaluation.asked')::integer AS asked,
        count(DISTINCT call_id) FILTER (WHERE step = 'evaluation.given')::integer AS answered,
        count(*) FILTER (WHERE step = 'evaluation.given')::integer AS scores,
        round(avg(100.0 * score / most), 1)::float8 AS percent,
        count(*) FILTER (WHERE 100 * score <= 40 * most)::integer AS low
      FROM (
        SELECT s.tenant_id, s.call_id, s.step, ${id('agentId')} AS agent_id, ${id('queueId')} AS queue_id,
          to_char(s.at AT TIME ZONE coalesce(account.time_zone, 'Asia/Shanghai'), 'YYYY-MM-DD') AS day,
          (s.detail ->> 'score')::integer AS score, (s.detail ->> 'most')::integer AS most
        FROM facts.call_step s LEFT JOIN config.tenant_account account ON account.tenant_id = s.tenant_id
        WHERE s.step IN ('evaluation.asked', 'evaluation.given')
      ) told
      GROUP BY tenant_id, day, agent_id, queue_id`);
    await runner.query('GRANT SELECT ON reports.evaluation, reports.evaluation_day TO callrack_app, callrack_operator');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
