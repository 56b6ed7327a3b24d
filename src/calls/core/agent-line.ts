import type { OpenLineMode } from '../../agents/core/agent-profile.js';
import type { AgentId } from '../../kernel/ids.js';

/** The line of an agent that stays open: their calls are brought to it, and its end logs them out. */
export interface OpenLine {
  readonly agentId: AgentId;
  /** What they hear between calls. */
  readonly sound: Exclude<OpenLineMode, 'no'>;
}
