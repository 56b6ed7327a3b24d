import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { ListHitsRepository } from './list-hits.repository.js';

/** How often an entry of a list was met by callers, as far back as calls are kept. */
export interface ListHits {
  readonly hits: number;
  /** null: by none. */
  readonly lastHitAt: Date | null;
}

const NONE: ListHits = { hits: 0, lastHitAt: null };

/** What came of the entries of a tenant's lists. The session decides whose. */
@Injectable()
export class ListHitsService {
  constructor(private readonly repository: ListHitsRepository) {}

  async withHits<T extends { readonly id: string }>(
    session: DbSession,
    entries: readonly T[],
  ): Promise<(T & ListHits)[]> {
    const ids = entries.map(({ id }) => id);
    const rows = ids.length === 0 ? [] : await this.repository.hits(session, ids);
    const byId = new Map(rows.map((row) => [row.entry_id, { hits: row.hits, lastHitAt: row.last_hit_at }]));
    return entries.map((entry) => ({ ...entry, ...(byId.get(entry.id) ?? NONE) }));
  }
}
