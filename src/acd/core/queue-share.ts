import type { QueueId, TenantId } from '../../kernel/ids.js';

/** Leave of the platform for callers of one tenant to go on to another tenant's queue. */
export interface QueueShare {
  readonly id: string;
  /** Whose callers go on. */
  readonly tenantId: TenantId;
  /** What that tenant knows the queue by. */
  readonly name: string;
  readonly toTenantId: TenantId;
  readonly toQueueId: QueueId;
  /** Where that queue's tenant is at home. */
  readonly nodeId: string;
}
