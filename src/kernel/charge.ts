import type { Instant } from './clock.js';
import type { TariffId, TariffVersionId, TrunkId } from './ids.js';
import type { MicroText } from './money.js';

/** `internal`: between telephones of one tenant; the network has no part in it. */
export const CALL_DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

/** Of what costs something. */
export const CHARGED_DIRECTIONS = ['inbound', 'outbound'] as const satisfies readonly CallDirection[];
export type ChargedDirection = (typeof CHARGED_DIRECTIONS)[number];

/** Who pays for a rate: the tenant, from its balance, or the caller, whose network bills them (kept for statistics). */
export type Payer = 'tenant' | 'caller';

/** One leg of a call as it is priced; the legs of a call add up. */
export interface ChargedLeg {
  readonly direction: ChargedDirection;
  readonly trunkId: TrunkId | null;
  /** The called number of the leg: the access number of one that came in, the customer's of one that we dialled. */
  readonly number: string;
  /** When the network counted the leg as answered; says which version of the tariff holds. */
  readonly answeredAt: Instant;
  /** When a person answered; null where only menus and queues did. */
  readonly connectedAt: Instant | null;
  readonly endedAt: Instant;
  /** What the clock was put forward by during the leg (negative: back), milliseconds; durations are without it. */
  readonly clockShiftMs: number;
  /** Of that, what lies before the person's answer. */
  readonly shiftBeforePersonMs: number;
}

/** What the clock was put forward by during a leg. */
export type ClockShifts = Pick<ChargedLeg, 'clockShiftMs' | 'shiftBeforePersonMs'>;

export const NO_SHIFTS: ClockShifts = { clockShiftMs: 0, shiftBeforePersonMs: 0 };

export type ChargeLineKind = 'setup' | 'step' | 'free' | 'package' | 'cap' | 'rounding';

/** One line of a bill for one call. The amounts of the lines are the total. */
export interface ChargeLine {
  readonly kind: ChargeLineKind;
  /** Index of the leg; null for lines about the whole call. */
  readonly leg: number | null;
  /** Code of the rate within the version; null for lines about the whole call. */
  readonly rate: string | null;
  readonly payer: Payer;
  /** From which second of the charged time on, and how many seconds are charged (whole increments). */
  readonly fromS: number;
  readonly seconds: number;
  readonly increments: number;
  readonly incrementS: number;
  /** Price for `perS` seconds; zero for lines that have none. */
  readonly priceMicro: MicroText;
  readonly perS: number;
  readonly amountMicro: MicroText;
}

/** How a charge came about: what went in, and every step. Priced again from `legs` and `packageLeftS` it is the same. */
export interface Calculation {
  readonly legs: readonly ChargedLeg[];
  /** Seconds left in each package of the month before this call; only packages that its rates name. */
  readonly packageLeftS: Readonly<Record<string, number>>;
  /** Seconds taken from them. */
  readonly packageUsedS: Readonly<Record<string, number>>;
  readonly lines: readonly ChargeLine[];
}

/** A call priced. */
export interface PricedCall {
  readonly tariffId: TariffId;
  readonly tariffVersionId: TariffVersionId;
  /** ISO 4217. */
  readonly currency: string;
  /** What the tenant pays. */
  readonly amountMicro: MicroText;
  /** What callers pay their network, for statistics. */
  readonly callerAmountMicro: MicroText;
  /** Of what the tenant pays, that for legs which we dialled. */
  readonly outboundMicro: MicroText;
  /** When charging began; null where nothing was charged by time. */
  readonly startedAt: Instant | null;
  /** Charged time of all legs, started seconds. */
  readonly seconds: number;
  readonly calculation: Calculation;
}

/** A limit that was met; quotas of CAPABILITIES 2.2, fraud limits of 9.6, balance of 9.3. */
export type LimitName =
  | 'channels'
  | 'trunk_channels'
  | 'ivr_callers'
  | 'seats'
  | 'recorded_seats'
  | 'balance_low'
  | 'balance_out'
  | 'spend_hour'
  | 'spend_day'
  | 'night_calls'
  | 'international_closed'
  | 'premium_closed'
  | 'no_rate';

/** What followed: nothing but the alarm, a refusal, a warning to those who talk, or the end of the call. */
export type LimitAction = 'alarm' | 'refused' | 'warned' | 'ended';
