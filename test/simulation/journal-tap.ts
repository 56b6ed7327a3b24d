import type { TurnJournal } from '../../src/calls/turn.js';
import type { Fact } from '../../src/kernel/domain-events.js';

/** The engine was killed in the middle of a turn, before its commit. */
export class KilledBeforeCommit extends Error {}

/** Stands between turn and journal: shows what a turn committed, and can end the engine before it does. */
export class JournalTap implements TurnJournal {
  /** What the last turn committed; empty when it had nothing to commit. */
  facts: readonly Fact[] = [];
  killNext = false;
  commits = 0;

  constructor(private readonly journal: TurnJournal) {}

  load(): ReadonlyMap<string, unknown> {
    return this.journal.load();
  }

  commit(changes: ReadonlyMap<string, unknown>, facts: readonly Fact[]): void {
    if (this.killNext) throw new KilledBeforeCommit();
    this.journal.commit(changes, facts);
    this.facts = facts;
    this.commits += 1;
  }
}
