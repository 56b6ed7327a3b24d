import type { AgentState } from '../../acd/core/agent.js';
import { AcdIndex, type Match } from '../../acd/core/selection.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, QueueId } from '../../kernel/ids.js';
import { lineOf, type CallState } from './call-state.js';
import { nextMatch } from './next-match.js';
import type { NodeConfig } from './node-config.js';

/** Matches one turn may make; more: the cores send each other in a circle. */
const MAX_MATCHES = 100_000;

/** Who waits and who is free, and where that has changed in this turn. */
export class Matching {
  private readonly acd = new AcdIndex();
  /** In which somebody began to wait or became free in this turn. */
  private readonly toMatch = new Set<QueueId>();

  /** Takes in a call as the journal kept it. */
  load(call: CallState): void {
    const queueId = lineOf(call);
    if (call.phase === 'waiting' && queueId !== null) {
      this.acd.callWaits(call.callId, queueId, call.times.queuedAt ?? 0);
    }
  }

  /** Takes in an agent as the journal kept it. */
  loadAgent(agent: AgentState): void {
    this.acd.agentIs(agent);
  }

  callWaits(callId: CallId, queueId: QueueId, since: Instant): void {
    this.acd.callWaits(callId, queueId, since);
    this.toMatch.add(queueId);
  }

  callLeaves(callId: CallId): void {
    this.acd.callLeaves(callId);
  }

  agentIs(agent: AgentState): void {
    this.acd.agentIs(agent);
    if (agent.phase === 'ready') for (const queueId of agent.queueIds) this.toMatch.add(queueId);
  }

  /** Somebody may be free, and somebody waiting, anywhere. */
  lookEverywhere(config: NodeConfig): void {
    for (const queueId of config.queues.keys()) this.toMatch.add(queueId);
  }

  /** Brings together all who can be, one pair after the other; each takes the call out of its line. */
  matchAll(config: NodeConfig, now: Instant, bring: (match: Match) => void): void {
    for (let made = 0; made < MAX_MATCHES; made += 1) {
      const match = nextMatch(this.toMatch, this.acd, config, now);
      if (match === null) {
        this.toMatch.clear();
        return;
      }
      this.acd.callLeaves(match.callId);
      bring(match);
    }
    throw new Error('calls.turn_does_not_settle');
  }

  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.acd.waitingIn(queueId);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    return this.acd.readyIn(queueId);
  }
}
