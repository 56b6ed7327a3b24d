import type { AgentRefusal, AgentState } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ChannelId, QueueId } from '../../kernel/ids.js';
import type { ChannelSeen, LegEvent } from '../../telephony/core/leg-events.js';
import { isDialled } from '../../telephony/core/translate.js';
import { Accounts } from './accounts.js';
import { AgentDesk } from './agent-desk.js';
import type { Arrival } from './arrival-event.js';
import { beginCall } from './arrival.js';
import { decideCall } from './call.js';
import { type AcdAsk, type Around, type CallDecision } from './call-draft.js';
import { inputOf, inputsOfResync, type CallInput } from './call-inputs.js';
import { lineOf, upgraded, type CallState } from './call-state.js';
import { CallTable } from './call-table.js';
import { CAUSE } from './causes.js';
import { contactAfter } from './contact.js';
import { EndedCallers } from './ended-callers.js';
import { InUse } from './in-use.js';
import { Matching } from './matching.js';
import type { NodeConfig } from './node-config.js';
import { Outbox, type TurnResults } from './outbox.js';
import { newHomeOf } from './places.js';
import { judgePlacing, placeCall, type PlaceEvent, type PlaceRefusal } from './placing.js';
import { agentsOfNoCall, checkAndHeal } from './self-check.js';
import { Staff } from './staff.js';
import { RecordingShelf } from './recording-shelf.js';
import {
  timersOf,
  type PendingRecording,
  type TimerChange,
  type TimerOwner,
  type TurnEvent,
  type TurnState,
} from './turn-events.js';
import { KeyedActs, refusalHeard } from './keyed-acts.js';
import { PinTriesKept } from './pin-tries.js';
import { dialledOnTelephone, judgedPin, type TelephoneDecision } from './telephone-calls.js';
import { judgeAct } from './talk/acting.js';
import type { ActRefusal, CallActed } from './talk/acts.js';
import { visitRefusal } from './visits.js';

/** Rounds that looking after the money may take; more: ending calls frees agents in a circle. */
const MAX_ROUNDS = 100_000;
type Refusal = ActRefusal | AgentRefusal | PlaceRefusal | 'acd.no_seat' | 'calls.unknown_call';
const OFFER_LOST: CallInput = { type: 'party.ended', causeCode: 0, late: true };

/**
 * All calls and agents of the node, and the decisions between them: which core an event concerns, what one core asks of
 * another. No I/O, no clock: the turn around it commits the results and hands out the effects.
 */
export class Hall {
  readonly matching: Matching;
  readonly staff: Staff;
  private readonly ended = new EndedCallers();
  /** What is counted against quotas. */
  readonly inUse = new InUse();
  private readonly table = new CallTable(this.inUse);
  readonly calls = this.table.byId;
  readonly desk: AgentDesk;
  readonly pins: PinTriesKept;
  readonly accounts: Accounts;
  /** Nobody can be called now: callers keep waiting, agents stay ready. So it is until the first picture of Asterisk. */
  private away = true;
  /** When Asterisk was last heard of: calls that were there then and are found gone are charged up to then. */
  contact: Instant | null = null;
  private readonly out = new Outbox();
  private readonly shelf = new RecordingShelf(this.out);
  private readonly keyedActs = new KeyedActs();

  constructor(private config: NodeConfig) {
    this.accounts = new Accounts(config, this.out);
    this.pins = new PinTriesKept(this.out);
    this.matching = new Matching(config, this.calls, this.out);
    this.staff = new Staff(this.calls, this.matching, this.out);
    this.desk = new AgentDesk(config, this.inUse, this.out, (agent) => {
      this.matching.agentIs(agent);
      this.staff.agentIs(agent);
    });
  }

  /** Waiting to be encoded. */
  get recordings(): ReadonlyMap<CallId, PendingRecording> {
    return this.shelf.pending;
  }

  get agents(): ReadonlyMap<AgentId, AgentState> {
    return this.desk.agents;
  }

  get configuration(): NodeConfig {
    return this.config;
  }

  /** What a call may look at besides itself. */
  get around(): Around {
    const { config, inUse, accounts, contact, staff: line } = this;
    return { config, inUse, accounts, contact, line };
  }

  /** Takes in a state as the journal kept it, without deciding anything. */
  load(state: TurnState): void {
    switch (state.kind) {
      case 'call': {
        const call = upgraded(state.call, this.config.accounts);
        this.table.put(undefined, call);
        this.tellAccounts(undefined, call);
        this.desk.loadCall(call);
        this.matching.load(state);
        break;
      }
      case 'agent': {
        const agent = { kind: 'agent', agent: this.desk.load(state.agent) } as const;
        this.matching.load(agent);
        this.staff.load(agent);
        break;
      }
      case 'pace':
        this.staff.load(state);
        break;
      case 'recording':
        this.shelf.load(state.recording);
        break;
      case 'ledger':
        this.accounts.load(state.ledger);
        break;
      case 'queue':
      case 'regular':
        this.matching.load(state);
        break;
      case 'pin':
        this.pins.load(state.tries);
        break;
      case 'contact':
        this.contact = state.at;
        break;
    }
  }

  /** Every timer of every state, for arming after a start. */
  allTimers(): readonly TimerChange[] {
    const ofCalls = [...this.calls.values()].flatMap((call) => timersOf(`call:${call.callId}`, {}, call.timers));
    const ofAgents = [...this.agents.values()].flatMap((agent) => timersOf(`agent:${agent.agentId}`, {}, agent.timers));
    const ofRules = this.desk.duty.timers();
    return [...ofCalls, ...ofAgents, ...this.accounts.timers(), ...ofRules];
  }

  waitingIn(queueId: QueueId): readonly CallId[] {
    return this.matching.waitingIn(queueId);
  }

  readyIn(queueId: QueueId): readonly AgentId[] {
    return this.matching.readyIn(queueId);
  }

  takeResults(): TurnResults {
    return this.out.take();
  }

  /** Decides one event. Returns why it cannot be done, for commands that people give. */
  decide(event: TurnEvent, now: Instant): Refusal | null {
    const { away } = this;
    const refusal = this.dispatch(event, now);
    this.matchAll(now);
    for (const callId of this.staff.takeDeserted()) this.tellCall(callId, { type: 'staff.left' }, now);
    this.mindMoney(now);
    const at = contactAfter(event, { at: this.contact, away, changed: this.out.changes.size > 0 }, now);
    if (at !== null && at !== this.contact) this.out.changes.set('contact:asterisk', { kind: 'contact', at });
    this.contact = at;
    return refusal;
  }

  private dispatch(event: TurnEvent, now: Instant): Refusal | null {
    switch (event.type) {
      case 'leg.arrived':
        this.arrive(event, now);
        return null;
      case 'asterisk.resynced':
        this.resync(event, now);
        return null;
      case 'asterisk.away':
        this.away = true;
        return null;
      case 'timer.fired':
        this.fire(event, now);
        return null;
      case 'config.changed':
        this.reconfigure(event.config, now);
        return null;
      case 'clock.corrected':
        this.correctClock(event.byMs, now);
        return null;
      case 'agent.commanded':
        return this.desk.command(event.agentId, event.command, now);
      case 'telephones.told':
        this.desk.linesTold(event.lines, now);
        return null;
      case 'hall.checked':
        if (!this.away) this.checkSelf(now);
        return null;
      case 'call.place':
        return this.place(event, now);
      case 'call.hangUp':
        if (!this.calls.has(event.callId)) return 'calls.unknown_call';
        this.tellCall(event.callId, { type: 'hangUp.commanded' }, now);
        return null;
      case 'pin.judged':
        this.tellCall(event.callId, judgedPin(event, this, now), now);
        return null;
      case 'call.act':
        return this.act(event, now);
      case 'tenant.adopted':
        this.desk.adopt(event.duties, now);
        if (event.ledger !== null) this.accounts.adopt(event.ledger);
        return null;
      case 'recording.archived':
        this.shelf.archived(event.fact);
        return null;
      case 'recording.lost':
        this.shelf.lost(event.callId, event.why, now);
        return null;
      case 'leg.ringing':
      case 'leg.answered':
      case 'leg.ended':
      case 'key.pressed':
      case 'prompt.ended':
      case 'recording.started':
      case 'recording.failed':
      case 'command.refused':
        this.tellLeg(event, now);
        return null;
    }
  }

  /** What people do with a call. */
  private act(event: CallActed, now: Instant): ActRefusal | null {
    const { calls, config, desk, away } = this;
    const refusal = judgeAct(event, { calls, config, desk, away }, now);
    if (refusal === null) this.tellCall(event.callId, { type: 'acted', by: event.by, act: event.act }, now);
    return refusal;
  }

  private arrive(event: Arrival, now: Instant): void {
    if (this.table.ofChannel(event.channelId) !== undefined || this.ended.has(event.channelId)) return;
    const telephone = this.config.telephones.get(event.endpoint);
    if (telephone !== undefined) {
      this.hearTelephone(dialledOnTelephone(event, telephone, this, now), now);
      return;
    }
    const isKnown = (callId: CallId): boolean => this.calls.has(callId) || this.ended.hasCall(callId);
    const causeCode = visitRefusal(event, this.config, isKnown);
    if (causeCode === null) this.begin(beginCall(event, this.around, now), now);
    else this.out.commands.push({ command: 'hangUp', channelId: event.channelId, causeCode });
  }

  private hearTelephone(dialled: TelephoneDecision, now: Instant): void {
    if (dialled.kind === 'begins') this.begin(dialled.decision, now);
    else this.tellCall(dialled.callId, dialled.input, now);
  }

  private begin(decision: CallDecision, now: Instant): void {
    this.apply(decision.last.callId, decision, now);
  }

  /** An agent's own call: refused, or begun with the agent's telephone. */
  private place(event: PlaceEvent, now: Instant): Refusal | null {
    if (this.away) return 'calls.asterisk_away';
    const busy = this.desk.placingRefusal(event.agentId, event.callId, now);
    if (busy !== null) return busy;
    const placing = judgePlacing(event, this.around, now);
    if (placing.kind === 'refused') {
      if (placing.limit !== null) this.out.facts.push(placing.limit);
      return placing.refusal;
    }
    this.desk.tell(event.agentId, { type: 'dialsOut', callId: event.callId }, now);
    this.begin(placeCall(event, placing, this.around, now), now);
    return null;
  }

  private tellLeg(event: Exclude<LegEvent, { type: 'asterisk.resynced' | 'asterisk.away' }>, now: Instant): void {
    const state = this.table.ofChannel(event.channelId);
    if (state === undefined) {
      if (event.type === 'leg.answered') this.hangUpUnknown(event.channelId);
      return;
    }
    if (event.type === 'command.refused' && event.command === 'limitDuration') this.accounts.durationUntold(state);
    if (event.type === 'leg.ended') this.keyedActs.ended(event.channelId);
    if (event.type === 'key.pressed' && this.keyActs(state, event.channelId, event.key, now)) return;
    const input = inputOf(state, event);
    if (input !== null) this.tellCall(state.callId, input, now);
  }

  /** Whether an agent asks for something by the keys of their telephone; then nobody else hears of it. */
  private keyActs(state: CallState, leg: ChannelId, key: string, now: Instant): boolean {
    const means = this.keyedActs.pressed(state, leg, key, this.config, now);
    if (means.kind === 'nothing') return false;
    const isRefused = means.kind === 'refused' || this.act(means.acted, now) !== null;
    if (isRefused) this.out.commands.push(refusalHeard(state, leg, now));
    return true;
  }

  private hangUpUnknown(channelId: ChannelId): void {
    this.out.commands.push({ command: 'hangUp', channelId, causeCode: CAUSE.normal });
  }

  private resync(event: Extract<LegEvent, { type: 'asterisk.resynced' }>, now: Instant): void {
    const seen = new Map(event.channels.map((channel) => [channel.channelId, channel]));
    for (const call of [...this.calls.values()]) {
      for (const input of inputsOfResync(call, seen, event.askedAt, event.occasion)) {
        if (this.calls.has(call.callId)) this.tellCall(call.callId, input, now);
      }
    }
    for (const channel of event.channels) this.adopt(channel, event.askedAt, now);
    this.out.healed.push(...agentsOfNoCall({ calls: this.calls, desk: this.desk }, now));
    this.accounts.resynced(event.occasion === 'connected');
    if (event.occasion !== 'connected') return;
    this.away = false;
    this.matching.lookEverywhere();
  }

  private checkSelf(now: Instant): void {
    const { calls, desk, matching } = this;
    const fire = (owner: TimerOwner, dueAt: Instant): void => {
      this.fire({ owner, dueAt }, now);
    };
    this.out.healed.push(...checkAndHeal({ calls, desk, matching, fire }, now));
  }

  /** A channel that nobody knows: a leg of ours from before is hung up, a caller is a call that begins now. */
  private adopt(channel: ChannelSeen, askedAt: Instant, now: Instant): void {
    if (this.table.ofChannel(channel.channelId) !== undefined) return;
    const ended = this.ended.get(channel.channelId);
    if (ended !== undefined && ended.at >= askedAt) return;
    // A caller whom we hung up, and who is still there, is hung up again: the order was lost.
    const wasHungUp = ended?.gone === false;
    if (wasHungUp || isDialled(channel.channelId)) this.hangUpUnknown(channel.channelId);
    else if (channel.inApplication) {
      this.ended.forget(channel.channelId);
      this.arrive(channel, now);
    }
  }

  private fire(event: Pick<Extract<TurnEvent, { type: 'timer.fired' }>, 'owner' | 'dueAt'>, now: Instant): void {
    if (event.owner.kind === 'agent') {
      this.desk.timerFired(event.owner.agentId, event.dueAt, now);
      return;
    }
    if (event.owner.kind === 'ledger') {
      this.accounts.timerFired(event.owner.tenantId, event.dueAt);
      return;
    }
    if (event.owner.kind === 'duty') {
      this.desk.duty.timerFired(event.dueAt);
      return;
    }
    const { callId, timer } = event.owner;
    const call = this.calls.get(callId);
    if (call?.timers[timer] !== event.dueAt) return;
    // Whether the telephone ever rang is not known while Asterisk is away: the offer is lost, not missed.
    const isLost = this.away && timer === 'ring' && (call.phase === 'offering' || call.phase === 'dialling');
    this.tellCall(callId, isLost ? OFFER_LOST : { type: 'timer.fired', timer, away: this.away }, now);
  }

  private reconfigure(config: NodeConfig, now: Instant): void {
    this.config = config;
    this.accounts.reconfigure(config);
    for (const call of [...this.calls.values()]) {
      const queueId = lineOf(call);
      const nodeId = newHomeOf(call, config);
      if (nodeId !== null) this.tellCall(call.callId, { type: 'tenant.left', nodeId }, now);
      else if (queueId !== null && !config.queues.has(queueId)) {
        this.tellCall(call.callId, { type: 'queue.deleted' }, now);
      }
    }
    this.desk.reconfigure(config, now);
    // Of a tenant that was paused somebody may be free, and somebody waiting, already.
    this.matching.reconfigure(config);
  }

  private tellCall(callId: CallId, input: CallInput, now: Instant): void {
    const state = this.calls.get(callId);
    if (state === undefined) return;
    this.apply(callId, decideCall(state, input, this.around, now), now);
  }

  private apply(callId: CallId, decision: CallDecision, now: Instant): void {
    const before = this.calls.get(callId);
    const after = decision.state;
    this.out.commands.push(...decision.commands);
    this.out.facts.push(...decision.facts);
    this.table.put(before, after);
    this.staff.callChanged(before, after, now);
    this.desk.callChanged(callId, after, now);
    this.tellAccounts(before, after);
    if (after !== before) this.out.changes.set(`call:${callId}`, after === null ? null : { kind: 'call', call: after });
    this.out.timers.push(...timersOf(`call:${callId}`, before?.timers ?? {}, after?.timers ?? {}));
    for (const ask of decision.asks) this.answerAsk(decision.last, ask, now);
    if (after === null) this.closeCall(before, decision, now);
  }

  /** Of another node's calls the money is that node's affair. */
  private tellAccounts(before: CallState | undefined, after: CallState | null): void {
    if (after?.role === 'owner') this.accounts.callChanged(before, after);
    else if (before?.role === 'owner' && after?.role === 'relay') this.accounts.movedAway(before);
  }

  private closeCall(before: CallState | undefined, { facts, last }: CallDecision, now: Instant): void {
    const isGivenBack = last.role === 'relay' && last.handover === null;
    if (before !== undefined) this.ended.remember(before, now, !isGivenBack);
    if (before?.role === 'owner' && isGivenBack) this.accounts.movedAway(before);
    const record = last.role === 'owner' ? facts.find((fact) => fact.kind === 'call.record') : undefined;
    if (record !== undefined) this.accounts.settle(record, last);
    this.shelf.callEnded(facts);
  }

  private answerAsk(call: CallState, ask: AcdAsk, now: Instant): void {
    const { callId } = call;
    switch (ask.ask) {
      case 'wait':
        this.matching.callWaits(callId);
        return;
      case 'leave':
        this.matching.callLeaves(callId);
        return;
      case 'agentAnswered':
        this.matching.answered(callId, ask.agentId, now);
        this.desk.tell(ask.agentId, { type: 'answered' }, now);
        return;
      case 'agentJoined':
        this.desk.tell(ask.agentId, { type: 'answered' }, now);
        return;
      case 'agentMissed':
        this.desk.missed(ask.agentId, ask.why, now);
        return;
      case 'agentWithdrawn':
        this.desk.tell(ask.agentId, { type: 'withdrawn' }, now);
        return;
      case 'agentReleased':
        // Who has left a call is perhaps in another one by now.
        if (this.desk.agents.get(ask.agentId)?.callId !== callId) return;
        this.desk.released(ask.agentId, ask.wrapUpS, now);
        return;
      case 'judgePin':
        this.out.pins.push({ callId, agentId: ask.agentId, pinHash: ask.pinHash, pin: ask.pin });
        return;
      case 'outboundBegan':
        this.accounts.outboundBegan(ask.tenantId, now);
        return;
    }
  }

  /** Who can no longer be paid for is warned, and ended, once it is known who is there; that may free agents. */
  private mindMoney(now: Instant): void {
    if (this.away) return;
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
      const acts = this.accounts.review(now);
      if (acts.length === 0) return;
      for (const { callId, input } of acts) this.tellCall(callId, input, now);
      this.matchAll(now);
    }
    throw new Error('calls.turn_does_not_settle');
  }

  /** Durations of what runs are measured without what the clock jumped. */
  private correctClock(byMs: number, now: Instant): void {
    for (const call of [...this.calls.values()]) this.tellCall(call.callId, { type: 'clock.corrected', byMs }, now);
    this.accounts.clockCorrected();
  }

  private matchAll(now: Instant): void {
    this.desk.duty.review(now);
    if (this.away) return;
    this.matching.matchAll(({ callId, agentId }) => {
      this.desk.tell(agentId, { type: 'offered', callId }, now);
      this.tellCall(callId, { type: 'agent.assigned', agentId }, now);
    });
  }
}
