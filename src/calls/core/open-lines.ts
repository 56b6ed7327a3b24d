import type { AgentId, CallId } from '../../kernel/ids.js';
import type { OpenLine } from './agent-line.js';
import type { CallState } from './call-state.js';

/** Whether agents may be called by it: who is about to go is not. */
export function isOpenLine(call: CallState | undefined | null): call is CallState & { readonly line: OpenLine } {
  return call?.phase === 'standingBy' && call.line !== null;
}

/** The open line of each agent: an index over the states of calls. */
export class OpenLines {
  private readonly byAgent = new Map<AgentId, CallId>();
  /** Agents whose line has gone, and lines that are nobody's any more: to be looked at within the turn. */
  private readonly gone: AgentId[] = [];
  private readonly left: CallId[] = [];

  of(agentId: AgentId): CallId | null {
    return this.byAgent.get(agentId) ?? null;
  }

  /** Takes in a call as the journal kept it. */
  load(call: CallState): void {
    if (isOpenLine(call)) this.byAgent.set(call.line.agentId, call.callId);
  }

  callChanged(callId: CallId, before: CallState | undefined, after: CallState | null): void {
    const was = isOpenLine(before) ? before.line.agentId : null;
    const is = isOpenLine(after) ? after.line.agentId : null;
    if (was === is) return;
    if (is !== null) {
      const other = this.byAgent.get(is);
      if (other !== undefined) this.left.push(other);
      this.byAgent.set(is, callId);
    }
    if (was === null || this.byAgent.get(was) !== callId) return;
    this.byAgent.delete(was);
    this.gone.push(was);
  }

  agentLeaves(agentId: AgentId): void {
    const callId = this.byAgent.get(agentId);
    if (callId !== undefined) this.left.push(callId);
  }

  takeGone(): readonly AgentId[] {
    return this.gone.splice(0);
  }

  takeLeft(): readonly CallId[] {
    return this.left.splice(0);
  }
}
