import { Injectable } from '@nestjs/common';

import type { RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { AgentRecordFilter, AgentRecordPhase } from './core/agent-record.js';

/** A row of the view reports.agent_record, with its own names of columns. */
export interface AgentRecordRow {
  readonly id: string;
  readonly agent_id: string;
  readonly agent_number: string | null;
  readonly agent_name: string | null;
  readonly phase: AgentRecordPhase;
  readonly reason: string | null;
  readonly call_id: string | null;
  readonly began_at: Date;
  readonly over_at: Date | null;
}

const CURSOR = 'agent_rows';
const COLUMNS = 'id, agent_id, agent_number, agent_name, phase, reason, call_id, began_at, over_at';
const EPOCH = "timestamptz '1970-01-01 00:00:00+00'";

/** What agents did, stretch by stretch, as the session's role sees it; newest first. */
@Injectable()
export class AgentRecordsRepository {
  /** @param most counts no further: the answer is then this number */
  async count(session: DbSession, filter: AgentRecordFilter, most: number): Promise<number> {
    const [row] = await session.query<{ rows: number }[]>(
      `SELECT count(*)::int AS rows FROM (SELECT FROM reports.agent_span r WHERE ${CONDITIONS} LIMIT $5) AS counted`,
      [...parametersOf(filter), most],
    );
    return row?.rows ?? 0;
  }

  page(session: DbSession, filter: AgentRecordFilter, offset: number, limit: number): Promise<AgentRecordRow[]> {
    return session.query<AgentRecordRow[]>(
      `SELECT ${COLUMNS} FROM reports.agent_record r WHERE ${CONDITIONS}
       ORDER BY r.began_at DESC, r.agent_id DESC, r.seq DESC OFFSET $5 LIMIT $6`,
      [...parametersOf(filter), offset, limit],
    );
  }

  /** After a record: whatever comes meanwhile, no page has a record of another page. */
  after(
    session: DbSession,
    filter: AgentRecordFilter,
    after: RowPosition | null,
    limit: number,
  ): Promise<(AgentRecordRow & { readonly began_at_us: string })[]> {
    return session.query<(AgentRecordRow & { readonly began_at_us: string })[]>(
      `SELECT ${COLUMNS}, (extract(epoch FROM r.began_at) * 1000000)::bigint::text AS began_at_us
       FROM reports.agent_record r WHERE ${CONDITIONS} AND ($5::bigint IS NULL
         OR (r.began_at <= ${EPOCH} + $5::bigint * interval '1 microsecond'
           AND (r.began_at, r.id) < (${EPOCH} + $5::bigint * interval '1 microsecond', $6)))
       ORDER BY r.began_at DESC, r.id DESC LIMIT $7`,
      [...parametersOf(filter), after?.atUs ?? null, after?.id ?? '', limit],
    );
  }

  async find(session: DbSession, id: string): Promise<AgentRecordRow | undefined> {
    const [agentId, seq, ms] = id.split(':');
    const rows = await session.query<AgentRecordRow[]>(
      `SELECT ${COLUMNS} FROM reports.agent_record
       WHERE agent_id = $1 AND seq = $2 AND began_at = ${EPOCH} + $3::bigint * interval '1 millisecond'`,
      [agentId, seq, ms],
    );
    return rows[0];
  }

  /** Opens a cursor that lives as long as the transaction, one at a time. */
  async open(session: DbSession, filter: AgentRecordFilter): Promise<void> {
    await session.query(
      `DECLARE ${CURSOR} NO SCROLL CURSOR FOR SELECT ${COLUMNS} FROM reports.agent_record r WHERE ${CONDITIONS}
       ORDER BY r.began_at DESC, r.agent_id DESC, r.seq DESC`,
      parametersOf(filter),
    );
  }

  /** The next rows under the cursor; none at its end. */
  fetch(session: DbSession, rows: number): Promise<AgentRecordRow[]> {
    return session.query<AgentRecordRow[]>(`FETCH ${Math.trunc(rows)} FROM ${CURSOR}`);
  }
}

/** Of the first four parameters. */
const CONDITIONS = `($1::timestamptz IS NULL OR r.began_at >= $1) AND ($2::timestamptz IS NULL OR r.began_at <= $2)
  AND ($3::uuid[] IS NULL OR r.agent_id = ANY($3)) AND ($4::text[] IS NULL OR r.phase = ANY($4))`;

function parametersOf({ beganAt, agentIds, phases }: AgentRecordFilter): unknown[] {
  const date = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));
  return [date(beganAt?.from), date(beganAt?.to), agentIds ?? null, phases ?? null];
}
