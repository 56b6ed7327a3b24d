import { Injectable } from '@nestjs/common';

import type { RowPosition } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { CallbackOutcome } from './core/callback-record.js';

/** A row of the view reports.ended_callback, with its own names of columns. */
export interface EndedCallbackRow {
  readonly id: string;
  /** The call by which it was asked for. */
  readonly call_id: string;
  readonly ended_at: Date;
  readonly outcome: CallbackOutcome;
  readonly reached_by: string | null;
  /** null: the step that told it is kept no longer; so of number and queue_number. */
  readonly asked_at: Date | null;
  readonly number: string | null;
  readonly queue_number: string | null;
  readonly missed: number;
}

const EPOCH = "timestamptz '1970-01-01 00:00:00+00'";

/** Callbacks that are over, as the session's role sees them; newest first. */
@Injectable()
export class CallbackRecordsRepository {
  /** @returns ended_at_us is that of RowPosition */
  after(
    session: DbSession,
    after: RowPosition | null,
    limit: number,
  ): Promise<(EndedCallbackRow & { readonly ended_at_us: string })[]> {
    const place = `${EPOCH} + $1::bigint * interval '1 microsecond'`;
    return session.query<(EndedCallbackRow & { readonly ended_at_us: string })[]>(
      `SELECT c.id, c.call_id, c.ended_at, c.outcome, c.reached_by, c.asked_at, c.number, c.queue_number, c.missed,
         (extract(epoch FROM c.ended_at) * 1000000)::bigint::text AS ended_at_us
       FROM reports.ended_callback c
       WHERE $1::bigint IS NULL OR (c.ended_at <= ${place} AND (c.ended_at, c.id) < (${place}, $2))
       ORDER BY c.ended_at DESC, c.id DESC LIMIT $3`,
      [after?.atUs ?? null, after?.id ?? '', limit],
    );
  }
}
