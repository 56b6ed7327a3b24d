import type { Instant } from '../../kernel/clock.js';
import type { Fact } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';

/** Version of states and facts as this build writes them; it also reads those of the next version. */
export const JOURNAL_VERSION = 1;

export interface JournalFact {
  /** Rises by one with every fact, and never goes back, whatever is purged. */
  readonly seq: number;
  readonly fact: Fact;
}

export interface ConfigCopy {
  readonly lists: unknown;
  readonly keptAt: Instant;
}

/**
 * The engine's memory: states and facts of each turn in one commit. A class without body, so that Nest injects it by
 * type. Every method is synchronous; all throw when the file cannot be written, and the engine then ends.
 */
export abstract class Journal {
  /** All states by key, as committed last. */
  abstract load(): Map<string, unknown>;
  /** One transaction: null deletes a state. States must survive JSON. */
  abstract commit(changes: ReadonlyMap<string, unknown>, facts: readonly Fact[]): void;
  /** Facts with a greater seq, in their order, at most `limit`. */
  abstract factsAfter(seq: number, limit: number): JournalFact[];
  /** Seq of the newest fact ever committed; 0 before the first. */
  abstract lastSeq(): number;
  /** Seq of the oldest fact still here; lastSeq() + 1 when none is. */
  abstract oldestSeq(): number;
  /** How far a reader has got; 0 when it never read. */
  abstract cursor(name: string): number;
  abstract setCursor(name: string, seq: number): void;
  /** Seq of the first fact committed at or after an instant; lastSeq() + 1 when there is none. */
  abstract firstSeqSince(instant: Instant): number;
  /** Whether a fact of this call was committed at or after an instant. */
  abstract tellsOf(callId: CallId, since: Instant): boolean;
  /** When the first fact with a greater seq was committed; null where there is none. */
  abstract committedAfter(seq: number): Instant | null;
  /** Keeps a fact that a reader (by the name of its cursor) could not take, with the reason, beyond any purge. */
  abstract setAside(reader: string, seq: number, why: string): void;
  abstract countSetAside(reader: string): number;
  /** Forgets facts with a smaller seq, at most `limit` at a time; returns how many. */
  abstract purge(beforeSeq: number, limit?: number): number;
  /** What the journal takes of the disk. What is purged leaves room in it and gives none back. */
  abstract bytes(): number;
  abstract keepConfig(lists: unknown): void;
  abstract lastConfig(): ConfigCopy | undefined;
  /** Called after each commit that held facts, with the newest seq. Returns how to stop it. */
  abstract onCommit(listener: (lastSeq: number) => void): () => void;
  abstract close(): void;
}
