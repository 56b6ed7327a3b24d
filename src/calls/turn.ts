import type { Instant } from '../kernel/clock.js';
import type { CallRecord, Fact } from '../kernel/domain-events.js';
import type { TelephonyCommand } from '../telephony/core/commands.js';
import { Hall } from './core/hall.js';
import type { NodeConfig } from './core/node-config.js';
import type { Inquiry } from './core/flow/inquiry.js';
import type { PinEntered } from './core/pins.js';
import type { Healed } from './core/healed.js';
import type { PendingRecording, StateKey, TimerChange, TurnEvent, TurnState } from './core/turn-events.js';

/** What the turn needs of the journal. */
export interface TurnJournal {
  load(): ReadonlyMap<string, unknown>;
  /** One transaction; a null state is deleted. When it throws nothing of the turn has happened. */
  commit(changes: ReadonlyMap<string, unknown>, facts: readonly Fact[]): void;
}

/** What is to be done now that the turn is committed. */
export interface TurnOutcome {
  readonly commands: readonly TelephonyCommand[];
  readonly timers: readonly TimerChange[];
  readonly recordings: readonly PendingRecording[];
  /** Calls that ended in this turn. */
  readonly records: readonly CallRecord[];
  /** States that are others now. */
  readonly changed: readonly StateKey[];
  readonly refusal: string | null;
  /** PINs that were entered. */
  readonly pins: readonly PinEntered[];
  /** What flows wait for. */
  readonly inquiries: readonly Inquiry[];
  /** What was not as it should be, and is again. */
  readonly healed: readonly Healed[];
}

/**
 * The turn: one event at a time, decided by the hall, committed with its facts, and only then carried out.
 * When the commit fails the memory is ahead of the journal: the process must end and start from the journal again.
 */
export class Turn {
  readonly hall: Hall;

  constructor(
    private readonly journal: TurnJournal,
    config: NodeConfig,
  ) {
    this.hall = new Hall(config);
    for (const state of journal.load().values()) this.hall.load(state as TurnState);
  }

  /** What was pending when the process ended: timers to arm, recordings to encode. */
  pending(): TurnOutcome {
    return {
      commands: [],
      timers: this.hall.allTimers(),
      recordings: [...this.hall.recordings.values()],
      records: [],
      changed: [],
      refusal: null,
      pins: [],
      inquiries: [],
      healed: [],
    };
  }

  /** @throws whatever the journal's commit throws; the turn must not be used after that */
  take(event: TurnEvent, now: Instant): TurnOutcome {
    const refusal = this.hall.decide(event, now);
    const { changes, facts, commands, timers, recordings, pins, inquiries, healed } = this.hall.takeResults();
    if (changes.size > 0 || facts.length > 0) this.journal.commit(changes, facts);
    const records = facts.filter((fact) => fact.kind === 'call.record');
    return { commands, timers, recordings, records, changed: [...changes.keys()], refusal, pins, inquiries, healed };
  }
}
