import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, ChannelId, ExtensionId, PlaybackId } from '../../kernel/ids.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { ChannelSeen, LegEvent } from '../../telephony/core/leg-events.js';
import type { CallState, CallTimer } from './call-state.js';
import { bridgeOf } from './call-views.js';
import type { By, TalkAct } from './talk/acts.js';
import { isApart } from './talk/seating.js';
import { isHidden, sidesIn } from './talk/side-leg.js';
import type { InquiryAnswer } from './flow/inquiry.js';
import type { Verdict } from './sign-in.js';

/** What can happen to a call, told in its own terms: which leg is the caller's and which the party's is settled here. */
export type CallInput =
  /** late: found after the event, so that the instant is not the true one. */
  | { readonly type: 'caller.ended'; readonly causeCode: number; readonly late: boolean }
  /** Of a call that we place: the agent's own telephone rings, is answered. */
  | { readonly type: 'caller.ringing' }
  | { readonly type: 'caller.answered' }
  | { readonly type: 'party.ringing' }
  | { readonly type: 'party.answered' }
  /** channelId: who it was, where the party may be another by the time it is told. */
  | {
      readonly type: 'party.ended';
      readonly causeCode: number;
      readonly late: boolean;
      readonly channelId?: ChannelId;
    }
  /** A key of somebody who is called, before the two are brought together. */
  | { readonly type: 'party.keyed'; readonly channelId: ChannelId; readonly key: string }
  /** Of an agent who is called at the same time as the party. */
  | { readonly type: 'rival.ringing'; readonly channelId: ChannelId }
  | { readonly type: 'rival.answered'; readonly channelId: ChannelId }
  | {
      readonly type: 'rival.ended';
      readonly channelId: ChannelId;
      readonly causeCode: number;
      readonly late: boolean;
    }
  /** Somebody who is asked to join a conversation. */
  | { readonly type: 'side.ringing'; readonly channelId: ChannelId }
  | { readonly type: 'side.answered'; readonly channelId: ChannelId }
  | {
      readonly type: 'side.ended';
      readonly channelId: ChannelId;
      readonly causeCode: number;
      readonly late: boolean;
    }
  /** Is there, and cannot be brought to the others. */
  | { readonly type: 'side.refused'; readonly channelId: ChannelId }
  /** What was asked for, and can be done. */
  | { readonly type: 'acted'; readonly by: By; readonly act: TalkAct }
  | { readonly type: 'everybody.gone' }
  | { readonly type: 'stray.ended'; readonly channelId: ChannelId }
  | { readonly type: 'stray.lingers'; readonly channelId: ChannelId }
  /** typed: in a login, the digits before this key; they are told nowhere else. */
  | { readonly type: 'key.pressed'; readonly key: string; readonly typed?: string }
  | { readonly type: 'prompt.ended'; readonly playbackId: PlaybackId }
  /** It broke off: mostly because the caller has just gone, which is told a moment later. */
  | { readonly type: 'prompt.failed'; readonly playbackId: PlaybackId }
  /** away: Asterisk is, what it would have told is not known. */
  | { readonly type: 'timer.fired'; readonly timer: CallTimer; readonly away?: boolean }
  /** Who is to be called for it, all at once. */
  | { readonly type: 'agent.assigned'; readonly agentIds: readonly AgentId[] }
  /** The call rings at a telephone; another one takes it, by its own leg. */
  | {
      readonly type: 'party.pickedUp';
      readonly channelId: ChannelId;
      readonly extensionId: ExtensionId;
      readonly agentId: AgentId | null;
    }
  | { readonly type: 'inquiry.answered'; readonly number: number; readonly answer: InquiryAnswer }
  | { readonly type: 'signIn.judged'; readonly verdict: Verdict }
  /** Of an open line: a call of its agent's comes by this channel. */
  | { readonly type: 'line.called'; readonly channelId: ChannelId }
  /** Of an open line: what the agent hears; ends: and then its end. */
  | { readonly type: 'line.told'; readonly words: SystemPrompt; readonly ends: boolean }
  | { readonly type: 'queue.deleted' }
  /** By its rules of now callers ask for something else. */
  | { readonly type: 'queue.changed' }
  /** Nobody of the queue's agents takes calls any more. */
  | { readonly type: 'staff.left' }
  /** The tenant, its own or that of the queue it visits, is at home on another node now. */
  | { readonly type: 'tenant.left'; readonly nodeId: string }
  | { readonly type: 'hangUp.commanded' }
  | { readonly type: 'bridge.refused' }
  | { readonly type: 'recording.started' }
  | { readonly type: 'recording.failed'; readonly why: string }
  | { readonly type: 'recording.goesOn'; readonly why: string }
  /** The money, or what may be spent in an hour or a day, ends soon; there is some again; there is none. */
  | { readonly type: 'credit.low'; readonly limit: LimitName }
  | { readonly type: 'credit.restored' }
  | { readonly type: 'credit.out'; readonly limit: LimitName }
  /** Asterisk is to end it by itself in so many seconds, 0: never, should the engine be away when its money ends. */
  | { readonly type: 'credit.limited'; readonly until: Instant | null; readonly seconds: number }
  | { readonly type: 'clock.corrected'; readonly byMs: number }
  /** The engine is back: events may have been missed, effects may not have been carried out. */
  | { readonly type: 'engine.resumed'; readonly bridged: boolean }
  /** Somebody who talks is not where they belong: an order was lost, or refused and nobody was told. */
  | { readonly type: 'talk.apart' };

/** A leg's event as the call sees it; null where it says nothing to this call any more. */
export function inputOf(state: CallState, event: LegEvent): CallInput | null {
  switch (event.type) {
    case 'leg.ringing':
      if (isDialledCaller(state, event.channelId)) return { type: 'caller.ringing' };
      if (isRival(state, event.channelId)) return { type: 'rival.ringing', channelId: event.channelId };
      if (isSide(state, event.channelId)) return { type: 'side.ringing', channelId: event.channelId };
      return isParty(state, event.channelId) ? { type: 'party.ringing' } : null;
    case 'leg.answered':
      if (isDialledCaller(state, event.channelId)) return { type: 'caller.answered' };
      if (isParty(state, event.channelId)) return { type: 'party.answered' };
      if (isRival(state, event.channelId)) return { type: 'rival.answered', channelId: event.channelId };
      if (isSide(state, event.channelId)) return { type: 'side.answered', channelId: event.channelId };
      return isStray(state, event.channelId) ? { type: 'stray.lingers', channelId: event.channelId } : null;
    case 'leg.ended':
      return ended(state, event.channelId, event.causeCode, false);
    case 'key.pressed':
      if (isCaller(state, event.channelId)) return { type: 'key.pressed', key: event.key };
      return isParty(state, event.channelId) || isRival(state, event.channelId)
        ? { type: 'party.keyed', channelId: event.channelId, key: event.key }
        : null;
    case 'prompt.ended':
      return { type: event.ok ? 'prompt.ended' : 'prompt.failed', playbackId: event.playbackId };
    case 'recording.started':
      return { type: 'recording.started' };
    case 'recording.failed':
      return { type: 'recording.failed', why: event.why };
    case 'recording.goesOn':
      return { type: 'recording.goesOn', why: event.why };
    case 'command.refused':
      return refused(state, event);
    case 'leg.arrived':
    case 'asterisk.resynced':
    case 'asterisk.away':
      return null;
  }
}

/** What a full picture of Asterisk means for one call; in the order in which it has to be told to the call. */
export function inputsOfResync(
  state: CallState,
  seen: ReadonlyMap<ChannelId, ChannelSeen>,
  askedAt: Instant,
  occasion: 'connected' | 'periodic',
): readonly CallInput[] {
  const inputs: CallInput[] = [];
  const missing = (leg: { channelId: ChannelId; since: Instant }): boolean =>
    leg.since < askedAt && !seen.has(leg.channelId);
  for (const stray of state.strayLegs) {
    if (missing(stray)) inputs.push({ type: 'stray.ended', channelId: stray.channelId });
    else if (seen.has(stray.channelId)) inputs.push({ type: 'stray.lingers', channelId: stray.channelId });
  }
  const sides = sidesIn(state);
  for (const { channelId, since } of state.rivals) {
    if (missing({ channelId, since })) inputs.push({ type: 'rival.ended', channelId, causeCode: 0, late: true });
  }
  for (const side of sides)
    if (missing(side)) inputs.push({ type: 'side.ended', channelId: side.channelId, causeCode: 0, late: true });
  const callerGone = !state.callerLeg.gone && missing(state.callerLeg);
  const partyGone = state.partyLeg !== null && missing(state.partyLeg);
  if (callerGone && partyGone) return [...inputs, { type: 'everybody.gone' }];
  if (callerGone) return [...inputs, { type: 'caller.ended', causeCode: 0, late: true }];
  const party = state.partyLeg === null ? undefined : seen.get(state.partyLeg.channelId);
  // First what was so is asked for again, then what happened meanwhile changes it: the reverse would undo the change.
  // A conversation that began after the question was brought about over this very connection.
  const begunSince = (state.times.connectedAt ?? 0) >= askedAt;
  const nothingToRepeat = isTalking(state) && (partyGone || begunSince);
  // Who was hung up and still stands there is hung up again, whatever the occasion.
  const mayDiffer = occasion === 'connected' || state.phase === 'ending';
  if (mayDiffer && seen.has(state.callerLeg.channelId) && !nothingToRepeat) {
    const bridge = bridgeOf(state.callId);
    const bridged = seen.get(state.callerLeg.channelId)?.bridgeId === bridge && party?.bridgeId === bridge;
    inputs.push({ type: 'engine.resumed', bridged });
  } else if (isTalking(state) && !nothingToRepeat && isApart(state, seen)) {
    inputs.push({ type: 'talk.apart' });
  }
  if (isPlaced(state) && !state.callerLeg.answered && isReached(seen.get(state.callerLeg.channelId))) {
    inputs.push({ type: 'caller.answered' });
  }
  for (const { channelId, answered } of sides) {
    if (!answered && isReached(seen.get(channelId))) inputs.push({ type: 'side.answered', channelId });
  }
  if (partyGone) {
    const { channelId } = state.partyLeg;
    inputs.push({ type: 'party.ended', causeCode: 0, late: true, channelId });
    // Somebody else may go on: for them what was so is asked for again then; a change of who leads seats those who listen anew.
    const mayGoOn = isTalking(state) && sides.some((side) => seen.has(side.channelId)) && !sides.some(isHidden);
    if (mayDiffer && mayGoOn) inputs.push({ type: 'engine.resumed', bridged: false });
  } else if (isReached(party) && state.partyLeg?.answered === false) {
    inputs.push({ type: 'party.answered' });
  }
  for (const { channelId } of state.rivals) {
    if (isReached(seen.get(channelId))) inputs.push({ type: 'rival.answered', channelId });
  }
  return inputs;
}

function isTalking({ phase }: CallState): boolean {
  return phase === 'talking' || phase === 'relayed';
}

function isReached(seen: ChannelSeen | undefined): boolean {
  return seen?.up === true && seen.inApplication;
}

function ended(state: CallState, channelId: ChannelId, causeCode: number, late: boolean): CallInput | null {
  if (isCaller(state, channelId)) return { type: 'caller.ended', causeCode, late };
  if (isParty(state, channelId)) return { type: 'party.ended', causeCode, late };
  if (isRival(state, channelId)) return { type: 'rival.ended', channelId, causeCode, late };
  if (isSide(state, channelId)) return { type: 'side.ended', channelId, causeCode, late };
  return isStray(state, channelId) ? { type: 'stray.ended', channelId } : null;
}

/** A refused command matters where the call would wait in vain for what it should have brought about. */
function refused(state: CallState, event: Extract<LegEvent, { type: 'command.refused' }>): CallInput | null {
  switch (event.command) {
    case 'dial':
      return ended(state, event.channelId, 0, false);
    case 'playPrompt':
      return event.playbackId === null ? null : { type: 'prompt.ended', playbackId: event.playbackId };
    case 'bridge':
      return { type: 'bridge.refused' };
    case 'join':
      return isSide(state, event.channelId)
        ? { type: 'side.refused', channelId: event.channelId }
        : { type: 'bridge.refused' };
    default:
      return null;
  }
}

function isCaller(state: CallState, channelId: ChannelId): boolean {
  return state.callerLeg.channelId === channelId;
}

/** The agent's own telephone, of a call that we place. */
function isDialledCaller(state: CallState, channelId: ChannelId): boolean {
  return isPlaced(state) && isCaller(state, channelId);
}

/** Its first leg is one that we dial: the agent's own telephone; of a call inside until it is answered. */
function isPlaced({ phase, direction, turned }: CallState): boolean {
  return phase === 'calling' || (direction === 'outbound' && !turned);
}

function isParty(state: CallState, channelId: ChannelId): boolean {
  return state.partyLeg?.channelId === channelId;
}

function isRival(state: CallState, channelId: ChannelId): boolean {
  return state.rivals.some((leg) => leg.channelId === channelId);
}

function isSide(state: CallState, channelId: ChannelId): boolean {
  return sidesIn(state).some((side) => side.channelId === channelId);
}

function isStray(state: CallState, channelId: ChannelId): boolean {
  return state.strayLegs.some((leg) => leg.channelId === channelId);
}
