import type { QueueId, TenantId } from '../../kernel/ids.js';
import { isServedHere } from '../../kernel/tenant-place.js';
import type { CallState } from './call-state.js';
import { servedBy } from './call-views.js';
import type { NodeConfig } from './node-config.js';

/** Whether callers of a queue may be offered to somebody: not while its tenant moves. */
export function isQueueServed(queueId: QueueId, { queues, tenants }: NodeConfig): boolean {
  const tenantId = queues.get(queueId)?.tenantId;
  const place = tenantId === undefined ? undefined : tenants.get(tenantId)?.place;
  return place === undefined || isServedHere(place);
}

/** The node that a call is to be handed over to, whose caller waits for somebody of a tenant that has left; null: none. */
export function newHomeOf(call: CallState, { tenants }: NodeConfig): string | null {
  if (call.phase !== 'waiting' && call.phase !== 'offering') return null;
  const placeOf = (tenantId: TenantId | null): string | null => {
    const place = tenantId === null ? undefined : tenants.get(tenantId)?.place;
    return place?.at === 'left' ? place.nodeId : null;
  };
  return placeOf(call.tenantId) ?? placeOf(servedBy(call));
}
