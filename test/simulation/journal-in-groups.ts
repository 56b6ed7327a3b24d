import type { TurnJournal } from '../../src/calls/turn.js';
import type { Fact } from '../../src/kernel/domain-events.js';
import type { SqliteJournal } from '../../src/platform/journal/sqlite-journal.js';

const TURNS_A_GROUP = 100;

/**
 * The journal for long runs: writes many turns in one transaction. An engine of a simulation is killed between turns or
 * instead of a commit, never by the machine, so what it finds on its next start is the same; it only costs less.
 */
export class JournalInGroups implements TurnJournal {
  private changes = new Map<string, unknown>();
  private facts: Fact[] = [];
  private turns = 0;

  constructor(private readonly journal: SqliteJournal) {}

  load(): ReadonlyMap<string, unknown> {
    this.write();
    return this.journal.load();
  }

  commit(changes: ReadonlyMap<string, unknown>, facts: readonly Fact[]): void {
    for (const [key, state] of changes) this.changes.set(key, state);
    this.facts.push(...facts);
    this.turns += 1;
    if (this.turns >= TURNS_A_GROUP) this.write();
  }

  close(): void {
    this.write();
    this.journal.close();
  }

  private write(): void {
    if (this.turns > 0) this.journal.commit(this.changes, this.facts);
    this.changes = new Map();
    this.facts = [];
    this.turns = 0;
  }
}
