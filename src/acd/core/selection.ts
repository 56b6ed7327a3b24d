import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import type { AgentState } from './agent.js';
import { LineUp } from './line-up.js';

export interface Match {
  readonly queueId: QueueId;
  readonly callId: CallId;
  readonly agentId: AgentId;
}

/**
 * Who waits and who is free, queue by queue: an index over the states of calls and agents, rebuilt when they are loaded.
 * Strategy: the caller who waits longest gets the agent who is idle longest.
 */
export class AcdIndex {
  private readonly waiting = new Map<QueueId, LineUp<CallId>>();
  private readonly ready = new Map<QueueId, LineUp<AgentId>>();
  private readonly queueOfCall = new Map<CallId, QueueId>();
  private readonly queuesOfAgent = new Map<AgentId, readonly QueueId[]>();

  /** Lets a call wait in a queue from an instant on; a call that comes back with its old instant has its old place. */
  callWaits(callId: CallId, queueId: QueueId, since: Instant): void {
    this.callLeaves(callId);
    lineUp(this.waiting, queueId).put(callId, since);
    this.queueOfCall.set(callId, queueId);
  }

  callLeaves(callId: CallId): void {
    const queueId = this.queueOfCall.get(callId);
    if (queueId === undefined) return;
    this.waiting.get(queueId)?.remove(callId);
    this.queueOfCall.delete(callId);
  }

  /** Takes over what an agent's state says of being free. */
  agentIs(agent: AgentState): void {
    for (const queueId of this.queuesOfAgent.get(agent.agentId) ?? []) this.ready.get(queueId)?.remove(agent.agentId);
    this.queuesOfAgent.delete(agent.agentId);
    if (agent.phase !== 'ready') return;
    for (const queueId of agent.queueIds) lineUp(this.ready, queueId).put(agent.agentId, agent.idleSince);
    this.queuesOfAgent.set(agent.agentId, agent.queueIds);
  }

  /** The next call and agent to bring together in a queue, or null. */
  matchIn(queueId: QueueId): Match | null {
    const callId = this.waiting.get(queueId)?.first;
    const agentId = this.ready.get(queueId)?.first;
    return callId === undefined || agentId === undefined ? null : { queueId, callId, agentId };
  }

  /** Since when a call waits, in its queue's order; undefined when it does not. */
  waitsSince(callId: CallId): Instant | undefined {
    const queueId = this.queueOfCall.get(callId);
    return queueId === undefined ? undefined : this.waiting.get(queueId)?.rankOf(callId);
  }

  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.waiting.get(queueId)?.ids() ?? [];
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    return this.ready.get(queueId)?.ids() ?? [];
  }
}

function lineUp<K, T extends string>(lines: Map<K, LineUp<T>>, key: K): LineUp<T> {
  let line = lines.get(key);
  if (line === undefined) {
    line = new LineUp<T>();
    lines.set(key, line);
  }
  return line;
}
