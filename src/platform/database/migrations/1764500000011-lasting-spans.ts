import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** Kept intervals leave out what an agent still does (reports/core/figures/spans.ts, isLasting): those with it are made anew. */
export class LastingSpans1764500000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO reports.figures_due
      SELECT DISTINCT f.tenant_id, f.starts_at FROM reports.agent_span s
        JOIN reports.agent_figures f ON f.tenant_id = s.tenant_id AND f.agent_id = s.agent_id
          AND f.starts_at > s.began_at - interval '15 minutes'
      WHERE s.over_at IS NULL AND s.phase IN ('ready', 'notReady') ON CONFLICT DO NOTHING`);
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
