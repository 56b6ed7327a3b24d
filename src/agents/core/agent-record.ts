import type { AccessNumberId, AgentId, ExtensionId, QueueId } from '../../kernel/ids.js';
import type { OpenLineMode } from './agent-profile.js';

/** An agent as people see and edit one. */
export interface AgentRecord {
  readonly id: AgentId;
  readonly version: number;
  readonly number: string;
  readonly name: string;
  readonly extensionId: ExtensionId;
  readonly queueIds: readonly QueueId[];
  /** Numbers that may be shown for their calls; empty: as their queues say. */
  readonly callerNumberIds: readonly AccessNumberId[];
  /** Whether the line stays open by which they have logged in, and what is heard on it. */
  readonly openLine: OpenLineMode;
  /** As typed: "english=7, sales=3". */
  readonly skills: string;
  /** As typed: "010, 0755". */
  readonly areas: string;
}
