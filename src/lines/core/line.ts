import type { ExtensionId, TenantId, TrunkId } from '../../kernel/ids.js';

/** A line to a carrier, known by the address it comes from. It belongs to the platform, not to a tenant. */
export interface Trunk {
  readonly id: TrunkId;
  /** Name of its PJSIP endpoint, unique on the node. */
  readonly endpoint: string;
  readonly channelLimit: number;
}

/** A telephone known to the platform. */
export interface Extension {
  readonly id: ExtensionId;
  readonly tenantId: TenantId;
  /** 4-digit number inside the tenant. */
  readonly dn: string;
  /** Name of its PJSIP endpoint, unique on the node. */
  readonly endpoint: string;
}
