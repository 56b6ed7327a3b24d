import { Injectable } from '@nestjs/common';

import type { DbSession } from '../database/transaction.js';
import { AuditEntryEntity } from './entities/audit-entry.entity.js';

/** Inserts and reads; nobody may do more (the database holds to it). */
@Injectable()
export class AuditRepository {
  async insert(session: DbSession, entries: readonly AuditEntryEntity[]): Promise<void> {
    // not through `save`, which would read first
    for (let from = 0; from < entries.length; from += 500) {
      await session.insert(AuditEntryEntity, entries.slice(from, from + 500));
    }
  }

  /** Changes of a tenant's configuration take turns, so that what one has checked still holds when it is written. */
  async lockTenant(session: DbSession, tenantId: string | null): Promise<void> {
    await session.query("SELECT pg_advisory_xact_lock(hashtextextended('callrack ' || $1, 0))", [
      tenantId ?? 'platform',
    ]);
  }
}
