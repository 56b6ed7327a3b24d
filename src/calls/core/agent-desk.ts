import {
  decideAgent,
  newAgent,
  upgradedAgent,
  type AgentEvent,
  type AgentRefusal,
  type AgentState,
  type MissedWhy,
} from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ExtensionId, TenantId } from '../../kernel/ids.js';
import { adoptedAgent, RULES_AGENT_BACK_MS, type Duty } from '../../acd/core/duty.js';
import type { CallState } from './call-state.js';
import { DutyDesk } from './duty-desk.js';
import type { InUse } from './in-use.js';
import { limitReached } from './limit-fact.js';
import type { NodeConfig } from './node-config.js';
import type { OpenLines } from './open-lines.js';
import type { Outbox } from './outbox.js';
import type { PlacerRefusal } from './placing.js';
import { leftOut } from './sayings.js';
import { Telephones, type LineTold } from './telephones.js';
import { timersOf } from './turn-events.js';

/** So long telephones may need to find their tenant's new home; then a missed offer counts again, milliseconds. */
const FINDING_HOME_MS = 300_000;
/** After so long an agent is asked again whose telephone is not there yet, milliseconds. */
const ASKED_AGAIN_MS = 5_000;
/** The same of whom the network, or the company's lines and money, did not let be called, milliseconds. */
const CALLED_AGAIN_MS = 30_000;

/** The agents of the hall: their states, and what is refused to them. */
export class AgentDesk {
  readonly agents = new Map<AgentId, AgentState>();
  private readonly ofTenant = new Map<TenantId, Set<AgentId>>();
  private readonly telephones: Telephones;
  readonly duty: DutyDesk;

  /** @param changed is told of every agent who is another than before */
  constructor(
    private config: NodeConfig,
    private readonly inUse: InUse,
    private readonly openLines: Pick<OpenLines, 'of'>,
    private readonly out: Outbox,
    private readonly changed: (agent: AgentState) => void,
  ) {
    this.telephones = new Telephones(config);
    this.duty = new DutyDesk(config, this, out);
  }

  /** Takes in an agent as the journal kept it, and returns the state as this build has it. */
  load(kept: AgentState): AgentState {
    const agent = upgradedAgent(kept);
    this.keep(undefined, agent);
    return agent;
  }

  /** Takes in a call as the journal kept it. */
  loadCall(call: CallState): void {
    this.telephones.callChanged(call.callId, call, (agentId) => this.telephoneOf(agentId));
  }

  /** All of the tenant that are known. */
  agentsOf(tenantId: TenantId): readonly AgentState[] {
    return [...(this.ofTenant.get(tenantId) ?? [])].flatMap((agentId) => this.agents.get(agentId) ?? []);
  }

  /** Calls that begin and end leave telephones to others. */
  callChanged(callId: CallId, after: CallState | null, now: Instant): void {
    const telephones = this.telephones.callChanged(callId, after, (agentId) => this.telephoneOf(agentId));
    // Also whose state does not change is shown with another call.
    for (const extensionId of telephones) {
      for (const agentId of this.telephones.agentsAt(extensionId)) this.tellAgain(agentId);
    }
    this.lookAtTelephones(telephones, now);
  }

  /** What Asterisk says of lines. */
  linesTold(lines: readonly LineTold[], now: Instant): void {
    this.lookAtTelephones(this.telephones.tell(lines), now);
  }

  /** Who is logged in at a telephone: that of their login, or their own. */
  agentAt(extensionId: ExtensionId): AgentState | undefined {
    const isThere = (agent: AgentState): boolean =>
      agent.phase !== 'loggedOut' && this.telephoneOf(agent.agentId) === extensionId;
    return this.telephones
      .agentsAt(extensionId)
      .flatMap((agentId) => this.agents.get(agentId) ?? [])
      .find(isThere);
  }

  /** Who is logged in at a telephone that nobody uses, and in no call; they are in a call by it from its ringing on. */
  freeAgentAt(extensionId: ExtensionId): AgentId | null {
    const agent = this.isInUse(extensionId) ? undefined : this.agentAt(extensionId);
    return agent === undefined || agent.phase === 'offered' || agent.phase === 'talking' ? null : agent.agentId;
  }

  /** Whether a call uses the telephone. */
  isInUse(extensionId: ExtensionId): boolean {
    return this.telephones.isInUse(extensionId);
  }

  /** Whoever is logged in there may be in a call that has nothing to do with this telephone yet. */
  isBusyAt(extensionId: ExtensionId): boolean {
    const there = this.agentAt(extensionId);
    return this.isInUse(extensionId) || there?.phase === 'offered' || there?.phase === 'talking';
  }

  /** Calls that use the telephone at which the agent is called. */
  callsAt(agentId: AgentId): readonly CallId[] {
    const extensionId = this.telephoneOf(agentId);
    return extensionId === null ? [] : this.telephones.callsAt(extensionId);
  }

  /** Why the agent may not place a call now; changes nothing. */
  placingRefusal(agentId: AgentId, callId: CallId, now: Instant): PlacerRefusal | null {
    const state = this.agents.get(agentId);
    if (state === undefined) return 'acd.agent_not_logged_in';
    const { refusal } = decideAgent(state, { type: 'dialsOut', callId }, now);
    return refusal === null || refusal === 'acd.agent_not_logged_in' ? refusal : 'acd.agent_busy';
  }

  /** What people ask of an agent: who was logged in by rule and logs out is let alone by it. */
  command(agentId: AgentId, command: AgentEvent, now: Instant): ReturnType<AgentDesk['tell']> {
    const agent = this.agents.get(agentId);
    const sitsOutUntil =
      command.type === 'logout' && agent !== undefined ? this.duty.sitsOutUntil(agent, now) : undefined;
    return this.tell(agentId, sitsOutUntil === undefined ? command : { type: 'logout', sitsOutUntil }, now);
  }

  /** Tells an agent's machine what happened; why it cannot be, for what people ask. */
  tell(agentId: AgentId, event: AgentEvent, now: Instant): AgentRefusal | 'acd.no_seat' | 'calls.tenant_moving' | null {
    const tenantId = this.config.agents.get(agentId)?.tenantId;
    const known = this.agents.get(agentId);
    const state = known ?? (tenantId === undefined ? undefined : newAgent(agentId, tenantId, now));
    if (state === undefined) return 'acd.agent_not_logged_in';
    if (event.type === 'login' && this.config.tenants.get(state.tenantId)?.place.at === 'left')
      return 'calls.tenant_moving';
    if (event.type === 'login' && !this.hasSeat(state, state.tenantId)) {
      this.refuseSeat(state, now);
      return 'acd.no_seat';
    }
    const decision = decideAgent(state, event, now);
    this.out.facts.push(...decision.steps);
    const by = this.config.agents.get(agentId)?.number ?? '';
    this.out.facts.push(...decision.leftOut.map((callId) => leftOut(decision.state, callId, by, now)));
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
    const { adoptedAt = null, byRule = null } = this.agents.get(agentId) ?? {};
    const mayCome = why === 'unreachable' && adoptedAt !== null && now - adoptedAt < FINDING_HOME_MS;
    const isKept = this.inUse.outsideNumber(agentId) !== null && (why === 'unreachable' || why === 'busy');
    const rulesMs = byRule === null ? null : RULES_AGENT_BACK_MS;
    const backMs = mayCome ? ASKED_AGAIN_MS : isKept ? CALLED_AGAIN_MS : rulesMs;
    this.tell(agentId, { type: 'missed', why, ...(backMs === null ? {} : { backAt: now + backMs }) }, now);
  }

  /** A call is over for the agent. Who has moved has the wrap-up of it there, if any. */
  released(agentId: AgentId, wrapUpS: number, owes: CallId | null, now: Instant): void {
    const tenantId = this.agents.get(agentId)?.tenantId;
    const hasLeft = tenantId !== undefined && this.config.tenants.get(tenantId)?.place.at === 'left';
    const asked = owes === null || hasLeft ? {} : { owes };
    this.tell(agentId, { type: 'callEnded', wrapUpS: hasLeft ? 0 : wrapUpS, ...asked }, now);
  }

  timerFired(agentId: AgentId, dueAt: Instant, now: Instant): void {
    const timers = this.agents.get(agentId)?.timers;
    if (timers?.wrapUp === dueAt) this.tell(agentId, { type: 'wrapUpEnded' }, now);
    else if (timers?.back === dueAt) this.tell(agentId, { type: 'backDue' }, now);
  }

  /** Who is gone from the configuration leaves; queues that are gone are no longer served. */
  reconfigure(config: NodeConfig, now: Instant): void {
    this.config = config;
    this.telephones.reconfigure(config);
    this.duty.reconfigure(config);
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
    for (const agent of [...this.agents.values()]) this.lookAtTelephone(agent, now);
  }

  /** A seat is held from the sign-in to the sign-out; who holds one keeps it, however low the quota is set. */
  hasSeat(agent: AgentState | undefined, tenantId: TenantId): boolean {
    const seats = this.config.tenants.get(tenantId)?.seatLimit ?? null;
    const holdsOne = agent !== undefined && agent.phase !== 'loggedOut';
    return holdsOne || seats === null || this.inUse.seats(tenantId) < seats;
  }

  private refuseSeat(agent: AgentState, now: Instant): void {
    const { agentId, tenantId, refusals } = agent;
    const limit = this.config.tenants.get(tenantId)?.seatLimit ?? null;
    this.set({ ...agent, refusals: refusals + 1 });
    const what = { limit: 'seats', action: 'refused', detail: { limit } } as const;
    this.out.facts.push(limitReached(agentId, refusals + 1, now, { tenantId, agentId }, what));
  }

  /** Where the agent is called: at the telephone of this login, or their own; null: outside. */
  telephoneOf(agentId: AgentId): ExtensionId | null {
    return this.inUse.telephoneOf(agentId, this.config);
  }

  private lookAtTelephones(extensionIds: readonly ExtensionId[], now: Instant): void {
    for (const extensionId of extensionIds) {
      for (const agentId of this.telephones.agentsAt(extensionId)) {
        const agent = this.agents.get(agentId);
        if (agent !== undefined) this.lookAtTelephone(agent, now);
      }
    }
  }

  /** The agent's open line has come or gone. */
  lineChanged(agentId: AgentId | undefined, now: Instant): void {
    const agent = agentId === undefined ? undefined : this.agents.get(agentId);
    if (agent !== undefined) this.lookAtTelephone(agent, now);
  }

  /** Calls come to an open line, whatever the telephone does and wherever it is. */
  private telephoneIs(agent: AgentState): AgentState['telephone'] {
    return this.openLines.of(agent.agentId) === null ? this.telephones.stateFor(agent) : 'free';
  }

  private tellAgain(agentId: AgentId): void {
    const agent = this.agents.get(agentId);
    if (agent !== undefined) this.out.changes.set(`agent:${agentId}`, { kind: 'agent', agent });
  }

  private lookAtTelephone(agent: AgentState, now: Instant): void {
    const telephone = this.telephoneIs(agent);
    if (telephone !== agent.telephone) this.tell(agent.agentId, { type: 'telephoneIs', telephone }, now);
  }

  private keep(before: AgentState | undefined, agent: AgentState): void {
    this.agents.set(agent.agentId, agent);
    if (before === undefined) {
      const ofTenant = this.ofTenant.get(agent.tenantId);
      if (ofTenant === undefined) this.ofTenant.set(agent.tenantId, new Set([agent.agentId]));
      else ofTenant.add(agent.agentId);
    }
    this.inUse.agentChanged(before, agent);
    this.telephones.agentChanged(before, agent);
    this.duty.agentChanged(before, agent);
  }

  private set(next: AgentState): void {
    const telephone = this.telephoneIs(next);
    const agent = telephone === next.telephone ? next : { ...next, telephone };
    const before = this.agents.get(agent.agentId);
    this.keep(before, agent);
    this.out.changes.set(`agent:${agent.agentId}`, { kind: 'agent', agent });
    this.out.timers.push(...timersOf(`agent:${agent.agentId}`, before?.timers ?? {}, agent.timers));
    this.changed(agent);
  }
}
