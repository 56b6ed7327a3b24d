import { Injectable } from '@nestjs/common';

import { deleteTenantRows } from '../database/tenant-rows.js';
import type { DbSession } from '../database/transaction.js';

export interface DueTenant {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

const DUE = "status = 'closed' AND purge_at <= now()";
/** After the last call its recording is still being encoded. */
const AFTER_LAST_CALL = '15 minutes';
/** What the engine has lost, or never shipped, does not keep a tenant for ever. */
const LONGEST_WAIT = '1 day';

/** SQL of the purge; nobody else may see these rows go. */
@Injectable()
export class TenantPurgeRepository {
  /** Closed tenants whose days are over. */
  due(session: DbSession): Promise<DueTenant[]> {
    return session.query<DueTenant[]>(`SELECT id, code, name FROM config.tenant WHERE ${DUE} ORDER BY id`);
  }

  /**
   * Takes hold of the tenant until the end of the transaction.
   *
   * @returns false where it is not due any more, or not yet: one of its calls goes on, or has just ended
   */
  async claim(session: DbSession, tenantId: string): Promise<boolean> {
    const rows = await session.query<unknown[]>(
      `SELECT FROM config.tenant t
       WHERE id = $1 AND ${DUE} AND (purge_at <= now() - interval '${LONGEST_WAIT}' OR NOT EXISTS (
           SELECT FROM facts.call_step s WHERE s.tenant_id = t.id AND s.at > now() - interval '${LONGEST_WAIT}'
             AND NOT EXISTS (SELECT FROM facts.call_record r WHERE r.call_id = s.call_id
               AND r.ended_at <= now() - interval '${AFTER_LAST_CALL}')))
       FOR UPDATE`,
      [tenantId],
    );
    return rows.length === 1;
  }

  /** @returns rows deleted, by table */
  async deleteEverything(session: DbSession, tenantId: string): Promise<Readonly<Record<string, number>>> {
    await session.query(
      `DELETE FROM live.web_session WHERE coalesce(sess #>> '{signedIn,operatorId}', sess #>> '{awaitingCode,operatorId}')
         IN (SELECT id::text FROM access.operator WHERE tenant_id = $1)`,
      [tenantId],
    );
    return deleteTenantRows(session, tenantId);
  }
}
