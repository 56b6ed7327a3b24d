import type { AccessNumberId, AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';

/** What an agent who has only a telephone hears between calls on a line that stays open; no: the telephone rings for each. */
export const OPEN_LINE_MODES = ['no', 'music', 'silence'] as const;
export type OpenLineMode = (typeof OPEN_LINE_MODES)[number];

/** A person who takes calls, as configured; what they are doing now is acd's. */
export interface AgentProfile {
  readonly id: AgentId;
  readonly tenantId: TenantId;
  readonly number: string;
  readonly name: string;
  readonly extensionId: ExtensionId;
  /** Queues the agent may serve. */
  readonly queueIds: readonly QueueId[];
  /** Of the PIN by which the agent signs in at any telephone; left out: only at their own. */
  readonly pinHash?: string;
  /** Whether the line stays open by which they have logged in, and what is heard on it; left out: no. */
  readonly openLine?: OpenLineMode;
  /** Numbers that may be shown for their calls; left out or empty: as their queues say. */
  readonly callerNumberIds?: readonly AccessNumberId[];
  /** Levels of skills by name; left out: none. */
  readonly skills?: Readonly<Record<string, number>>;
  /** Beginnings of the numbers of callers for whom the agent is there first; left out: none. */
  readonly areas?: readonly string[];
  /** What else is said of the agent in a queue; left out, or a queue not named: nothing. */
  readonly memberships?: Readonly<Record<QueueId, QueueMembership>>;
}

/** An agent in a queue. */
export interface QueueMembership {
  /** How good they are at it. */
  readonly level: number;
  /** The lowest comes first. */
  readonly penalty: number;
  /** Between which the queue shares its callers out. */
  readonly group: string;
}
