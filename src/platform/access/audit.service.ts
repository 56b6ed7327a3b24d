import { Injectable } from '@nestjs/common';

import type { ListQuery, Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { AuditRepository, type AuditRow } from './audit.repository.js';

/** What was done, when, by whom, to what. */
export type AuditEntry = AuditRow;

/** The audit log as it is searched; it is written through Gate alone. */
@Injectable()
export class AuditService {
  constructor(private readonly audit: AuditRepository) {}

  /**
   * Newest first. Filters: `at` (range), `operator` (login or name), `action`, `objectType`, `objectId`, `tenant`
   * (code; for the platform), `keyword` (in labels and in what was before and after). The total is exact up to 10,000.
   *
   * @param session a tenant's sees the tenant's entries, the platform's all
   */
  async page(session: DbSession, query: ListQuery): Promise<Page<AuditEntry>> {
    return this.audit.page(session, query);
  }

  async find(session: DbSession, id: string): Promise<AuditEntry | undefined> {
    return this.audit.find(session, id);
  }
}
