import type { TenantId } from '../../kernel/ids.js';

/** Who is never offered to be called back, nor called. */
export interface BlockedNumber {
  readonly tenantId: TenantId;
  readonly number: string;
  /** All numbers that begin so. */
  readonly isPrefix: boolean;
}
