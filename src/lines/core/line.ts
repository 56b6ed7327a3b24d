import type { Forwarding } from './forwarding.js';
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
  /** It is told to answer by itself when its agent is offered a call; left out: it rings. */
  readonly autoAnswer?: boolean;
  /** It answers when it is told to by SIP (NOTIFY, event "talk"); left out: somebody has to lift the receiver. */
  readonly answersByNotify?: boolean;
  /** Calls outside are let go from it also while no agent is logged in there; left out: they are not. */
  readonly callsOut?: boolean;
  /** Left out: callers stay with it. */
  readonly forwarding?: Forwarding;
}

/** What one tenant may have of a trunk. */
export interface TenantTrunk {
  readonly tenantId: TenantId;
  readonly trunkId: TrunkId;
  /** Channels at once; null: as many as the trunk has. */
  readonly channelLimit: number | null;
  /** The tenant's calls go out by the trunk of the lowest rank that has room; null: none goes out by this one. */
  readonly outboundRank: number | null;
}
