import type { AgentState } from '../../src/acd/core/agent.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { LineTold } from '../../src/calls/core/telephones.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import type { StateKey, TurnEvent } from '../../src/calls/core/turn-events.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { CallRecord, CallStep, Fact } from '../../src/kernel/domain-events.js';
import type { AgentId, CallId, ChannelId, TenantId } from '../../src/kernel/ids.js';
import { AgentLedger } from './agent-ledger.js';
import type { AsteriskModel } from './asterisk-model.js';
import { CallLedger } from './call-ledger.js';
import { CreditLedger } from './credit-ledger.js';
import type { FaultCounts } from './faults.js';
import { HallView } from './hall-view.js';
import { MoneyLedger } from './money-ledger.js';
import { QuotaLedger } from './quota-ledger.js';
import { SelectionLedger } from './selection-ledger.js';
import type { Troubles } from './troubles.js';
import type { Violations } from './violations.js';

/**
 * What must hold after every turn, judged by the facts that were committed, the states that are shown, and the model of
 * Asterisk; nothing here asks the code under test whether it is right.
 */
export class Checkers {
  readonly calls: CallLedger;
  readonly agents: AgentLedger;
  readonly money: MoneyLedger;
  readonly credit: CreditLedger;
  readonly quotas: QuotaLedger;
  private readonly view: HallView;
  private readonly selection: SelectionLedger;
  /** Calls that agents placed. */
  readonly placed = new Set<CallId>();
  readonly lost: Record<string, number> = {};
  connected = 0;
  recordingsMade = 0;
  /** The channel each call came by. */
  readonly channelOfCall = new Map<CallId, ChannelId>();
  private readonly callsOfChannel = new Map<ChannelId, CallId[]>();
  private readonly factIds = new Set<string>();
  /** The leg that is called for an offer. */
  private readonly legOfOffer = new Map<CallId, ChannelId>();
  private readonly recordingsAwaited = new Set<CallId>();
  /** Telephones that are away by what the engine was told in this life; null: nothing yet. */
  telephonesAway: Set<string> | null = null;
  private lastAt: Instant = 0;
  /** The engine has heard that Asterisk is away, or nothing of it yet: nobody can be called. */
  private away = true;

  constructor(
    private readonly violations: Violations,
    private readonly troubles: Troubles,
    private readonly model: AsteriskModel,
    faults: FaultCounts,
  ) {
    this.view = new HallView(violations);
    this.calls = new CallLedger(violations);
    this.quotas = new QuotaLedger(violations);
    this.agents = new AgentLedger(violations);
    this.money = new MoneyLedger(violations, faults);
    this.credit = new CreditLedger(violations, faults, model);
    this.selection = new SelectionLedger(
      violations,
      this.view,
      (agentId) => this.agents.stories.get(agentId)?.idleSince ?? 0,
      (callId) => this.calls.stories.get(callId)?.waitingSince ?? null,
    );
  }

  get factCount(): number {
    return this.factIds.size;
  }

  /** How many, by the steps, have come into the conversation beside the two it began with. */
  joinedIn(callId: CallId): number {
    return this.calls.stories.get(callId)?.steps.filter(({ step }) => step === 'member.joined').length ?? 0;
  }

  /** The engine starts. */
  lifeBegins(): void {
    this.away = true;
    this.telephonesAway = null;
  }

  /** A turn has been committed. */
  afterTurn(event: TurnEvent, facts: readonly Fact[], hall: Hall, changed: readonly StateKey[], now: Instant): void {
    this.view.afterTurn(hall, changed);
    if (event.type === 'asterisk.away') this.away = true;
    if (event.type === 'telephones.told') this.telephonesAre(event.lines);
    if (event.type === 'asterisk.resynced') {
      this.calls.pictureTaken(now);
      if (event.occasion === 'connected') this.away = false;
    }
    const arrivals = arrivalsIn(event);
    for (const fact of facts) this.follow(fact, hall, arrivals, now);
    this.credit.afterTurn(facts, hall, this.view, now);
    this.money.afterTurn(event, facts, hall, now);
    this.quotas.afterTurn(facts, hall, this.view);
    if (event.type === 'leg.arrived') {
      const known = this.callsOfChannel.has(event.channelId);
      this.violations.check(known, 'who-arrives-has-a-call', () => event.channelId);
    }
    this.onlyWhoWasCalledMissedIt(facts, hall);
    this.agentsAndCallsAgree(hall);
    if (!this.away) this.selection.nobodyWaitsForNothing(hall.configuration, now);
    this.ofChoices(facts, hall, now);
    this.withinLimits(facts, hall);
  }

  /** What must hold when everybody has hung up. */
  atEnd(): void {
    const { violations } = this;
    this.credit.atEnd();
    for (const story of this.calls.stories.values()) {
      violations.check(story.record !== null, 'every-call-has-its-record', () => story.callId);
    }
    for (const callId of this.recordingsAwaited) violations.report('every-recording-is-archived', callId);
    for (const [agentId, story] of this.agents.stories) {
      const stuck = story.phase === 'offered' || story.phase === 'talking';
      violations.check(!stuck, 'no-agent-stuck', () => `${agentId} ${story.phase}`);
    }
  }

  private telephonesAre(lines: readonly LineTold[]): void {
    this.telephonesAway ??= new Set();
    for (const { endpoint, reachable } of lines) {
      if (reachable) this.telephonesAway.delete(endpoint);
      else this.telephonesAway.add(endpoint);
    }
  }

  private follow(fact: Fact, hall: Hall, arrivals: ReadonlyMap<CallId, ChannelId>, now: Instant): void {
    const { violations } = this;
    violations.check(!this.factIds.has(fact.id), 'fact-ids-unique', () => fact.id);
    this.factIds.add(fact.id);
    switch (fact.kind) {
      case 'call.step':
        this.timely(fact, now);
        if (fact.step === 'call.arrived') this.begins(fact.callId, arrivals.get(fact.callId));
        if (fact.step === 'call.placed') this.isPlaced(fact, hall.configuration);
        if (fact.step === 'customer.dialled') this.mayBeDialled(fact, hall);
        this.calls.step(fact);
        return;
      case 'call.record':
        this.timely(fact, now);
        this.calls.record(fact);
        this.ends(fact, hall);
        return;
      case 'agent.step':
        this.timely(fact, now);
        this.agents.step(fact);
        return;
      case 'recording.made':
        this.recordingsMade += 1;
        violations.check(this.recordingsAwaited.delete(fact.callId), 'recording-of-a-record', () => fact.callId);
        return;
      case 'call.charge':
      case 'limit.reached':
      case 'call.saying':
        this.timely(fact, now);
        return;
    }
  }

  private timely(fact: Fact, now: Instant): void {
    this.violations.check(fact.at === now && fact.at >= this.lastAt, 'facts-carry-their-instant', () => fact.id);
    this.lastAt = now;
  }

  /** One channel is one call; only who was hung up in vain may turn up again. */
  private begins(callId: CallId, channelId: ChannelId | undefined): void {
    this.violations.check(channelId !== undefined, 'a-call-begins-with-an-arrival', () => callId);
    if (channelId === undefined) return;
    this.channelOfCall.set(callId, channelId);
    const former = this.callsOfChannel.get(channelId) ?? [];
    const again = former.length > 0;
    const over = former.every((id) => this.calls.stories.get(id)?.record !== null);
    const excused = over && this.troubles.unheard.has(channelId);
    this.violations.check(!again || excused, 'one-call-a-channel', () => `${channelId}: ${former.join(' ')} ${callId}`);
    this.callsOfChannel.set(channelId, [...former, callId]);
  }

  /** An agent's call: a number that is one, shown as a number of the tenant's own, by a tenant that may call. */
  private isPlaced({ callId, tenantId, detail }: CallStep, config: NodeConfig): void {
    this.channelOfCall.set(callId, `${callId}-a1` as ChannelId);
    this.placed.add(callId);
    const tenant = tenantId === null ? undefined : config.tenants.get(tenantId);
    const shown = config.accessNumbers.get(String(detail.caller));
    const may = tenant?.suspended === false && shown?.tenantId === tenantId;
    const told = (): string => `${callId} ${String(detail.caller)} ${String(detail.called)}`;
    this.violations.check(may && /^\d{1,32}$/.test(String(detail.called)), 'who-places-a-call-may', told);
    this.violations.check(!this.away, 'nobody-is-called-while-asterisk-is-away', told);
  }

  /** When the customer is dialled, too, the tenant may call and the number that is shown is its own. */
  private mayBeDialled({ callId, tenantId }: CallStep, hall: Hall): void {
    const { tenants, accessNumbers } = hall.configuration;
    const shown = hall.calls.get(callId)?.caller ?? '';
    const may = tenantId !== null && tenants.get(tenantId)?.suspended === false;
    const own = accessNumbers.get(shown)?.tenantId === tenantId;
    this.violations.check(may && own, 'who-dials-a-customer-may', () => `${callId} ${shown}`);
  }

  /** Of a call that we place the first leg is the agent's, and each trunk that is tried has another one. */
  private customersLeg({ callId }: CallRecord): ChannelId {
    const steps = this.calls.stories.get(callId)?.steps ?? [];
    const dials = steps.filter(({ step }) => step === 'customer.dialled').length;
    return `${callId}-a${String(Math.max(1, dials) + 1)}` as ChannelId;
  }

  private ends(record: CallRecord, hall: Hall): void {
    const { violations } = this;
    violations.check(!hall.calls.has(record.callId), 'a-record-is-the-end', () => record.callId);
    if (record.connectedAt !== null) this.connected += 1;
    const why = record.lostReason ?? (record.connectedAt === null ? 'served' : 'none');
    this.lost[why] = (this.lost[why] ?? 0) + 1;
    if (record.recorded) this.recordingsAwaited.add(record.callId);
    const channelId =
      record.direction === 'outbound' ? this.customersLeg(record) : this.channelOfCall.get(record.callId);
    if (record.endedBy === 'caller' && !record.endedAtIsLate && channelId !== undefined) {
      const by = this.model.endedBy.get(channelId);
      violations.check(
        by === 'person' || by === 'backstop',
        'ended-by-the-caller',
        () => `${record.callId}: by ${String(by)}`,
      );
    }
  }

  /** Nobody is put off duty for not answering a telephone that was never called. */
  private onlyWhoWasCalledMissedIt(facts: readonly Fact[], hall: Hall): void {
    for (const fact of facts) {
      if (fact.kind !== 'call.step') continue;
      if (fact.step === 'agent.missed' && fact.detail.why === 'no_answer') {
        const leg = this.placed.has(fact.callId)
          ? this.channelOfCall.get(fact.callId)
          : this.legOfOffer.get(fact.callId);
        const called = leg !== undefined && this.model.askedToDial.has(leg);
        this.violations.check(called, 'who-missed-was-called', () => `${fact.callId} ${String(leg)}`);
      }
    }
    for (const fact of facts) {
      if (fact.kind !== 'call.step' || fact.step !== 'agent.offered') continue;
      const leg = hall.calls.get(fact.callId)?.partyLeg?.channelId;
      if (leg !== undefined) this.legOfOffer.set(fact.callId, leg);
    }
  }

  /** An agent who is offered or talks is so with exactly one call, and that call with them. */
  private agentsAndCallsAgree(hall: Hall): void {
    const { changedAgents, changedCalls } = this.view;
    for (const { after: agent } of changedAgents) if (agent !== undefined) this.agentIsAsTold(agent);
    const concerned = new Set<AgentId>();
    for (const { before, after } of changedCalls) {
      for (const agentId of [before && agentOf(before), after && agentOf(after)]) if (agentId) concerned.add(agentId);
      if (after !== undefined) this.callHasAgent(after, hall);
    }
    for (const { before, after: agent } of changedAgents) {
      const calls = [before?.callId, agent?.callId].flatMap((id) => (id ? (hall.calls.get(id) ?? []) : []));
      for (const call of calls) this.callHasAgent(call, hall);
      if (agent !== undefined) concerned.add(agent.agentId);
    }
    for (const agentId of concerned) {
      const agent = hall.agents.get(agentId);
      if (agent !== undefined) this.agentHasCall(agent, hall);
    }
  }

  private agentIsAsTold(agent: AgentState): void {
    const story = this.agents.stories.get(agent.agentId);
    this.violations.check(
      agent.phase === (story?.phase ?? 'loggedOut'),
      'agent-state-follows-from-facts',
      () => `${agent.agentId} ${agent.phase}, by the facts ${String(story?.phase)}`,
    );
  }

  private callHasAgent(call: CallState, hall: Hall): void {
    const agentId = agentOf(call);
    if (agentId === null) return;
    const agent = hall.agents.get(agentId);
    const wanted = call.phase === 'offering' || call.phase === 'calling' ? 'offered' : 'talking';
    this.violations.check(
      agent?.phase === wanted && agent.callId === call.callId,
      'the-call-has-its-agent',
      () => `${call.callId} ${call.phase}: ${agentId} ${String(agent?.phase)} ${String(agent?.callId)}`,
    );
  }

  /** Held by the one call that has them: so no two agents have one call either. */
  private agentHasCall(agent: AgentState, hall: Hall): void {
    const { agentId, callId, phase } = agent;
    if (phase !== 'offered' && phase !== 'talking') return;
    const call = callId === null ? undefined : hall.calls.get(callId);
    this.violations.check(
      call !== undefined && agentOf(call) === agentId,
      'no-agent-stuck',
      () => `${agentId} ${phase} ${String(callId)}: ${String(call?.phase)}`,
    );
  }

  private ofChoices(facts: readonly Fact[], hall: Hall, now: Instant): void {
    const offered = new Set<CallId>();
    for (const fact of facts) if (fact.kind === 'call.step' && fact.step === 'agent.offered') offered.add(fact.callId);
    for (const callId of offered) {
      const story = this.calls.stories.get(callId)!;
      const call = hall.calls.get(callId);
      const agent = story.openOffer === null ? undefined : hall.agents.get(story.openOffer as AgentId);
      if (call === undefined || agent === undefined || story.waitingSince === null) continue;
      const idleSince = this.agents.stories.get(agent.agentId)?.idleSince ?? 0;
      const chosen = { call, agent, waitingSince: story.waitingSince, idleSince };
      this.selection.ofChoice(chosen, offered, hall.configuration, now);
    }
  }

  /** A call is let in only while its trunk and its tenant have a channel left, and refused only when they have none. */
  private withinLimits(facts: readonly Fact[], hall: Hall): void {
    const config: NodeConfig = hall.configuration;
    const steps = facts.filter((fact) => fact.kind === 'call.step');
    const arrivals = steps.filter((step) => step.step === 'call.arrived');
    if (arrivals.length === 0) return;
    // one picture of Asterisk may bring several; each is judged by those before it
    const later = new Set(arrivals.map((fact) => fact.callId));
    for (const fact of arrivals) {
      // one that is refused further on in the turn, for want of money, held its channel still
      const held = new Set(
        steps.slice(steps.indexOf(fact)).flatMap(({ step, callId }) => (step === 'call.refused' ? [callId] : [])),
      );
      const others = [...hall.calls.values()].filter(
        ({ callId, phase }) => !later.has(callId) && callId !== fact.callId && (phase !== 'ending' || held.has(callId)),
      );
      later.delete(fact.callId);
      const trunk = [...config.trunks.values()].find((one) => one.id === fact.detail.trunkId);
      const tenantId = config.accessNumbers.get(String(fact.detail.called))?.tenantId;
      const tenant = tenantId === undefined ? undefined : config.tenants.get(tenantId);
      if (trunk === undefined) continue;
      const onTrunk = others.filter((call) => call.trunkId === trunk.id).length;
      const ofTenant = others.filter((call) => call.tenantId === tenantId).length;
      const trunkFull = onTrunk >= trunk.channelLimit;
      const share = config.tenantTrunks
        .get(tenant?.id ?? ('' as TenantId))
        ?.find(({ trunkId }) => trunkId === trunk.id);
      const ofShare = others.filter((call) => call.trunkId === trunk.id && call.tenantId === tenantId).length;
      const tenantFull =
        tenant !== undefined &&
        !tenant.suspended &&
        (ofTenant >= tenant.channelLimit || ofShare >= (share?.channelLimit ?? Infinity));
      const refusedFor = steps.find((step) => step.callId === fact.callId && step.step === 'call.refused')?.detail.why;
      // its own lists come before the tenant's limits
      const full = trunkFull || (tenantFull && refusedFor !== 'blacklisted');
      this.violations.check(
        (refusedFor === 'no_channel') === full,
        'channel-limits-kept',
        () => `${fact.callId}: ${String(onTrunk)} on the trunk, ${String(ofTenant)} of the tenant`,
      );
    }
  }
}

/** Whose telephone a call holds: the party's, or of a call that an agent places the first leg. */
function agentOf(call: CallState): AgentId | null {
  if (call.direction === 'outbound') return call.phase === 'ending' ? null : call.agentId;
  return call.partyLeg?.party.kind === 'agent' ? call.partyLeg.party.agentId : null;
}

function arrivalsIn(event: TurnEvent): ReadonlyMap<CallId, ChannelId> {
  if (event.type === 'leg.arrived') return new Map([[event.callId, event.channelId]]);
  if (event.type === 'asterisk.resynced') return new Map(event.channels.map((seen) => [seen.callId, seen.channelId]));
  return new Map();
}
