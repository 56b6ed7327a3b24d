import { Injectable } from '@nestjs/common';

import { LARGEST_PAGE, type ListQuery, type Page, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { AgentRecordsRepository, type AgentRecordRow } from './agent-records.repository.js';
import { agentRecordFilter, type AgentRecordFilter, type AgentRecordView } from './core/agent-record.js';

/** Counting further would keep people waiting for no page. */
const MOST_COUNTED = 1_000_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9]{1,9}:[0-9]{1,15}$/i;

/** What agents did, stretch by stretch. The session decides whose. */
@Injectable()
export class AgentRecordsService {
  constructor(private readonly records: AgentRecordsRepository) {}

  /** @param query filter: beganAt, agentId, phase; newest first */
  async page(session: DbSession, query: ListQuery): Promise<Page<AgentRecordView>> {
    const { filter, wrong } = agentRecordFilter(query.filter);
    if (wrong.length > 0) return { items: [], total: 0 };
    const total = await this.records.count(session, filter, MOST_COUNTED);
    const offset = Math.min(Math.max(0, Math.trunc(query.offset)), total);
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE);
    const rows = await this.records.page(session, filter, offset, limit);
    return { items: rows.map(toView), total };
  }

  /** A stretch of the list, newest first, for programs that read it piece by piece. */
  async after(
    session: DbSession,
    filter: AgentRecordFilter,
    after: RowPosition | null,
    limit: number,
  ): Promise<{ readonly items: readonly AgentRecordView[]; readonly next: RowPosition | null }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const rows = await this.records.after(session, filter, after, most + 1);
    const items = rows.slice(0, most);
    const last = items.at(-1);
    const isMore = rows.length > most && last !== undefined;
    return { items: items.map(toView), next: isMore ? { atUs: last.began_at_us, id: last.id } : null };
  }

  /** undefined: the session sees none. */
  async find(session: DbSession, id: string): Promise<AgentRecordView | undefined> {
    if (!ID.test(id)) return undefined;
    const row = await this.records.find(session, id);
    return row === undefined ? undefined : toView(row);
  }
}

function toView(row: AgentRecordRow): AgentRecordView {
  return {
    ...{ id: row.id, agentId: row.agent_id, agentNumber: row.agent_number, agentName: row.agent_name },
    ...{ phase: row.phase, reason: row.reason, callId: row.call_id },
    ...{ beganAt: row.began_at.getTime(), overAt: row.over_at?.getTime() ?? null },
  };
}
