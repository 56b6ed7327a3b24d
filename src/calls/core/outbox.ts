import type { Fact } from '../../kernel/domain-events.js';
import type { TelephonyCommand } from '../../telephony/core/commands.js';
import type { Inquiry } from './flow/inquiry.js';
import type { Healed } from './healed.js';
import type { PinEntered } from './pins.js';
import type { PendingRecording, StateKey, TimerChange, TurnState } from './turn-events.js';

/** What a turn has brought about. */
export interface TurnResults {
  readonly changes: ReadonlyMap<StateKey, TurnState | null>;
  readonly facts: readonly Fact[];
  readonly commands: readonly TelephonyCommand[];
  readonly timers: readonly TimerChange[];
  readonly recordings: readonly PendingRecording[];
  /** To be compared off the turn. */
  readonly pins: readonly PinEntered[];
  /** To be found out off the turn. */
  readonly inquiries: readonly Inquiry[];
  /** What was not as it should be, and is again. */
  readonly healed: readonly Healed[];
}

/** Where the hall and its accounts put what comes of an event, in order, until the turn takes it away. */
export class Outbox implements TurnResults {
  changes = new Map<StateKey, TurnState | null>();
  facts: Fact[] = [];
  commands: TelephonyCommand[] = [];
  timers: TimerChange[] = [];
  recordings: PendingRecording[] = [];
  pins: PinEntered[] = [];
  inquiries: Inquiry[] = [];
  healed: Healed[] = [];

  /** All there is; empty after. */
  take(): TurnResults {
    const { changes, facts, commands, timers, recordings, pins, inquiries, healed } = this;
    this.changes = new Map();
    this.facts = [];
    this.commands = [];
    this.timers = [];
    this.recordings = [];
    this.pins = [];
    this.inquiries = [];
    this.healed = [];
    return { changes, facts, commands, timers, recordings, pins, inquiries, healed };
  }
}
