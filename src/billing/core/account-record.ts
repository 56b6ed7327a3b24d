import type { TariffId, TenantId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';

export const MOVEMENT_KINDS = ['top_up', 'correction', 'rerating'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** A tenant's account as people see and change it; amounts in units of the currency ("100.00"), '' where there is none. */
export interface AccountRecord {
  /** Of the tenant: it has one account. */
  readonly id: TenantId;
  /** 0: it has no row yet, all of it is what holds without one. */
  readonly version: number;
  /** '': its calls are not priced. */
  readonly tariffId: TariffId | '';
  /** null where it has none. */
  readonly tariffName: string | null;
  /** ISO 4217, of all money of the tenant; null until it has had a tariff. */
  readonly currency: string | null;
  readonly mode: 'prepaid' | 'postpaid';
  readonly creditLimit: string;
  readonly lowBalance: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly internationalOpen: boolean;
  readonly premiumOpen: boolean;
  readonly hourLimit: string;
  readonly dayLimit: string;
  /** "HH:MM" */
  readonly nightFrom: string;
  readonly nightTo: string;
  /** '': no limit. */
  readonly nightCallLimit: number | '';
}

export interface Balance {
  /** What was paid in, corrected, and changed by pricing again. */
  readonly creditMicro: MicroText;
  /** What calls cost when they ended. */
  readonly chargedMicro: MicroText;
  /** The one less the other. */
  readonly balanceMicro: MicroText;
  readonly currency: string | null;
}

/** A line of the platform's list of accounts. */
export interface AccountLine extends Balance {
  /** Of the tenant. */
  readonly id: TenantId;
  readonly code: string;
  readonly name: string;
  readonly status: string;
  readonly tariffId: TariffId | null;
  readonly tariffName: string | null;
  readonly mode: 'prepaid' | 'postpaid';
  readonly creditLimitMicro: MicroText;
  /** null: no alarm. */
  readonly lowBalanceMicro: MicroText | null;
}

export interface MovementRecord {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly at: Date;
  readonly kind: MovementKind;
  /** What is paid in is positive. */
  readonly amountMicro: MicroText;
  readonly note: string;
  readonly byName: string;
  readonly reratingId: string | null;
}
