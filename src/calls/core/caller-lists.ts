import type { AllowedNumber, BlockedNumber, VipCaller } from '../../acd/core/blocked-number.js';
import { NumberList, type ListedNumber } from '../../acd/core/number-list.js';
import { normalNumber, normalPrefix } from '../../billing/core/number-class.js';
import type { Instant } from '../../kernel/clock.js';
import type { TenantId } from '../../kernel/ids.js';

/** What a tenant has said of its callers' numbers. */
export interface CallerLists {
  readonly refused: NumberList<BlockedNumber>;
  /** Those of `refused` not among them. */
  readonly neverCalled: NumberList<BlockedNumber>;
  /** Before both. */
  readonly allowed: NumberList<AllowedNumber>;
  readonly vips: NumberList<VipCaller>;
}

export interface PlainCallerLists {
  readonly blockedNumbers?: readonly BlockedNumber[];
  readonly allowedNumbers?: readonly AllowedNumber[];
  readonly vipCallers?: readonly VipCaller[];
}

/** Of each tenant that has any. */
export function indexCallerLists(plain: PlainCallerLists): ReadonlyMap<TenantId, CallerLists> {
  const blocked = Map.groupBy(plain.blockedNumbers ?? [], ({ tenantId }) => tenantId);
  const allowed = Map.groupBy(plain.allowedNumbers ?? [], ({ tenantId }) => tenantId);
  const vips = Map.groupBy(plain.vipCallers ?? [], ({ tenantId }) => tenantId);
  const tenants = new Set([...blocked.keys(), ...allowed.keys(), ...vips.keys()]);
  return new Map(
    [...tenants].map((tenantId) => {
      const { yes = [], no = [] } = Object.groupBy(blocked.get(tenantId) ?? [], ({ refused }) =>
        refused === true ? 'yes' : 'no',
      );
      const lists = {
        refused: new NumberList(yes, formsOfEntry),
        neverCalled: new NumberList(no, formsOfEntry),
        allowed: new NumberList(allowed.get(tenantId) ?? [], formsOfEntry),
        vips: new NumberList(vips.get(tenantId) ?? [], formsOfEntry),
      };
      return [tenantId, lists];
    }),
  );
}

/** What the lists say of somebody who calls. */
export interface ListedCaller {
  readonly refusedBy: BlockedNumber | undefined;
  readonly allowedBy: AllowedNumber | undefined;
  readonly vip: VipCaller | undefined;
}

const NOT_LISTED: ListedCaller = { refusedBy: undefined, allowedBy: undefined, vip: undefined };

type Lists = ReadonlyMap<TenantId, CallerLists>;

export function listedCaller(lists: Lists, tenantId: TenantId | null, caller: string, now: Instant): ListedCaller {
  const own = tenantId === null ? undefined : lists.get(tenantId);
  if (own === undefined) return NOT_LISTED;
  const forms = formsOf(caller);
  const allowedBy = own.allowed.find(forms, now);
  const refusedBy = allowedBy === undefined ? own.refused.find(forms, now) : undefined;
  return { refusedBy, allowedBy, vip: own.vips.find(forms, now) };
}

/** Somebody who comes before others; undefined: nobody such. */
export function vipOf(lists: Lists, tenantId: TenantId | null, caller: string, now: Instant): VipCaller | undefined {
  const own = tenantId === null ? undefined : lists.get(tenantId);
  return own?.vips.find(formsOf(caller), now);
}

/** Whether a number of any form is one of those that the tenant never calls back. */
export function isNeverCalled(lists: Lists, tenantId: TenantId, number: string, now: Instant): boolean {
  const own = lists.get(tenantId);
  if (own === undefined) return false;
  const forms = formsOf(number);
  if (own.allowed.find(forms, now) !== undefined) return false;
  return (own.neverCalled.find(forms, now) ?? own.refused.find(forms, now)) !== undefined;
}

function formsOfEntry({ number, isPrefix }: ListedNumber): readonly string[] {
  return both(number, isPrefix === true ? normalPrefix(number) : normalNumber(number));
}

/** As it is shown, and in its normal form. */
function formsOf(number: string): readonly string[] {
  return both(number, normalNumber(number));
}

function both(number: string, normal: string | null): readonly string[] {
  return normal === null || normal === number ? [number] : [number, normal];
}
