import {
  decideAgent,
  newAgent,
  type AgentEvent,
  type AgentRefusal,
  type AgentState,
  type MissedWhy,
} from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId } from '../../kernel/ids.js';
import { adoptedAgent, type Duty } from '../../acd/core/duty.js';
import type { InUse } from './in-use.js';
import { limitReached } from './limit-fact.js';
import type { NodeConfig } from './node-config.js';
import type { Outbox } from './outbox.js';
import { timersOf } from './turn-events.js';

/** So long telephones may need to find their tenant's new home; then a missed offer counts again, milliseconds. */
const FINDING_HOME_MS = 300_000;
/** After so long an agent is asked again whose telephone is not there yet, milliseconds. */
const ASKED_AGAIN_MS = 5_000;

/** The agents of the hall: their states, and what is refused to them. */
export class AgentDesk {
  readonly agents = new Map<AgentId, AgentState>();

  /** @param changed is told of every agent who is another than before */
  constructor(
    private config: NodeConfig,
    private readonly inUse: InUse,
    private readonly out: Outbox,
    private readonly changed: (agent: AgentState) => void,
  ) {}

  load(agent: AgentState): void {
    this.agents.set(agent.agentId, agent);
    this.inUse.agentChanged(undefined, agent);
  }

  /** Why the agent may not place a call now; changes nothing. */
  placingRefusal(agentId: AgentId, callId: CallId, now: Instant): AgentRefusal | null {
    const state = this.agents.get(agentId);
    if (state === undefined) return 'acd.agent_not_logged_in';
    return decideAgent(state, { type: 'dialsOut', callId }, now).refusal;
  }

  /** Tells an agent's machine what happened; why it cannot be, for what people ask. */
  tell(agentId: AgentId, event: AgentEvent, now: Instant): AgentRefusal | 'acd.no_seat' | 'calls.tenant_moving' | null {
    const tenantId = this.config.agents.get(agentId)?.tenantId;
    const known = this.agents.get(agentId);
    const state = known ?? (tenantId === undefined ? undefined : newAgent(agentId, tenantId, now));
    if (state === undefined) return 'acd.agent_not_logged_in';
    if (event.type === 'login' && this.config.tenants.get(state.tenantId)?.place.at === 'left')
      return 'calls.tenant_moving';
    if (event.type === 'login' && this.noSeatFor(state, now)) return 'acd.no_seat';
    const decision = decideAgent(state, event, now);
    this.out.facts.push(...decision.steps);
    if (decision.state !== known) this.set(decision.state);
    return decision.refusal;
  }

  /** Takes over the agents of a tenant that came here from another node. */
  adopt(duties: readonly Duty[], now: Instant): void {
    for (const duty of duties) {
      const profile = this.config.agents.get(duty.agentId);
      if (profile?.tenantId !== duty.tenantId) continue;
      const queueIds = duty.queueIds.filter((queueId) => profile.queueIds.includes(queueId));
      const adopted = adoptedAgent(duty, this.agents.get(duty.agentId), queueIds, now);
      if (adopted === null) continue;
      this.out.facts.push(...adopted.steps);
      this.set(adopted.state);
    }
  }

  /** An offer was not answered; a telephone that has yet to find its tenant's new home is held against nobody. */
  missed(agentId: AgentId, why: MissedWhy, now: Instant): void {
    // States of older builds do not say.
    const adoptedAt = this.agents.get(agentId)?.adoptedAt ?? null;
    const mayCome = why === 'unreachable' && adoptedAt !== null && now - adoptedAt < FINDING_HOME_MS;
    this.tell(agentId, { type: 'missed', why, ...(mayCome ? { backAt: now + ASKED_AGAIN_MS } : {}) }, now);
  }

  /** A call is over for the agent. Who has moved has the wrap-up of it there, if any. */
  released(agentId: AgentId, wrapUpS: number, now: Instant): void {
    const tenantId = this.agents.get(agentId)?.tenantId;
    const hasLeft = tenantId !== undefined && this.config.tenants.get(tenantId)?.place.at === 'left';
    this.tell(agentId, { type: 'callEnded', wrapUpS: hasLeft ? 0 : wrapUpS }, now);
  }

  timerFired(agentId: AgentId, dueAt: Instant, now: Instant): void {
    const timers = this.agents.get(agentId)?.timers;
    if (timers?.wrapUp === dueAt) this.tell(agentId, { type: 'wrapUpEnded' }, now);
    else if (timers?.back === dueAt) this.tell(agentId, { type: 'backDue' }, now);
  }

  /** Who is gone from the configuration leaves; queues that are gone are no longer served. */
  reconfigure(config: NodeConfig, now: Instant): void {
    this.config = config;
    for (const agent of [...this.agents.values()]) {
      if (config.tenants.get(agent.tenantId)?.place.at === 'left') this.tell(agent.agentId, { type: 'movedAway' }, now);
    }
    for (const agent of [...this.agents.values()]) {
      const profile = config.agents.get(agent.agentId);
      const queueIds = agent.queueIds.filter((queueId) => profile?.queueIds.includes(queueId) === true);
      if (profile === undefined) this.tell(agent.agentId, { type: 'logout' }, now);
      else if (queueIds.length < agent.queueIds.length && agent.phase !== 'loggedOut') {
        this.set({ ...agent, queueIds });
      }
    }
  }

  /** A seat is held from the sign-in to the sign-out; who holds one keeps it, however low the quota is set. */
  private noSeatFor(agent: AgentState, now: Instant): boolean {
    const { agentId, tenantId } = agent;
    const seats = this.config.tenants.get(tenantId)?.seatLimit ?? null;
    if (agent.phase !== 'loggedOut' || seats === null || this.inUse.seats(tenantId) < seats) return false;
    // Agents of before have no such number.
    const refusals = (agent.refusals as number | undefined) ?? 0;
    this.set({ ...agent, refusals: refusals + 1 });
    const what = { limit: 'seats', action: 'refused', detail: { limit: seats } } as const;
    this.out.facts.push(limitReached(agentId, refusals + 1, now, { tenantId, agentId }, what));
    return true;
  }

  private set(agent: AgentState): void {
    const before = this.agents.get(agent.agentId);
    this.agents.set(agent.agentId, agent);
    this.inUse.agentChanged(before, agent);
    this.out.changes.set(`agent:${agent.agentId}`, { kind: 'agent', agent });
    this.out.timers.push(...timersOf(`agent:${agent.agentId}`, before?.timers ?? {}, agent.timers));
    this.changed(agent);
  }
}
