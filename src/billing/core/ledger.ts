import type { Instant } from '../../kernel/clock.js';
import type { LimitName } from '../../kernel/charge.js';
import type { TenantId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';
import type { Account } from './account.js';

/** A span of time in which something is counted; begins and ends at the turn of an hour, a day or a night. */
export interface CountedSpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** What was spent for calls that we dial in an hour or a day. */
export interface SpentSpan extends CountedSpan {
  readonly spentMicro: MicroText;
  /** Whether the alarm has been raised in this span. */
  readonly alarmed: boolean;
}

export interface Night extends CountedSpan {
  readonly calls: number;
  readonly alarmed: boolean;
}

/** What a tenant has spent, as the engine counts it and the journal keeps it. */
export interface Ledger {
  readonly version: 1;
  readonly tenantId: TenantId;
  /** All charges ever. */
  readonly spentMicro: MicroText;
  readonly hour: SpentSpan | null;
  readonly day: SpentSpan | null;
  readonly night: Night | null;
  /** Seconds taken from packages, by month of the tariff's zone ("YYYY-MM") and code. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Alarms of the balance that have been raised and not been cleared. */
  readonly alarms: readonly LimitName[];
  /** Counts the alarms: their ids follow from it. */
  readonly alarmCount: number;
}

/** Where counting begins that has no journal: with what has arrived in PostgreSQL. */
export function newLedger(account: Account): Ledger {
  return {
    version: 1,
    tenantId: account.tenantId,
    spentMicro: account.chargedMicro,
    hour: null,
    day: null,
    night: null,
    packages: {},
    alarms: [],
    alarmCount: 0,
  };
}
