import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';

/** config.carried_charge, from facts.charge_by_node. */
@Injectable()
export class CarriedChargesRepository {
  /**
   * Raises what other nodes than its home have charged a tenant, of one or of all, to what is known of them.
   *
   * @returns how many sums have changed
   */
  async raise(session: DbSession, tenantId: string | null): Promise<number> {
    const changed = await session.query<unknown[]>(
      `INSERT INTO config.carried_charge AS carried (tenant_id, node_id, charged_micro)
         SELECT spent.tenant_id, spent.node_id, spent.charged_micro FROM facts.charged_elsewhere AS spent
           LEFT JOIN config.carried_charge AS known
             ON known.tenant_id = spent.tenant_id AND known.node_id = spent.node_id
         WHERE ($1::uuid IS NULL OR spent.tenant_id = $1)
           AND spent.charged_micro > coalesce(known.charged_micro, 0)
         ORDER BY spent.tenant_id, spent.node_id
       ON CONFLICT (tenant_id, node_id) DO UPDATE SET charged_micro = excluded.charged_micro
         WHERE carried.charged_micro < excluded.charged_micro
       RETURNING tenant_id`,
      [tenantId],
    );
    return changed.length;
  }
}
