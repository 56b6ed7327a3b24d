import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';

/** A person who takes calls, as configured; what they are doing now is acd's. */
export interface AgentProfile {
  readonly id: AgentId;
  readonly tenantId: TenantId;
  readonly number: string;
  readonly name: string;
  readonly extensionId: ExtensionId;
  /** Queues the agent may serve. */
  readonly queueIds: readonly QueueId[];
}
