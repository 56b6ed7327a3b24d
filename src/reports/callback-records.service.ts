import { Injectable } from '@nestjs/common';

import { LARGEST_PAGE, type RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
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
  ): Promise<{ readonly items: readonly EndedCallbackRow[]; readonly next: RowPosition | null }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const rows = await this.callbacks.after(session, after, most + 1);
    const items = rows.slice(0, most);
    const last = items.at(-1);
    const isMore = rows.length > most && last !== undefined;
    return { items, next: isMore ? { atUs: last.ended_at_us, id: last.id } : null };
  }
}
