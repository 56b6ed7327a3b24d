import type { LimitName } from '../../kernel/charge.js';
import type { TenantId, TrunkId } from '../../kernel/ids.js';
import type { Trunk } from '../../lines/core/line.js';
import type { Around } from './call-change.js';

/** The line by which a tenant's call goes out, or why there is none; `limit` is what it was, with its figure. */
export type OutboundLine =
  | { readonly kind: 'line'; readonly trunk: Trunk }
  | {
      readonly kind: 'none';
      /** null: the tenant has no trunk for its calls at all. */
      readonly limit: {
        readonly name: LimitName;
        readonly most: number;
        /** The trunk itself is full, or the tenant's share of it. */
        readonly of: 'trunk' | 'tenant';
        readonly trunkId: TrunkId;
      } | null;
    };

/**
 * Of the tenant's trunks for outbound calls the one of the lowest rank that has room, for the platform and for the
 * tenant's share of it.
 *
 * @param held the trunk that the call holds already; it is taken as long as the tenant has it
 * @param tried those that could not take it
 * @param beside a trunk of which the same call is about to take one channel more
 */
export function outboundLine(
  around: Around,
  tenantId: TenantId,
  held: TrunkId | null,
  tried: readonly TrunkId[] = [],
  beside: TrunkId | null = null,
): OutboundLine {
  const { config, inUse } = around;
  const trunks = new Map([...config.trunks.values()].map((trunk) => [trunk.id, trunk]));
  const shares = (config.tenantTrunks.get(tenantId) ?? [])
    .filter((share) => share.outboundRank !== null && !tried.includes(share.trunkId))
    .sort((a, b) => (a.outboundRank ?? 0) - (b.outboundRank ?? 0) || (a.trunkId < b.trunkId ? -1 : 1));
  let full: Extract<OutboundLine, { kind: 'none' }>['limit'] = null;
  for (const share of shares.sort((a, b) => Number(b.trunkId === held) - Number(a.trunkId === held))) {
    const trunk = trunks.get(share.trunkId);
    if (trunk === undefined) continue;
    const shareLimit = share.channelLimit ?? Infinity;
    const soon = trunk.id === beside ? 1 : 0;
    const ofTrunk = inUse.trunkChannels(trunk.id) + soon >= trunk.channelLimit;
    if (trunk.id === held || (!ofTrunk && inUse.shareOf(tenantId, trunk.id) + soon < shareLimit)) {
      return { kind: 'line', trunk };
    }
    const what = ofTrunk
      ? ({ most: trunk.channelLimit, of: 'trunk' } as const)
      : ({ most: shareLimit, of: 'tenant' } as const);
    full ??= { name: 'trunk_channels', ...what, trunkId: trunk.id };
  }
  return { kind: 'none', limit: full };
}
