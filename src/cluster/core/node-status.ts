import type { Instant } from '../../kernel/clock.js';

/** What a node tells of itself; null, here and below: it cannot say, or has no such part. */
export interface NodeStatus {
  readonly name: string;
  readonly role: 'single' | 'admin' | 'switch';
  readonly version: string | null;
  /** Name of the last migration of its database. */
  readonly migration: string | null;
  readonly now: Instant;
  readonly upSince: Instant;
  /** Of the last minute, as the kernel counts it. */
  readonly load: number;
  readonly cpus: number;
  readonly memoryFreeBytes: number;
  readonly memoryBytes: number;
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly engine: {
    readonly startedAt: Instant;
    readonly calls: number | null;
    readonly agents: number | null;
    readonly telephones: number | null;
    /** Whether it has a configuration, and follows its changes. */
    readonly following: boolean;
  } | null;
  readonly asterisk: { readonly connected: boolean; readonly version: string | null } | null;
  /** The copy of the configuration; lag is seconds behind the admin node. */
  readonly replication: { readonly state: string; readonly lagS: number | null } | null;
  /** Facts that have not arrived yet, by destination. */
  readonly backlogs: readonly { readonly to: string; readonly facts: number; readonly oldestAt: Instant | null }[];
  /** Prompts of its tenants that it has not got. */
  readonly mediaMissing: number | null;
  readonly certificateExpiresAt: Instant | null;
}
