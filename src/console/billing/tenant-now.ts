import type { TenantPresent } from '../../platform/local-api/present-status.js';
import type { TenantNowView } from './account-view.js';

/** What the engine's picture of a tenant tells of what is counted against its quotas. */
export function tenantNow({ calls, agents, recorded }: TenantPresent): TenantNowView {
  return {
    channels: calls.length,
    seats: agents.filter(({ phase }) => phase !== 'loggedOut').length,
    ivr: calls.filter(({ phase }) => phase === 'navigating').length,
    recorded,
  };
}
