import type { Calculation, ChargedDirection, LimitAction, LimitName } from '../../kernel/charge.js';
import type { AgentId, CallId, TariffId, TariffVersionId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { MicroText } from '../../kernel/money.js';

/** The call priced when it ended; an entry taken back; the call priced again in its place. */
export const CHARGE_KINDS = ['call', 'reversal', 'rerated'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

export interface ChargeRecord {
  readonly id: string;
  /** When the entry was made: for the first of a call its end. */
  readonly at: Date;
  /** When the call was priced first. */
  readonly callAt: Date;
  readonly tenantId: TenantId;
  readonly callId: CallId;
  readonly kind: ChargeKind;
  /** Of the first leg. */
  readonly direction: ChargedDirection;
  readonly number: string;
  readonly tariffId: TariffId;
  readonly tariffVersionId: TariffVersionId;
  readonly currency: string;
  readonly amountMicro: MicroText;
  readonly callerAmountMicro: MicroText;
  readonly outboundMicro: MicroText;
  readonly startedAt: Date | null;
  readonly seconds: number;
  readonly calculation: Calculation;
  /** The entry that a reversal takes back. */
  readonly reverses: string | null;
  readonly reratingId: string | null;
}

export interface LimitRecord {
  readonly id: string;
  readonly at: Date;
  readonly tenantId: TenantId;
  readonly limit: LimitName;
  readonly action: LimitAction;
  readonly callId: CallId | null;
  readonly agentId: AgentId | null;
  readonly trunkId: TrunkId | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}
