import type { TariffId, TenantId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';

/** Limits against fraud (CAPABILITIES 9.6); null: none. Spending is what the tenant pays for calls that we dial. */
export interface FraudLimits {
  readonly internationalOpen: boolean;
  readonly premiumOpen: boolean;
  readonly hourLimitMicro: MicroText | null;
  readonly dayLimitMicro: MicroText | null;
  /** "HH:MM" in the account's zone; the night may run past midnight. */
  readonly nightFrom: string;
  readonly nightTo: string;
  /** Calls that we dial in one night. */
  readonly nightCallLimit: number | null;
}

/** A tenant's money, as the engine knows it from the configuration. */
export interface Account {
  readonly tenantId: TenantId;
  /** null: its calls are not priced. */
  readonly tariffId: TariffId | null;
  readonly mode: 'prepaid' | 'postpaid';
  /** Sum of all movements: what was paid in, corrections, and what pricing again has changed. */
  readonly creditMicro: MicroText;
  /** Charges that had arrived in PostgreSQL when this was read: where an engine without a journal begins. */
  readonly chargedMicro: MicroText;
  /** How far below zero a postpaid balance may go. */
  readonly creditLimitMicro: MicroText;
  /** An alarm when the balance (postpaid: what is left of the limit) falls below this. */
  readonly lowBalanceMicro: MicroText | null;
  /** IANA name; whose hours, days and nights are counted. */
  readonly timeZone: string;
  readonly fraud: FraudLimits;
}

/** What holds for a tenant without an account of its own: calls are not priced, dear destinations are closed. */
export function defaultAccount(tenantId: TenantId): Account {
  return {
    tenantId,
    tariffId: null,
    mode: 'prepaid',
    creditMicro: '0',
    chargedMicro: '0',
    creditLimitMicro: '0',
    lowBalanceMicro: null,
    timeZone: 'Asia/Shanghai',
    fraud: {
      internationalOpen: false,
      premiumOpen: false,
      hourLimitMicro: null,
      dayLimitMicro: null,
      nightFrom: '22:00',
      nightTo: '06:00',
      nightCallLimit: null,
    },
  };
}
