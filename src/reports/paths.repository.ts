import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import type { Interval } from './core/figures/figures.js';

/** A row of the view reports.flow_version, with its own names of columns. */
export interface FlowVersionRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly flow_id: string;
  /** Of the flow. */
  readonly name: string;
  readonly number: number;
  readonly published_at: Date;
  /** New callers get it. */
  readonly in_use: boolean;
}

/** Visits to a node of a version that had the same end. */
export interface VisitsRow {
  readonly version_id: string;
  readonly node: string;
  readonly begins: boolean;
  readonly left_by: string | null;
  readonly bucket: number;
  readonly visits: string;
}

/** How callers went through flows, as the session's role sees it. */
@Injectable()
export class PathsRepository {
  /** By the name of the flow, the newest version first. */
  versions(session: DbSession): Promise<FlowVersionRow[]> {
    return session.query<FlowVersionRow[]>(
      `SELECT id, tenant_id, flow_id, name, number, published_at, in_use FROM reports.flow_version
       ORDER BY name, flow_id, number DESC`,
    );
  }

  /** What a version is drawn as; undefined: there is no such version. */
  async graph(session: DbSession, versionId: string): Promise<unknown> {
    const [row] = await session.query<{ graph: unknown }[]>('SELECT graph FROM reports.flow_version WHERE id = $1', [
      versionId,
    ]);
    return row?.graph;
  }

  /**
   * @param kept whole intervals that are kept, within the range; the rest of it is counted visit by visit
   * @param starts the first instants of the stretches it is counted by, rising; `bucket` counts them from 0
   */
  visits(
    session: DbSession,
    tenantId: string,
    versionIds: readonly string[],
    range: Interval,
    kept: Interval,
    starts: readonly number[],
  ): Promise<VisitsRow[]> {
    return session.query<VisitsRow[]>(
      `SELECT version_id, node, begins, left_by, width_bucket(at, $3::timestamptz[]) - 1 AS bucket, sum(visits) AS visits
       FROM (
         SELECT version_id, node, begins, left_by, starts_at AS at, visits FROM reports.path_figures
         WHERE tenant_id = $1 AND version_id = ANY($2) AND starts_at >= $6 AND starts_at < $7
         UNION ALL
         SELECT version_id, node, begins, left_by, began_at, 1 FROM reports.node_visit
         WHERE tenant_id = $1 AND version_id = ANY($2) AND began_at >= $4 AND began_at < $6
         UNION ALL
         SELECT version_id, node, begins, left_by, began_at, 1 FROM reports.node_visit
         WHERE tenant_id = $1 AND version_id = ANY($2) AND began_at >= $7 AND began_at < $5
       ) AS each GROUP BY 1, 2, 3, 4, 5`,
      [
        ...[tenantId, versionIds, starts.map((start) => new Date(start))],
        ...[range.from, range.to, kept.from, kept.to].map((at) => new Date(at)),
      ],
    );
  }
}
