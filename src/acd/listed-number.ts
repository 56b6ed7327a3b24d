import type { TenantId } from '../kernel/ids.js';
import type { ListedNumber } from './core/number-list.js';

/** A row as the engine keeps it: what says nothing is left out, for there may be many, and all are kept in the journal. */
export function listedNumber(row: {
  readonly id: string;
  readonly tenantId: string;
  readonly number: string;
  readonly isPrefix: boolean;
  readonly expiresAt: Date | null;
}): ListedNumber & { readonly tenantId: TenantId } {
  const { id, number, isPrefix, expiresAt } = row;
  return {
    id,
    tenantId: row.tenantId as TenantId,
    number,
    ...(isPrefix ? { isPrefix } : {}),
    ...(expiresAt === null ? {} : { expiresAt: expiresAt.getTime() }),
  };
}
