import type { Fact } from '../../kernel/domain-events.js';

/** A fact with its place in the journal; `seq` grows, and is what a reader resumes by. */
export interface FactAt {
  readonly seq: number;
  readonly fact: Fact;
}

/** What the event stream needs of the journal. */
export interface FactSource {
  /** Facts with a greater `seq`, oldest first. */
  factsAfter(seq: number, limit: number): readonly FactAt[];
  /** 0 while there has never been a fact. */
  lastSeq(): number;
  /** The oldest that is still kept; 0 or lastSeq() + 1 where none is. */
  oldestSeq(): number;
  /** `listener` is called after every commit that held facts. */
  onCommit(listener: () => void): unknown;
}

/** Provide the journal under this token where LocalApiServerModule is used. */
export const FACT_SOURCE = Symbol('FactSource');
