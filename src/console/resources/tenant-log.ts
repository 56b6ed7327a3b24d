import type { TenantId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import type { AuditRepository } from '../../platform/access/audit.repository.js';
import { entryOf, type Act } from '../../platform/access/gate.js';
import type { DbSession } from '../../platform/database/transaction.js';

/** Besides the platform's log, which the console keeps: what the platform does to a tenant, the tenant reads in its own. */
export async function tellTenant(
  audit: AuditRepository,
  session: DbSession,
  actor: Actor,
  tenantId: TenantId,
  act: Omit<Act, 'tenantId'>,
): Promise<void> {
  await audit.insert(session, [entryOf(actor, { ...act, tenantId })]);
}
