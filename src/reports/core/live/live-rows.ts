import type { CallDirection } from '../../../kernel/charge.js';
import type { Instant } from '../../../kernel/clock.js';
import type { AgentNow, Reach } from '../../../kernel/live-status.js';
import type { QueueToday } from '../figures/figures.js';

/** What people see, a line each; every number and name is there, so that a line can be shown by itself. */
export interface CallRow {
  readonly id: string;
  readonly direction: CallDirection;
  readonly phase: string;
  /** Of a call that an agent places: the number that the customer is shown. */
  readonly caller: string;
  readonly called: string;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly agentName: string | null;
  /** Number of the telephone that is called without a queue. */
  readonly extension: string | null;
  readonly since: Instant;
  readonly arrivedAt: Instant;
}

export interface QueueRow {
  readonly id: string;
  readonly number: string;
  readonly waiting: number;
  /** Callers for whom an agent's telephone rings. */
  readonly offering: number;
  /** Since when the one waits who has waited longest. */
  readonly waitsSince: Instant | null;
  readonly talking: number;
  /** Agents logged in, and those of them who are free. */
  readonly agents: number;
  readonly ready: number;
  /** Since midnight of the tenant's zone; null until it is known. */
  readonly today: QueueToday | null;
}

export interface AgentRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly phase: string;
  readonly since: Instant | null;
  readonly reason: string | null;
  /** Of a reason that the company has. */
  readonly reasonName: AgentNow['reasonName'];
  /** In the wrap-up the queue asks for a disposition, and nobody has said it. */
  readonly dispositionAsked: boolean;
  readonly queues: readonly string[];
  readonly callId: string | null;
  readonly caller: string | null;
  readonly extension: string | null;
  readonly registered: boolean;
  /** Busy: used for a call that is not the agent's. */
  readonly telephone: AgentNow['telephone'];
}

export interface ExtensionRow {
  readonly id: string;
  readonly number: string;
  readonly registered: boolean;
  readonly address: string | null;
  readonly since: Instant | null;
  /** Numbers of the agents who sit there. */
  readonly agents: readonly string[];
}

export interface TrunkRow {
  readonly id: string;
  readonly name: string;
  readonly channels: number;
  readonly channelLimit: number;
  readonly reach: Reach;
  readonly address: string | null;
  readonly since: Instant | null;
  readonly roundtripMs: number | null;
}

/** Counts only: whom a tenant talks to is the tenant's. */
export interface TenantRow {
  readonly id: string;
  readonly code: string;
  readonly suspended: boolean;
  readonly channels: number;
  readonly channelLimit: number;
  readonly waiting: number;
  readonly talking: number;
  readonly agents: number;
  readonly ready: number;
  readonly extensions: number;
  readonly registered: number;
}

export interface Sections {
  readonly calls: CallRow;
  readonly queues: QueueRow;
  readonly agents: AgentRow;
  readonly extensions: ExtensionRow;
  readonly trunks: TrunkRow;
  readonly tenants: TenantRow;
}
export type Section = keyof Sections;

export const TENANT_SECTIONS = ['calls', 'queues', 'agents', 'extensions'] as const satisfies readonly Section[];
export const PLATFORM_SECTIONS = ['trunks', 'tenants'] as const satisfies readonly Section[];

/** Resource -> id -> name: the engine knows codes alone. */
export type LiveNames = Readonly<Record<string, Readonly<Record<string, string>>>>;
