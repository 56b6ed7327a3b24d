import type { AgentRefusal, AgentState } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ChannelId, QueueId } from '../../kernel/ids.js';
import type { ChannelSeen, LegEvent } from '../../telephony/core/leg-events.js';
import { isDialled } from '../../telephony/core/translate.js';
import { Accounts } from './accounts.js';
import { AgentDesk } from './agent-desk.js';
import type { Arrival } from './arrival-event.js';
import { beginCall } from './arrival.js';
import type { CallbackBook } from './callback/callback-book.js';
import { bringTogether, cancelCallback, type CallbackRefusal } from './callback/callback-turn.js';
import type { Around } from './call-change.js';
import { inputOf, inputsOfResync, type CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import { contactAfter } from './contact.js';
import type { EndedCall } from './ended-callers.js';
import { InUse } from './in-use.js';
import { Floor } from './floor.js';
import type { Matching } from './matching.js';
import type { NodeConfig } from './node-config.js';
import { Outbox, type TurnResults } from './outbox.js';
import type { PlaceRefusal } from './placing.js';
import { agentsOfNoCall, checkAndHeal } from './self-check.js';
import type { CallSaid } from './sayings.js';
import { Staff } from './staff.js';
import type { PendingRecording, TimerChange, TimerOwner, TurnEvent, TurnState } from './turn-events.js';
import { agentHears, KeyedActs } from './keyed-acts.js';
import { PinTriesKept } from './pin-tries.js';
import { judgedPin } from './sign-in-at.js';
import { SignInKeys } from './sign-in-keys.js';
import { fireOf } from './timers-fired.js';
import { reconfigure } from './reconfigured.js';
import { dialledOnTelephone, disposedInCall } from './telephone-calls.js';
import { judgeAct } from './talk/acting.js';
import type { ActRefusal, CallActed } from './talk/acts.js';
import { visitRefusal } from './visits.js';

/** Rounds that a turn may take until it settles; more: ending calls frees agents in a circle. */
const MAX_ROUNDS = 100_000;
type Refusal = ActRefusal | AgentRefusal | PlaceRefusal | 'acd.no_seat' | 'calls.unknown_call' | CallbackRefusal;
const OFFER_LOST = { type: 'party.ended', causeCode: 0, late: true } as const satisfies CallInput;

/**
 * All calls and agents of the node, and the decisions between them: whom an event concerns. No I/O, no clock: the turn
 * around it commits the results and hands out the effects.
 */
export class Hall {
  private readonly floor: Floor;
  private readonly out: Outbox;
  /** Nobody can be called now: callers keep waiting, agents stay ready. So it is until the first picture of Asterisk. */
  private away = true;
  private readonly keyedActs = new KeyedActs();
  private readonly signInKeys = new SignInKeys();

  constructor(config: NodeConfig) {
    this.floor = new Floor(config);
    this.out = this.floor.out;
  }

  get calls(): ReadonlyMap<CallId, CallState> {
    return this.floor.calls;
  }

  get matching(): Matching {
    return this.floor.matching;
  }

  get staff(): Staff {
    return this.floor.staff;
  }

  get desk(): AgentDesk {
    return this.floor.desk;
  }

  get pins(): PinTriesKept {
    return this.floor.pins;
  }

  get accounts(): Accounts {
    return this.floor.accounts;
  }

  get inUse(): InUse {
    return this.floor.inUse;
  }

  get contact(): Instant | null {
    return this.floor.contact;
  }

  /** Waiting to be encoded. */
  get recordings(): ReadonlyMap<CallId, PendingRecording> {
    return this.floor.shelf.pending;
  }

  get callbacks(): CallbackBook {
    return this.floor.callbacks;
  }

  get agents(): ReadonlyMap<AgentId, AgentState> {
    return this.floor.agents;
  }

  get configuration(): NodeConfig {
    return this.floor.config;
  }

  get around(): Around {
    return this.floor.around;
  }

  /** Takes in a state as the journal kept it, without deciding anything. */
  load(state: TurnState): void {
    this.floor.load(state);
  }

  /** Every timer of every state, for arming after a start. */
  allTimers(): readonly TimerChange[] {
    return this.floor.allTimers();
  }

  /** A call that has ended lately. */
  endedCall(callId: CallId): EndedCall | undefined {
    return this.floor.ended.callOf(callId);
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
    this.floor.mindLines(now);
    this.settle(now);
    const at = contactAfter(event, { at: this.contact, away, changed: this.out.changes.size > 0 }, now);
    if (at !== null && at !== this.contact) this.out.changes.set('contact:asterisk', { kind: 'contact', at });
    this.floor.contact = at;
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
        reconfigure(this.floor, event.config, now);
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
        return this.away ? 'calls.asterisk_away' : this.floor.place(event, now);
      case 'call.said':
        this.said(event, now);
        return null;
      case 'call.hangUp':
        return this.hangUp(event.callId, now);
      case 'callback.cancel':
        return cancelCallback(this.floor, event.callbackId, now);
      case 'pin.judged':
      case 'inquiry.answered':
        this.floor.tellCall(event.callId, event.type === 'pin.judged' ? judgedPin(event, this, now) : event, now);
        return null;
      case 'call.act':
        return this.act(event, now);
      case 'tenant.adopted':
        this.adoptTenant(event, now);
        return null;
      case 'recording.archived':
        this.floor.shelf.archived(event.fact);
        return null;
      case 'recording.lost':
        this.floor.shelf.lost(event.callId, event.why, now);
        return null;
      case 'leg.ringing':
      case 'leg.answered':
      case 'leg.ended':
      case 'key.pressed':
      case 'prompt.ended':
      case 'recording.started':
      case 'recording.failed':
      case 'recording.goesOn':
      case 'command.refused':
        this.tellLeg(event, now);
        return null;
    }
  }

  /** Something is said of a call that is here, or was. */
  readonly said = (event: CallSaid, now: Instant): void => this.floor.said(event, now);

  /** What people do with a call. */
  private act(event: CallActed, now: Instant): ActRefusal | null {
    const refusal = this.away ? 'calls.asterisk_away' : judgeAct(event, this.floor, now);
    if (refusal === null) this.floor.tellCall(event.callId, { type: 'acted', by: event.by, act: event.act }, now);
    return refusal;
  }

  private arrive(event: Arrival, now: Instant): void {
    if (this.floor.table.ofChannel(event.channelId) !== undefined || this.floor.ended.has(event.channelId)) return;
    if (this.floor.cameToLine(event, now)) return;
    const telephone = this.floor.config.telephones.get(event.endpoint);
    if (telephone !== undefined) {
      this.floor.hearTelephone(dialledOnTelephone(event, telephone, this, now), now);
      return;
    }
    const isKnown = (callId: CallId): boolean => this.calls.has(callId) || this.floor.ended.hasCall(callId);
    const causeCode = visitRefusal(event, this.floor.config, isKnown);
    if (causeCode === null) this.floor.begin(beginCall(event, this.around, now), now);
    else this.out.commands.push({ command: 'hangUp', channelId: event.channelId, causeCode });
  }

  private tellLeg(event: Exclude<LegEvent, { type: 'asterisk.resynced' | 'asterisk.away' }>, now: Instant): void {
    const state = this.floor.table.ofChannel(event.channelId);
    if (state === undefined) {
      if (event.type === 'leg.answered') this.floor.hangUpUnknown(event.channelId);
      return;
    }
    if (event.type === 'command.refused' && event.command === 'limitDuration') this.accounts.durationUntold(state);
    if (event.type === 'leg.ended') this.keyedActs.ended(event.channelId);
    if (event.type === 'key.pressed' && this.keyActs(state, event.channelId, event.key, now)) return;
    const input = this.signInKeys.withTyped(state, inputOf(state, event));
    if (input !== null) this.floor.tellCall(state.callId, input, now);
  }

  /** Whether an agent asks for something by the keys of their telephone; then nobody else hears of it. */
  private keyActs(state: CallState, leg: ChannelId, key: string, now: Instant): boolean {
    const means = this.keyedActs.pressed(state, leg, key, this.floor.config, now);
    if (means.kind === 'nothing') return false;
    if (means.kind === 'disposition') {
      const words = disposedInCall(state, means, this, now);
      this.out.commands.push(agentHears(state, leg, words, now));
      return true;
    }
    const isRefused = means.kind === 'refused' || this.act(means.acted, now) !== null;
    if (isRefused) this.out.commands.push(agentHears(state, leg, 'not-now', now));
    return true;
  }

  private hangUp(callId: CallId, now: Instant): Refusal | null {
    if (!this.calls.has(callId)) return 'calls.unknown_call';
    this.floor.tellCall(callId, { type: 'hangUp.commanded' }, now);
    return null;
  }

  /** A tenant comes with what its former home knew of it. */
  private adoptTenant(event: Extract<TurnEvent, { type: 'tenant.adopted' }>, now: Instant): void {
    this.desk.adopt(event.duties, now);
    if (event.ledger !== null) this.accounts.adopt(event.ledger);
    this.floor.callbacks.adopt(event.tenantId, event.callbacks ?? [], now);
  }

  private resync(event: Extract<LegEvent, { type: 'asterisk.resynced' }>, now: Instant): void {
    const seen = new Map(event.channels.map((channel) => [channel.channelId, channel]));
    for (const call of [...this.calls.values()]) {
      for (const input of inputsOfResync(call, seen, event.askedAt, event.occasion)) {
        if (this.calls.has(call.callId)) this.floor.tellCall(call.callId, input, now);
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
    const { calls, desk, matching, callbacks } = this.floor;
    const fire = (owner: TimerOwner, dueAt: Instant): void => {
      this.fire({ owner, dueAt }, now);
    };
    this.out.healed.push(...checkAndHeal({ calls, desk, matching, callbacks, fire }, now));
  }

  /** A channel that nobody knows: a leg of ours from before is hung up, a caller is a call that begins now. */
  private adopt(channel: ChannelSeen, askedAt: Instant, now: Instant): void {
    if (this.floor.table.ofChannel(channel.channelId) !== undefined) return;
    const ended = this.floor.ended.get(channel.channelId);
    if (ended !== undefined && ended.at >= askedAt) return;
    // A caller whom we hung up, and who is still there, is hung up again: the order was lost.
    const wasHungUp = ended?.gone === false;
    if (wasHungUp || isDialled(channel.channelId)) this.floor.hangUpUnknown(channel.channelId);
    else if (channel.inApplication) {
      this.floor.ended.forget(channel.channelId);
      this.arrive(channel, now);
    }
  }

  private fire(event: Pick<Extract<TurnEvent, { type: 'timer.fired' }>, 'owner' | 'dueAt'>, now: Instant): void {
    const { owner } = event;
    if (owner.kind === 'call') this.fireOfCall(owner, event.dueAt, now);
    else fireOf(this.floor, owner, event.dueAt, now);
  }

  private fireOfCall(owner: Extract<TimerOwner, { kind: 'call' }>, dueAt: Instant, now: Instant): void {
    const { callId, timer } = owner;
    const call = this.calls.get(callId);
    if (call?.timers[timer] !== dueAt) return;
    // Whether the telephone ever rang is not known while Asterisk is away: the offer is lost, not missed.
    const isLost = this.away && timer === 'ring' && (call.phase === 'offering' || call.phase === 'dialling');
    const told: readonly CallInput[] = isLost
      ? [
          ...call.rivals.map(({ channelId }) => ({ ...OFFER_LOST, type: 'rival.ended', channelId }) as const),
          OFFER_LOST,
        ]
      : [{ type: 'timer.fired', timer, away: this.away }];
    for (const input of told) this.floor.tellCall(callId, input, now);
  }

  /**
   * Callers and agents find each other; whose queue nobody serves any more goes elsewhere; who can no longer be paid for
   * is warned, and ended, once it is known who is there. That may free agents, and bring callers to those who are free.
   */
  private settle(now: Instant): void {
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
      this.matchAll(now);
      const deserted = this.staff.takeDeserted();
      for (const callId of deserted) this.floor.tellCall(callId, { type: 'staff.left' }, now);
      const acts = this.away ? [] : this.accounts.review(now);
      for (const { callId, input } of acts) this.floor.tellCall(callId, input, now);
      if (deserted.length + acts.length === 0) return;
    }
    throw new Error('calls.turn_does_not_settle');
  }

  /** Durations of what runs are measured without what the clock jumped. */
  private correctClock(byMs: number, now: Instant): void {
    for (const call of [...this.calls.values()])
      this.floor.tellCall(call.callId, { type: 'clock.corrected', byMs }, now);
    this.accounts.clockCorrected();
  }

  private matchAll(now: Instant): void {
    this.desk.duty.review(now);
    if (this.away) return;
    this.matching.matchAll((match) => {
      bringTogether(this.floor, match, now);
    });
  }
}
