import { Injectable } from '@nestjs/common';

import { LARGEST_PAGE, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { CallbackRecordView } from './core/callback-record.js';
import { CallbackRecordsRepository, type EndedCallbackRow } from './callback-records.repository.js';

/** Callbacks that are over. The session decides whose. */
@Injectable()
export class CallbackRecordsService {
  constructor(private readonly callbacks: CallbackRecordsRepository) {}

  /** A stretch of the list, newest first, for programs that read it piece by piece. */
  async after(
    session: DbSession,
    after: RowPosition | null,
    limit: number,
  ): Promise<{ readonly items: readonly CallbackRecordView[]; readonly next: RowPosition | null }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const rows = await this.callbacks.after(session, after, most + 1);
    const items = rows.slice(0, most);
    const last = items.at(-1);
    const isMore = rows.length > most && last !== undefined;
    return { items: items.map(toView), next: isMore ? { atUs: last.ended_at_us, id: last.id } : null };
  }
}

function toView(row: EndedCallbackRow): CallbackRecordView {
  return {
    ...{ callId: row.call_id, outcome: row.outcome, missed: row.missed, reachedBy: row.reached_by },
    ...{ number: row.number, queueNumber: row.queue_number },
    ...{ askedAt: row.asked_at?.getTime() ?? null, endedAt: row.ended_at.getTime() },
  };
}
