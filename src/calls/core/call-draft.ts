import type { Instant } from '../../kernel/clock.js';
import type { EndedBy, LostReason } from '../../kernel/domain-events.js';
import type { AgentId, BridgeId } from '../../kernel/ids.js';
import { type SystemPrompt } from '../../prompts/core/prompt.js';
import type { TelephonyCommand } from '../../telephony/core/commands.js';
import type { CallAsk } from './call-ask.js';
import type { CallState } from './call-state.js';
import { bridgeOf, isUnheard, passedOnIn, rivalAgentsOf } from './call-views.js';
import { CAUSE } from './causes.js';
import { recordOf, storyOfUnheard } from './call-facts.js';
import { messageDetail } from './message-left.js';
import { chargedUntil, legChargedUntil } from './late-end.js';
import { outsideNow } from './outside/outside-leg.js';
import { changeOf, seating } from './talk/seating.js';
import { sidesIn, type SideLeg } from './talk/side-leg.js';

import { CallChange, type CallFact } from './call-change.js';

export interface CallDecision {
  /** Null when the call has ended: its record is among the facts. */
  readonly state: CallState | null;
  readonly commands: readonly TelephonyCommand[];
  readonly facts: readonly CallFact[];
  readonly asks: readonly CallAsk[];
  /** What the call comes to, also where that is its end. */
  readonly last: CallState;
}

/** How long channels may take to go after they were hung up, milliseconds. */
const END_GUARD_MS = 10_000;

/** One decision about one call while it is made: the next state, its legs and its end. */
export class CallDraft extends CallChange {
  /** What is decided about happened before, and was only found now. */
  late = false;
  private finished = false;

  decision(): CallDecision {
    const until = (begun: Instant): Instant =>
      this.late ? legChargedUntil(this.state, begun, this.around.contact, this.now) : this.now;
    const outside = outsideNow(this.state, this.now, until);
    if (outside !== this.state.outside) this.set({ outside });
    const { state: last, commands, facts, asks } = this;
    return { state: this.finished ? null : last, commands, facts, asks, last };
  }

  bridge(): void {
    const { partyLeg, callerLeg, callId } = this.state;
    if (partyLeg === null) return;
    this.commands.push({
      command: 'bridge',
      bridgeId: bridgeOf(callId) as BridgeId,
      channelIds: [callerLeg.channelId, partyLeg.channelId],
    });
  }

  /** Gives up the dialled leg; until Asterisk says that it is gone it is a stray. */
  dropParty(): void {
    for (const agentId of this.dropRivals(CAUSE.normal)) this.asks.push({ ask: 'agentWithdrawn', agentId });
    const { partyLeg, handover, strayLegs } = this.state;
    if (partyLeg === null) return;
    const { channelId, party } = partyLeg;
    // A node that was not heard of may have begun with the call all the same.
    const cause = party.kind === 'node' && handover?.heard === false ? { causeCode: CAUSE.kept } : {};
    this.commands.push({ command: 'hangUp', channelId, causeCode: CAUSE.normal, ...cause });
    this.set({ partyLeg: null, strayLegs: [...strayLegs, { channelId, since: this.now, ...cause }] });
  }

  /** Gives up whoever else is called; who they are. */
  dropRivals(causeCode: number): readonly AgentId[] {
    const { rivals, strayLegs } = this.state;
    if (rivals.length === 0) return [];
    const agentIds = rivalAgentsOf(this.state);
    const strays = rivals.map(({ channelId }) => ({ channelId, since: this.now, causeCode }));
    for (const { channelId } of rivals) this.commands.push({ command: 'hangUp', channelId, causeCode });
    this.set({ rivals: [], strayLegs: [...strayLegs, ...strays] });
    return agentIds;
  }

  /** Somebody who was asked to join takes no part any more. */
  releaseSide({ party, answered }: SideLeg): void {
    if (party.kind !== 'agent') return;
    const { agentId } = party;
    const { wrapUpS } = this.state;
    this.asks.push(answered ? { ask: 'agentReleased', agentId, wrapUpS } : { ask: 'agentWithdrawn', agentId });
  }

  /** Hangs up the leg of somebody who was asked to join. */
  giveUpSide(side: SideLeg): void {
    const { channelId } = side;
    this.releaseSide(side);
    this.commands.push({ command: 'hangUp', channelId, causeCode: CAUSE.normal });
    this.set({ strayLegs: [...this.state.strayLegs, { channelId, since: this.now }] });
  }

  /** Says the last words, then hangs up; the caller hears why. */
  close(prompt: readonly string[] | SystemPrompt, losing: LostReason | null, causeCode: number | null = null): void {
    this.stopPrompt();
    this.leaveBehind();
    this.dropParty();
    this.phase('closing');
    this.set({ losing, losingCauseCode: causeCode });
    this.answerCaller();
    if (typeof prompt === 'string') this.playSystem(prompt);
    else this.play(prompt);
  }

  /** Ends the call: every leg that is still there is hung up; `finish` follows when the last is gone. */
  end(by: EndedBy, causeCode: number, lost: LostReason | null, late = false): void {
    this.leaveBehind();
    this.releaseFirst();
    const { callerLeg, callId, times } = this.state;
    if (times.connectedAt !== null || this.state.partyLeg?.party.kind === 'line') {
      this.commands.push({
        command: 'dropBridge',
        channelId: callerLeg.channelId,
        bridgeId: bridgeOf(callId) as BridgeId,
      });
    }
    this.dropParty();
    if (!callerLeg.gone) this.commands.push({ command: 'hangUp', channelId: callerLeg.channelId, causeCode });
    const isLost = this.state.served === true ? null : lost;
    this.set({ ending: { by, causeCode, lost: isLost, at: this.now, late, chargedUntil: this.chargedUntil(late) } });
    this.phase('ending');
    this.timer('endGuard', END_GUARD_MS);
    this.finishWhenEmpty();
  }

  finishWhenEmpty(): void {
    if (this.state.phase === 'ending' && this.state.callerLeg.gone && this.state.strayLegs.length === 0) this.finish();
  }

  /** Tells every leg that is still there to go, once more: the first order may have been lost. */
  hangUpAll(): void {
    const { callerLeg, strayLegs, ending } = this.state;
    const causeCode = ending?.causeCode ?? CAUSE.normal;
    if (!callerLeg.gone) this.commands.push({ command: 'hangUp', channelId: callerLeg.channelId, causeCode });
    for (const { channelId, causeCode: own = CAUSE.normal } of strayLegs) {
      this.commands.push({ command: 'hangUp', channelId, causeCode: own });
    }
  }

  /** Writes the record. The call is over, whatever may still be heard of its channels. */
  finish(): void {
    if (this.finished) return;
    const { now } = this;
    const late = { by: 'unknown', causeCode: 0, lost: 'system_failure', at: now, late: true } as const;
    const ending = this.state.ending ?? { ...late, chargedUntil: this.chargedUntil(true) };
    this.set({ ending });
    const { state } = this;
    this.finished = true;
    if (isUnheard(state)) this.facts.push(...storyOfUnheard(state, ending, now));
    if (state.role !== 'owner') return;
    if (ending.lost === 'message_left') this.step('message.left', messageDetail(state.message, ending.at));
    this.step('call.ended', { by: ending.by, causeCode: ending.causeCode, lostReason: ending.lost });
    this.facts.push(recordOf(state, ending, now));
  }

  private chargedUntil(late: boolean): Instant {
    return late ? chargedUntil(this.state, this.around.contact, this.now) : this.now;
  }

  /** Takes the call out of whatever it was in: prompt, menu, queue, offer, conversation. */
  private leaveBehind(): void {
    const { state } = this;
    this.clear('prompt', 'key', 'maxWait', 'widen', 'say', 'ring', 'side', 'again', 'message', 'endGuard');
    this.set({ playbackId: null, flow: null, inLine: null, asking: null });
    switch (state.phase) {
      case 'waiting':
        this.asks.push({ ask: 'leave' });
        break;
      case 'offering':
      case 'ringing':
        if (state.partyLeg?.party.kind === 'agent') {
          this.asks.push({ ask: 'agentWithdrawn', agentId: state.partyLeg.party.agentId });
        }
        break;
      case 'talking':
        this.releaseAgent();
        this.endTalk();
        break;
      case 'announcing':
      case 'navigating':
      case 'signingIn':
      case 'standingBy':
      case 'calling':
      case 'dialling':
      case 'visiting':
      case 'voicemail':
      case 'handingOver':
      case 'relaying':
      case 'relayed':
      case 'closing':
      case 'ending':
        break;
    }
  }

  /** Everybody else goes with the two who began it, and the rooms that were made for them. */
  private endTalk(): void {
    if (this.state.talk === null) return;
    const before = seating(this.state);
    for (const side of sidesIn(this.state)) this.giveUpSide(side);
    this.set({ talk: null });
    const { callerLeg } = this.state;
    const main = new Map([...before].filter(([channelId]) => channelId === callerLeg.channelId));
    this.commands.push(...changeOf(before, main));
  }

  /** Who served the call, here or as a guest's host. */
  private releaseAgent(): void {
    const { direction, turned, wrapUpS, host } = this.state;
    const agentId = host?.agentId ?? this.state.agentId;
    // Who was passed on is at the first leg, which still is.
    if (passedOnIn(this.state) === agentId) return;
    if ((direction !== 'outbound' || turned) && agentId !== null)
      this.asks.push({ ask: 'agentReleased', agentId, wrapUpS, served: true });
  }

  /** The agent who placed the call is at its first leg from the beginning to the end, one who was passed on since then. */
  private releaseFirst(): void {
    const { direction, turned, phase, agentId, wrapUpS } = this.state;
    const passedOn = passedOnIn(this.state);
    if (passedOn !== null) this.asks.push({ ask: 'agentReleased', agentId: passedOn, wrapUpS });
    if (direction !== 'outbound' || turned || agentId === null || phase === 'ending') return;
    if (phase === 'calling') this.asks.push({ ask: 'agentWithdrawn', agentId });
    // A call of the agent's own has no wrap-up; who was called back has that of their queue.
    else {
      const ownS = this.state.times.connectedAt === null ? 0 : wrapUpS;
      this.asks.push({ ask: 'agentReleased', agentId, wrapUpS: ownS, served: true });
    }
  }
}
