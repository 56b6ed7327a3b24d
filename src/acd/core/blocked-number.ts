import type { TenantId } from '../../kernel/ids.js';
import type { ListedNumber } from './number-list.js';

/** What becomes of a number: its calls are refused and it is never called back; the latter alone; neither, whatever else says so. */
export const NUMBER_LISTS = ['blocked', 'no_callback', 'allowed'] as const;
export type NumberListName = (typeof NUMBER_LISTS)[number];

export interface BlockedNumber extends ListedNumber {
  readonly tenantId: TenantId;
  /** Left out: it is never called back, as older copies of the configuration mean it. */
  readonly refused?: boolean;
}

/** A number that no other entry keeps out. */
export interface AllowedNumber extends ListedNumber {
  readonly tenantId: TenantId;
}

/** A caller who comes before others in every queue. */
export interface VipCaller extends ListedNumber {
  readonly tenantId: TenantId;
  readonly headStartS: number;
}
