import type { TenantId, TrunkId } from '../../kernel/ids.js';

/** What one tenant may have of one trunk, as the platform's operators see and change it. */
export interface TenantTrunkRecord {
  readonly id: string;
  readonly version: number;
  readonly tenantId: TenantId;
  readonly trunkId: TrunkId;
  /** Channels of the trunk that it may hold at once; null: as many as the trunk has. */
  readonly channelLimit: number | null;
  /** Its calls go out by the trunk of the lowest rank that has room; null: none goes out by this one. */
  readonly outboundRank: number | null;
}
