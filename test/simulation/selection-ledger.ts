import type { AgentState } from '../../src/acd/core/agent.js';
import { LONGEST_IDLE, type QueueSelection, type SkillNeed } from '../../src/acd/core/queue-rules.js';
import type { AgentProfile } from '../../src/agents/core/agent-profile.js';
import { vipOf } from '../../src/calls/core/caller-lists.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import { waitingSince } from '../../src/calls/core/call-views.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { AgentId, CallId, QueueId } from '../../src/kernel/ids.js';
import type { HallView } from './hall-view.js';
import type { Violations } from './violations.js';

/** Timers that relax what a caller asks for fire a moment late, or not while there is no engine. */
const LATE_MS = 1_000;

/** Who was chosen in a turn. */
export interface Chosen {
  readonly call: CallState;
  readonly agent: AgentState;
  /** As the facts tell it. */
  readonly waitingSince: Instant;
  readonly idleSince: Instant;
}

/**
 * Who gets whom: nobody waits whom somebody idle could serve, nobody is served before somebody whose turn it was, nobody
 * is called who cannot do what is asked. Judged from the configuration and the states alone.
 */
export class SelectionLedger {
  constructor(
    private readonly violations: Violations,
    private readonly view: HallView,
    private readonly idleSince: (agentId: AgentId) => Instant,
    private readonly waitingSince: (callId: CallId) => Instant | null,
  ) {}

  /** Nobody is ready who could surely serve a caller that waits. */
  nobodyWaitsForNothing(config: NodeConfig, now: Instant): void {
    const { waiting, ready } = this.view;
    if (waiting.size === 0 || ready.size === 0) return;
    for (const call of waiting.values()) {
      if (call.queueId === null) continue;
      const rules = rulesOf(config, call.queueId);
      // for the agent they had last, who is busy
      if (now - (waitingSince(call) ?? now) < rules.stickyS * 1000 + LATE_MS) continue;
      for (const agent of ready.values()) {
        const idle = agent.queueIds.includes(call.queueId) && this.surelySuits(agent, call, config, now);
        this.violations.check(
          !idle,
          'no-agent-idle-while-a-caller-waits',
          () => `${agent.agentId} and ${call.callId} in ${String(call.queueId)}`,
        );
      }
    }
  }

  ofChoice(chosen: Chosen, offeredNow: ReadonlySet<CallId>, config: NodeConfig, now: Instant): void {
    const { call, agent } = chosen;
    if (call.queueId === null) return;
    const need = needOf(call, config, now);
    const able = knows(config.agents.get(agent.agentId), call.queueId, need);
    this.violations.check(able, 'who-is-called-is-able', () => `${agent.agentId} for ${call.callId}`);
    this.nobodyWasBefore(chosen, offeredNow, config, now);
    if (rulesOf(config, call.queueId).strategy === 'longest_idle') this.longestIdle(chosen, call.queueId, config, now);
  }

  /** Of those whom the agent could have served the one with the lowest rank: when they came, less their head start. */
  private nobodyWasBefore(chosen: Chosen, offeredNow: ReadonlySet<CallId>, config: NodeConfig, now: Instant): void {
    const { call, agent, waitingSince } = chosen;
    const rank = waitingSince - headStartMs(call, config);
    for (const other of this.view.waiting.values()) {
      if (other.queueId === null || !agent.queueIds.includes(other.queueId)) continue;
      // tried in this very turn and come back
      if (offeredNow.has(other.callId)) continue;
      const since = this.waitingSince(other.callId) ?? waitingSince;
      const rules = rulesOf(config, other.queueId);
      if (now - since < rules.stickyS * 1000 + LATE_MS || !this.surelySuits(agent, other, config, now)) continue;
      this.violations.check(
        since - headStartMs(other, config) >= rank,
        'longest-waiting-caller-first',
        () => `${call.callId} before ${other.callId} for ${agent.agentId}`,
      );
    }
  }

  private longestIdle({ call, agent, idleSince }: Chosen, queueId: QueueId, config: NodeConfig, now: Instant): void {
    const rules = rulesOf(config, queueId);
    // the one they had last comes before all others, and so do those who are there for the caller's area
    if (rules.stickyS > 0 || rules.byArea) return;
    const penalty = penaltyOf(config, agent.agentId, queueId);
    for (const other of this.view.ready.values()) {
      if (!other.queueIds.includes(queueId) || !this.surelySuits(other, call, config, now)) continue;
      const otherPenalty = penaltyOf(config, other.agentId, queueId);
      // Who became ready in the same turn may have been so after the choice.
      if (this.idleSince(other.agentId) >= now) continue;
      const better = otherPenalty < penalty || (otherPenalty === penalty && this.idleSince(other.agentId) < idleSince);
      this.violations.check(
        !better,
        'longest-idle-agent-first',
        () => `${agent.agentId} before ${other.agentId} in ${queueId}`,
      );
    }
  }

  /** By what the caller asked for a moment ago: by now it may be less. */
  private surelySuits(agent: AgentState, call: CallState, config: NodeConfig, now: Instant): boolean {
    if (call.queueId === null || isOverdue(call, now)) return false;
    return knows(config.agents.get(agent.agentId), call.queueId, needOf(call, config, now - LATE_MS));
  }
}

/** What was due while there was no engine is done a moment after its start. */
function isOverdue({ timers }: CallState, now: Instant): boolean {
  return Object.values(timers).some((dueAt) => dueAt <= now);
}

function rulesOf(config: NodeConfig, queueId: QueueId): QueueSelection {
  return config.queues.get(queueId)?.selection ?? LONGEST_IDLE;
}

function needOf(call: CallState, config: NodeConfig, now: Instant): SkillNeed {
  const rules = rulesOf(config, call.queueId ?? ('' as QueueId));
  const number = config.accessNumbers.get(call.called);
  const asked = (number?.tenantId === call.tenantId ? number.need : null) ?? rules.need;
  const waitedMs = now - (waitingSince(call) ?? now);
  const reached = rules.needSteps.filter(({ afterS }) => afterS * 1000 <= waitedMs).map(({ level }) => level);
  return { ...asked, level: Math.min(asked.level, ...reached) };
}

function knows(profile: AgentProfile | undefined, queueId: QueueId, { skill, level }: SkillNeed): boolean {
  if (level === 0) return true;
  const own = skill === '' ? profile?.memberships?.[queueId]?.level : profile?.skills?.[skill];
  return (own ?? 0) >= level;
}

function penaltyOf(config: NodeConfig, agentId: AgentId, queueId: QueueId): number {
  return config.agents.get(agentId)?.memberships?.[queueId]?.penalty ?? 0;
}

function headStartMs(call: CallState, config: NodeConfig): number {
  const number = config.accessNumbers.get(call.called);
  const ofNumber = number?.tenantId === call.tenantId ? (number.headStartS ?? 0) : 0;
  const ofCaller = vipOf(config.callerLists, call.tenantId, call.caller, waitingSince(call) ?? 0)?.headStartS ?? 0;
  const ofQueue = call.queueId === null ? 0 : rulesOf(config, call.queueId).headStartS;
  return (ofQueue + ofNumber + ofCaller) * 1000;
}
