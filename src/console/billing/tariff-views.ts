import type { Instant } from '../../kernel/clock.js';
import type { Rate, TariffVersion } from '../../billing/core/tariff.js';

/** What the addresses of tariffs answer, as JSON carries it. */

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface VersionView {
  readonly id: string;
  readonly number: number;
  readonly validFrom: Instant;
  readonly note: string;
  readonly createdAt: Instant;
  readonly createdByName: string;
  readonly rates: number;
}

export interface TariffView {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Newest first. */
  readonly versions: readonly VersionView[];
  /** Those that the person may see. */
  readonly trunks: readonly { readonly id: string; readonly name: string }[];
}

export type ContentView = Pick<TariffVersion, 'holidays' | 'workdays' | 'rates' | 'packages'>;

/** "This call would cost …, because …" */
export interface QuoteView {
  readonly currency: string;
  readonly timeZone: string;
  /** null: no version holds at that time. */
  readonly version: { readonly id: string; readonly number: number; readonly validFrom: Instant } | null;
  readonly rate: Rate | null;
  /** null: such a call costs nothing, or is not placed; the sentences say why. */
  readonly amountMicro: string | null;
  readonly callerAmountMicro: string | null;
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

/** What a trial has found: a call that would cost something else. */
export interface ChangeView {
  readonly chargeId: string;
  readonly at: Instant;
  readonly tenantName: string;
  readonly direction: 'inbound' | 'outbound';
  readonly number: string;
  readonly formerMicro: string;
  readonly newMicro: string;
  readonly differenceMicro: string;
}

export interface ReratingView {
  readonly id: string;
  readonly tariffId: string;
  readonly tariffName: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly tenantId: string | null;
  readonly tenantName: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly trial: boolean;
  readonly status: 'queued' | 'running' | 'done' | 'failed';
  /** null: not counted yet. */
  readonly total: number | null;
  readonly lookedAt: number;
  readonly changed: number;
  readonly differenceMicro: string;
  /** Why it came to no end, and what to do; null: it did, or goes on. */
  readonly failure: Text | null;
  readonly requestedByName: string;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
}
