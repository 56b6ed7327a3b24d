import type { LimitAction, LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { TenantId } from '../../kernel/ids.js';

/** Whom a limit that was met concerns besides the tenant. */
export type Concerned = Partial<Pick<LimitReached, 'callId' | 'agentId' | 'trunkId'>> & {
  readonly tenantId: TenantId;
};

/** A limit that was met, as a fact; of one owner (a call, an agent, a tenant) no two have the same number. */
export function limitReached(
  owner: string,
  number: number | string,
  at: Instant,
  whose: Concerned,
  what: { readonly limit: LimitName; readonly action: LimitAction; readonly detail: LimitReached['detail'] },
): LimitReached {
  const { tenantId, callId = null, agentId = null, trunkId = null } = whose;
  const id = `${owner}:limit:${String(number)}`;
  return { kind: 'limit.reached', id, at, tenantId, callId, agentId, trunkId, ...what };
}
