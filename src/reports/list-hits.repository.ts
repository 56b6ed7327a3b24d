import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';

/** A row of the view reports.list_hit, with its own names of columns. */
export interface ListHitRow {
  readonly entry_id: string;
  readonly hits: number;
}

@Injectable()
export class ListHitsRepository {
  /** How often entries of lists were met by callers, as the session's role sees it; those that never were are left out. */
  hits(session: DbSession, entryIds: readonly string[]): Promise<ListHitRow[]> {
    return session.query<ListHitRow[]>('SELECT entry_id, hits FROM reports.list_hit WHERE entry_id = ANY($1)', [
      entryIds,
    ]);
  }
}
