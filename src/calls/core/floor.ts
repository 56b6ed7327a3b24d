import type { AgentState } from '../../acd/core/agent.js';
import { normalNumber } from '../../billing/core/number-class.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId, ChannelId } from '../../kernel/ids.js';
import { OPEN_LINE } from '../../telephony/core/arrival.js';
import { Accounts } from './accounts.js';
import { AgentDesk } from './agent-desk.js';
import type { Arrival } from './arrival-event.js';
import type { CallAsk } from './call-ask.js';
import type { Around } from './call-change.js';
import type { CallDecision } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import { upgraded } from './older-call.js';
import { CallbackBook } from './callback/callback-book.js';
import { CallTable } from './call-table.js';
import { decideCall } from './call.js';
import { CAUSE } from './causes.js';
import { EndedCallers } from './ended-callers.js';
import { InUse } from './in-use.js';
import { lineDials } from './line-dials.js';
import { Matching } from './matching.js';
import type { NodeConfig } from './node-config.js';
import { isOpenLine, OpenLines } from './open-lines.js';
import { Outbox } from './outbox.js';
import { PinTriesKept } from './pin-tries.js';
import { judgeInside, judgePlacing, placeCall, placeInside, type PlaceEvent, type PlaceRefusal } from './placing.js';
import { RecordingShelf } from './recording-shelf.js';
import { sayingOf, type CallSaid } from './sayings.js';
import { Staff } from './staff.js';
import { signedInFreely } from './sign-in-at.js';
import { codeOnLine, type TelephoneDecision } from './telephone-calls.js';
import { timersOf, type TimerChange, type TurnState } from './turn-events.js';

/** Everybody in the hall, and what a decision about one call sets in motion: what one core asks of another. */
export class Floor {
  readonly out = new Outbox();
  readonly ended = new EndedCallers();
  /** What is counted against quotas. */
  readonly inUse = new InUse();
  readonly openLines = new OpenLines();
  readonly table = new CallTable(this.inUse);
  readonly calls = this.table.byId;
  readonly shelf = new RecordingShelf(this.out);
  readonly pins = new PinTriesKept(this.out);
  readonly matching: Matching;
  readonly staff: Staff;
  readonly desk: AgentDesk;
  readonly accounts: Accounts;
  readonly callbacks: CallbackBook;
  /** When Asterisk was last heard of: calls that were there then and are found gone are charged up to then. */
  contact: Instant | null = null;

  constructor(public config: NodeConfig) {
    this.accounts = new Accounts(config, this.out);
    this.callbacks = new CallbackBook(config, () => this.matching, this.out);
    this.matching = new Matching(config, this.calls, this.out, this.callbacks.byId);
    this.staff = new Staff(this.calls, this.matching, this.out);
    this.desk = new AgentDesk(config, this.inUse, this.openLines, this.out, (agent) => {
      if (agent.phase === 'loggedOut') this.openLines.agentLeaves(agent.agentId);
      this.matching.agentIs(agent);
      this.staff.agentIs(agent);
    });
  }

  get agents(): ReadonlyMap<AgentId, AgentState> {
    return this.desk.agents;
  }

  /** What a call may look at besides itself. */
  get around(): Around {
    const { openLines, desk, config, inUse, accounts, contact, staff: line } = this;
    return { openLines, desk, config, inUse, accounts, contact, line };
  }

  /** An agent's own call: refused, or begun with the agent's telephone. */
  place(event: PlaceEvent, now: Instant): PlaceRefusal | null {
    const busy = this.desk.placingRefusal(event.agentId, event.callId, now);
    if (busy !== null) return busy;
    const inside = judgeInside(event, this.around, now);
    if (inside?.kind === 'inside') {
      this.begin(placeInside(event, inside, this.around, now), now);
      return null;
    }
    const placing = inside ?? judgePlacing(event, this.around, now);
    if (placing.kind === 'refused') {
      if (placing.limit !== null) this.out.facts.push(placing.limit);
      return placing.refusal;
    }
    this.desk.tell(event.agentId, { type: 'dialsOut', callId: event.callId }, now);
    this.begin(placeCall(event, placing, this.around, now), now);
    return null;
  }

  /** Takes in a state as the journal kept it, without deciding anything. */
  load(state: TurnState): void {
    switch (state.kind) {
      case 'call': {
        const call = upgraded(state.call, this.config.accounts);
        this.table.put(undefined, call);
        this.tellAccounts(undefined, call);
        this.openLines.load(call);
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
      case 'callback':
        this.callbacks.load(state.callback);
        break;
      case 'home':
        this.callbacks.homes.add(state.tenantId);
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
    return [...ofCalls, ...ofAgents, ...this.accounts.timers(), ...this.callbacks.timers(), ...ofRules];
  }

  begin(decision: CallDecision, now: Instant): void {
    this.apply(decision.last.callId, decision, now);
  }

  hangUpUnknown(channelId: ChannelId): void {
    this.out.commands.push({ command: 'hangUp', channelId, causeCode: CAUSE.normal });
  }

  tellCall(callId: CallId, input: CallInput, now: Instant): void {
    const state = this.calls.get(callId);
    if (state === undefined) return;
    this.apply(callId, decideCall(state, input, this.around, now), now);
  }

  /** Whether what arrives is a call for an agent's open line, dialled by the id of the line's own call. */
  cameToLine({ endpoint, channelId, dialled }: Arrival, now: Instant): boolean {
    if (endpoint !== OPEN_LINE) return false;
    const callId = dialled as CallId;
    if (this.calls.has(callId)) this.tellCall(callId, { type: 'line.called', channelId }, now);
    else this.hangUpUnknown(channelId);
    return true;
  }

  hearTelephone(dialled: TelephoneDecision, now: Instant): void {
    if (dialled.kind === 'begins') this.begin(dialled.decision, now);
    else this.tellCall(dialled.callId, dialled.input, now);
  }

  /** Whoever has hung up their open line is logged out, unless they are called from now on; whoever is logged out has no line any more. */
  mindLines(now: Instant): void {
    for (const agentId of this.openLines.takeGone()) {
      const stays = this.inUse.outsideNumber(agentId) !== null;
      if (this.openLines.of(agentId) === null && !stays) this.desk.command(agentId, { type: 'logout' }, now);
    }
    for (const callId of this.openLines.takeLeft()) {
      this.tellCall(callId, { type: 'line.told', words: 'agent-signed-out', ends: true }, now);
    }
  }

  private apply(callId: CallId, decision: CallDecision, now: Instant): void {
    const before = this.calls.get(callId);
    const after = decision.state;
    this.out.commands.push(...decision.commands);
    this.out.facts.push(...decision.facts);
    this.table.put(before, after);
    this.staff.callChanged(before, after, now);
    this.openLines.callChanged(callId, before, after);
    this.desk.callChanged(callId, after, now);
    this.desk.lineChanged(before?.line?.agentId ?? after?.line?.agentId, now);
    this.tellAccounts(before, after);
    if (after !== before) this.out.changes.set(`call:${callId}`, after === null ? null : { kind: 'call', call: after });
    this.out.timers.push(...timersOf(`call:${callId}`, before?.timers ?? {}, after?.timers ?? {}));
    for (const ask of decision.asks) this.answerAsk(decision.last, ask, now);
    if (after === null) this.closeCall(before, decision, now);
  }

  /** The call where its queue asks the agent what came of it. A guest's is for its own tenant to say. */
  private asksFor({ callId, queueId, host }: CallState): CallId | null {
    const queue = queueId === null ? undefined : this.config.queues.get(queueId);
    return host === null && queue?.dispositionRequired === true ? callId : null;
  }

  /** Something is said of a call, whether or not it is still here: whoever was asked for it is asked no more. */
  said(event: CallSaid, now: Instant): void {
    this.out.facts.push(sayingOf(event, now));
    if (event.dispositionId === undefined || event.dispositionId === null) return;
    const { callId, agentId, tenantId } = event;
    const theirs = agentId === null ? this.desk.agentsOf(tenantId).map((agent) => agent.agentId) : [agentId];
    for (const one of theirs) if (this.desk.agents.has(one)) this.desk.tell(one, { type: 'said', callId }, now);
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
    this.shelf.callEnded(facts, last.recordingParts);
    this.callbacks.callEnded(last, now);
  }

  /** Who waits to be called back, calls again and is answered is not called as well. */
  private servedMeanwhile({ direction, queueId, caller }: CallState, now: Instant): void {
    const number = direction === 'inbound' ? normalNumber(caller) : null;
    if (queueId !== null && number !== null) this.callbacks.served(queueId, number, now);
  }

  private answerAsk(call: CallState, ask: CallAsk, now: Instant): void {
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
        this.servedMeanwhile(call, now);
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
        this.desk.released(ask.agentId, ask.wrapUpS, ask.served === true ? this.asksFor(call) : null, now);
        return;
      case 'judgePin':
        this.out.pins.push({ callId, agentId: ask.agentId, pinHash: ask.pinHash, pin: ask.pin });
        return;
      case 'inquire':
        this.out.inquiries.push(ask.inquiry);
        return;
      case 'callBack':
        this.callbacks.ask(call, ask.number, now);
        return;
      case 'lineCode':
        if (isOpenLine(call)) this.tellCall(callId, codeOnLine(call, ask.code, this, now), now);
        return;
      case 'lineDials': {
        const told = isOpenLine(call) ? lineDials(call, ask.number, this, now) : null;
        if (told !== null) this.tellCall(callId, told, now);
        return;
      }
      case 'signIn':
        this.tellCall(callId, signedInFreely(call, ask.agentId, this, now), now);
        return;
      case 'outboundBegan':
        this.accounts.outboundBegan(ask.tenantId, now);
        return;
    }
  }
}
