import type { MicroText } from '../../kernel/money.js';
import type { Standing } from './standing.js';

/** What the page of a tenant's account is answered. */
export interface AccountView {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly standing: Standing;
  readonly settings: AccountSettings;
  readonly money: AccountMoney;
  readonly movements: readonly MovementView[];
  /** null for who may not see them. */
  readonly limits: readonly LimitView[] | null;
  readonly quotas: readonly QuotaView[];
}

/** What the platform has set; amounts in millionths. */
export interface AccountSettings {
  readonly tariff: string | null;
  /** '' where there is none yet. */
  readonly currency: string;
  readonly mode: 'prepaid' | 'postpaid';
  readonly creditLimitMicro: MicroText;
  readonly lowBalanceMicro: MicroText | null;
  readonly internationalOpen: boolean;
  readonly premiumOpen: boolean;
  readonly hourLimitMicro: MicroText | null;
  readonly dayLimitMicro: MicroText | null;
  readonly nightFrom: string;
  readonly nightTo: string;
  readonly nightCallLimit: number | null;
}

export interface AccountMoney {
  /** As the engine knows it; false: it does not answer, and what is on record is told. */
  readonly live: boolean;
  readonly balanceMicro: MicroText;
  /** null: no limit. */
  readonly availableMicro: MicroText | null;
  readonly runningCalls: number;
  readonly accruedMicro: MicroText;
  /** When the money ends with the calls that run; null: not in sight. */
  readonly endsAt: number | null;
  readonly packages: readonly { readonly name: string; readonly seconds: number; readonly leftS: number }[];
}

export interface MovementView {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly amountMicro: MicroText;
  readonly note: string;
}

export interface LimitView {
  readonly id: string;
  readonly at: string;
  readonly limit: string;
  readonly action: string;
  readonly figures: string;
}

export const QUOTAS = ['channels', 'seats', 'ivr', 'recorded', 'agents', 'extensions', 'prompts'] as const;

export interface QuotaView {
  readonly name: (typeof QUOTAS)[number];
  /** null: not known at this moment. */
  readonly used: number | null;
  /** null: no limit. */
  readonly allowed: number | null;
}

/** What a tenant holds at this moment. */
export interface TenantNowView {
  readonly channels: number;
  readonly seats: number;
  readonly ivr: number;
  /** null: not known. */
  readonly recorded: number | null;
}

/** For the notice above every page. */
export interface StandingView {
  readonly standing: Standing;
  readonly availableMicro: MicroText;
  readonly currency: string;
}
