import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { ListHitsRepository } from './list-hits.repository.js';

/** How often an entry of a list was met by callers, as far back as calls are kept. */
export interface ListHits {
  readonly hits: number;
}

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
    const byId = new Map(rows.map((row) => [row.entry_id, row.hits]));
    return entries.map((entry) => ({ ...entry, hits: byId.get(entry.id) ?? 0 }));
  }
}
