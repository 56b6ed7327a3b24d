import { normalNumber } from '../../../billing/core/number-class.js';
import type { LimitName } from '../../../kernel/charge.js';
import type { Instant } from '../../../kernel/clock.js';
import type { LimitReached } from '../../../kernel/domain-events.js';
import type { TenantId, TrunkId } from '../../../kernel/ids.js';
import { isServedHere } from '../../../kernel/tenant-place.js';
import type { Trunk } from '../../../lines/core/line.js';
import type { Around } from '../call-change.js';
import { CAUSE } from '../causes.js';
import { numberToShow, type ShownFor } from '../number-to-show.js';
import { outboundLine } from '../outbound-line.js';
import type { OutsideRefusal } from './outside-refusal.js';

export interface OutsideWish {
  readonly tenantId: TenantId;
  /** As somebody wrote it. */
  readonly number: string;
  /** Which of the tenant's numbers is shown; null: the lowest of those that may be. */
  readonly shown: string | null;
  /** Whose call it is, where it is somebody's. */
  readonly shownFor?: ShownFor;
  /** Trunks that could not take it. */
  readonly tried: readonly TrunkId[];
  /** By which trunk the same call is about to go out to somebody else as well. */
  readonly beside?: TrunkId;
}

export type WayOut =
  | { readonly kind: 'way'; readonly number: string; readonly shown: string; readonly trunk: Trunk }
  | {
      readonly kind: 'none';
      readonly refusal: OutsideRefusal;
      /** The limit that was met, with its figures. */
      readonly limit: {
        readonly name: LimitName;
        readonly trunkId: TrunkId | null;
        readonly detail: LimitReached['detail'];
      } | null;
    };

/** Whether a tenant may call a number outside now, and by which of its trunks: the same rules whoever asks. */
export function wayOut(wish: OutsideWish, around: Around, now: Instant): WayOut {
  const { tenantId, tried, beside = null } = wish;
  const { config, inUse } = around;
  const none = (refusal: OutsideRefusal, limit: Extract<WayOut, { kind: 'none' }>['limit'] = null): WayOut => {
    return { kind: 'none', refusal, limit };
  };
  const tenant = config.tenants.get(tenantId);
  if (tenant === undefined || tenant.suspended) return none('calls.tenant_suspended');
  if (!isServedHere(tenant.place)) return none('calls.tenant_moving');
  const number = normalNumber(wish.number);
  if (number === null) return none('calls.bad_number');
  const shown = numberToShow(config, tenantId, wish.shown, wish.shownFor);
  if (shown === null) return none(wish.shown === null ? 'calls.no_number_to_show' : 'calls.not_your_number');
  const line = outboundLine(around, tenantId, null, tried, beside);
  if (line.kind === 'none') {
    if (line.limit === null) return none('calls.no_trunk');
    const { name, most, of, trunkId } = line.limit;
    return none('calls.no_channel', { name, trunkId, detail: { limit: most, of } });
  }
  if (inUse.channelsOf(tenantId) + (beside === null ? 0 : 1) >= tenant.channelLimit) {
    const detail = { limit: tenant.channelLimit };
    return none('calls.no_channel', { name: 'channels', trunkId: null, detail });
  }
  const { trunk } = line;
  const name = around.accounts.refusalOutbound(tenantId, number, trunk.id, now, tried.length > 0);
  if (name !== null) return none(`billing.${name}`, { name, trunkId: trunk.id, detail: { number } });
  return { kind: 'way', number, shown, trunk };
}

/**
 * With these a trunk says that it cannot take the call, not that nobody answers (SIP 503 is Q.850 cause 34): the next one
 * may. 0: Asterisk could not even ask it.
 */
const OF_THE_TRUNK: ReadonlySet<number> = new Set([
  0,
  CAUSE.noCircuit,
  CAUSE.networkOutOfOrder,
  CAUSE.temporary,
  CAUSE.congestion,
]);

/** Whether another trunk is to be tried: this one has refused, and nobody was reached by it. */
export function isTrunksFault(causeCode: number): boolean {
  return OF_THE_TRUNK.has(causeCode);
}
