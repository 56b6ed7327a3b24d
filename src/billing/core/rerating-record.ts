import type { TariffId, TenantId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';

export const RERATING_STATUSES = ['queued', 'running', 'done', 'failed'] as const;
export type ReratingStatus = (typeof RERATING_STATUSES)[number];

export const RERATING_FAILURES = ['other_currency', 'version_unsound', 'tenant_gone', 'failed'] as const;
/** Why one came to no end. What waits for the database is no failure: it goes on when that is back. */
export type ReratingFailure = (typeof RERATING_FAILURES)[number];

/** What a trial has found: a charge that would cost something else. */
export interface ReratingChange {
  readonly chargeId: string;
  readonly formerMicro: MicroText;
  readonly newMicro: MicroText;
}

/** So many of them are kept, the first. */
export const MOST_CHANGES = 50;

/** Pricing the calls of a period again. */
export interface ReratingRecord {
  readonly id: string;
  readonly tariffId: TariffId;
  /** null: all tenants that were priced by the tariff. */
  readonly tenantId: TenantId | null;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** Only counted, nothing written. */
  readonly trial: boolean;
  readonly status: ReratingStatus;
  /** Charges that there were to look at when it began; null until then. */
  readonly total: number | null;
  /** Charges that were looked at so far, and how many of them cost something else now. */
  readonly lookedAt: number;
  readonly changed: number;
  /** What tenants pay more (below zero: less). */
  readonly differenceMicro: MicroText;
  /** null: nothing went wrong, so far. */
  readonly failure: ReratingFailure | null;
  readonly requestedByName: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}
