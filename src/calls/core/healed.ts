import type { AgentId, CallId } from '../../kernel/ids.js';

/** What should never be so, was, and has been put right. */
export interface Healed {
  readonly what:
    /** In a call that holds nobody, or somebody else. */
    | 'agent_without_call'
    /** A call holds an agent who is not in it. */
    | 'call_without_agent'
    /** Free, and would not have been offered a call; or not free, and would have been. */
    | 'agent_out_of_line'
    /** Somebody is being called back, by no call. */
    | 'callback_without_call'
    | 'wrap_up_without_end'
    | 'timer_overdue';
  readonly agentId: AgentId | null;
  readonly callId: CallId | null;
}
