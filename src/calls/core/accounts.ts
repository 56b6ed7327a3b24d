import type { Ledger } from '../../billing/core/ledger.js';
import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallRecord } from '../../kernel/domain-events.js';
import type { CallId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import type { NodeConfig } from './node-config.js';
import type { Outbox } from './outbox.js';
import type { TimerChange } from './turn-events.js';

/** What the money asks of a call. */
export interface MoneyAct {
  readonly callId: CallId;
  readonly input: Extract<CallInput, { type: 'credit.low' | 'credit.restored' | 'credit.out' }>;
}

/**
 * The money of all tenants, as far as the engine has to do with it: what running calls cost, when the money of each
 * tenant ends, what ended calls are charged. The only one in the hall that knows of money.
 */
export class Accounts {
  readonly ledgers = new Map<TenantId, Ledger>();
  constructor(
    private config: NodeConfig,
    private readonly out: Outbox,
  ) {}

  /** What is configured. */
  get configuration(): NodeConfig {
    return this.config;
  }

  load(ledger: Ledger): void {
    this.ledgers.set(ledger.tenantId, ledger);
  }

  /** Every timer, for arming after a start. */
  timers(): readonly TimerChange[] {
    return [];
  }

  reconfigure(config: NodeConfig): void {
    this.config = config;
  }

  /** Asterisk may have forgotten, or never heard, how long channels may live: they are told again. */
  resynced(): void {
    void this.out;
  }

  /** The clock was put forward (negative: back). */
  clockCorrected(): void {
    void this.out;
  }

  /** Why a call that comes in must not be answered: nobody could pay for it. */
  refusalInbound(_tenantId: TenantId, _called: string, _trunkId: TrunkId | null, _now: Instant): LimitName | null {
    return null;
  }

  /** Why a call to this number must not be dialled. The number as people write it. */
  refusalOutbound(_tenantId: TenantId, _number: string, _trunkId: TrunkId, _now: Instant): LimitName | null {
    return null;
  }

  /** A call is being placed for the tenant: counts the calls of the night. */
  outboundBegan(_tenantId: TenantId, _now: Instant): void {
    void this.out;
  }

  /** A call is another than it was; null when it is over. */
  callChanged(_before: CallState | undefined, _after: CallState | null): void {
    void this.out;
  }

  /** Charges a call that has ended; to be called once, with its record. */
  settle(_record: CallRecord, _clockShiftMs: number): void {
    void this.out;
  }

  /** A tenant's timer has gone off. */
  timerFired(_tenantId: TenantId, _dueAt: Instant): void {
    void this.out;
  }

  /** Looks after the tenants with whom something has changed; to be repeated until nothing is asked any more. */
  review(_now: Instant): readonly MoneyAct[] {
    return [];
  }
}
