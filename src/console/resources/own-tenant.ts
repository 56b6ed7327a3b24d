import type { TenantId } from '../../kernel/ids.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import type { Actor } from '../../platform/access/actor.js';

/** Whose data a tenant's person changes. @throws NotPermitted for operators of the platform, who have none of their own */
export function ownTenant({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw new NotPermitted();
  return tenantId;
}
