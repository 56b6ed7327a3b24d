import type { Instant } from '../../../kernel/clock.js';
import type { AsteriskNow } from '../../../kernel/live-status.js';
import type { Words } from '../words.js';

export type PartStatus = 'up' | 'degraded' | 'down';

export interface ProcessState {
  readonly name: 'calls' | 'web' | 'asterisk' | 'postgres';
  /** `unknown`: who could tell does not answer. */
  readonly status: PartStatus | 'unknown';
  /** What is wrong, for people. */
  readonly why: Words | null;
  readonly version: string | null;
  readonly startedAt: Instant | null;
  readonly memoryBytes: number | null;
}

export interface DiskState {
  readonly name: 'home' | 'recordings';
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface PartState {
  readonly status: PartStatus;
  readonly why: Words | null;
}
/** Parts of a process by its own word. */
export type PartStates = Readonly<Record<string, PartState>>;

/** Another node's engine, as this one hears of it. */
export interface OtherNode {
  readonly name: string;
  readonly processes: readonly ProcessState[];
  readonly sipServer: AsteriskNow | null;
  readonly journalBacklog: number | null;
}

/** How this node is, and the engines of the others. */
export interface SystemState {
  readonly at: Instant;
  readonly version: string | null;
  readonly node: {
    readonly name: string;
    readonly upSince: Instant;
    readonly load: number;
    readonly cpus: number;
    readonly memoryFreeBytes: number;
    readonly memoryBytes: number;
  };
  /** Whether it has an engine and a SIP server of its own. */
  readonly servesCalls: boolean;
  readonly processes: readonly ProcessState[];
  readonly sipServer: AsteriskNow | null;
  readonly disks: readonly DiskState[];
  /** Conversations waiting to be encoded, facts waiting for PostgreSQL; null while the engine does not say. */
  readonly recordingBacklog: number | null;
  readonly journalBacklog: number | null;
  readonly journalFailingSince: Instant | null;
  /** Of the engine null while it does not answer. */
  readonly parts: { readonly calls: PartStates | null; readonly web: PartStates };
  readonly others: readonly OtherNode[];
}

export interface DatabaseState {
  readonly version: string;
  readonly startedAt: Instant;
  readonly sizeBytes: number;
  readonly connections: number;
}

/** What the page of the system shows; `database` is null while PostgreSQL is away. */
export type SystemReport = SystemState & { readonly database: DatabaseState | null };
