import type { CallStep } from '../../../kernel/domain-events.js';
import type { AgentId, ExtensionId } from '../../../kernel/ids.js';
import { callAgent } from '../agent-telephone.js';
import type { CallDraft } from '../call-draft.js';
import { goTo } from '../call-moves.js';
import { offerTo } from '../offer-moves.js';
import { lostIn } from '../call-handlers.js';
import { CAUSE } from '../causes.js';
import { leaveOffRecording, recordNextPart } from '../recording-moves.js';
import type { By, TalkAct, TalkTarget } from './acts.js';
import { callSide, ringsUntil, SIDE_RING_S } from './calling.js';
import { change, changeSide, forgetSide } from './changing.js';
import { colleagueOf, isColleague, talkerOf, twoOf } from './lead.js';
import { takeLead, turn } from './leading.js';
import { consultedIn, heirIn, ringingLegOf, sideOfAgent, sideOfSupervisor } from './rules.js';
import { allOf, changeOf, NOWHERE, seating } from './seating.js';
import { isHidden, nameOf, sidesIn, type SideLeg, type SidePart } from './side-leg.js';

/** Does what was asked; that it can be was judged before (rules.ts). */
export function carryOut(draft: CallDraft, by: By, act: Exclude<TalkAct, { readonly act: 'askByFlow' }>): void {
  tellAct(draft, by, act);
  if (isColleague(draft.state, by) && isLeading(act)) {
    reseat(draft, () => {
      takeLead(draft);
    });
  }
  if (isRearranging(act)) {
    reseat(draft, () => {
      rearrange(draft, by, act);
    });
    return;
  }
  switch (act.act) {
    case 'assign':
      giveTo(draft, act.agentId);
      return;
    case 'pickUp':
      if (by.kind === 'agent') giveTo(draft, by.agentId);
      return;
    case 'disconnect':
      draft.end(by.kind === 'agent' ? 'agent' : 'system', CAUSE.normal, lostIn(draft.state));
      return;
    case 'transfer':
      transfer(draft, act.to);
      return;
    case 'answer': {
      const channelId = by.kind === 'agent' ? ringingLegOf(draft.state, by.agentId) : null;
      if (channelId !== null) draft.commands.push({ command: 'letAnswer', channelId });
      return;
    }
    case 'sendDigits': {
      const { near, far } = twoOf(draft.state);
      const channelId = isColleague(draft.state, by) ? near : far;
      if (channelId !== null) draft.commands.push({ command: 'sendDigits', channelId, digits: act.digits });
      return;
    }
    case 'startRecording':
    case 'resumeRecording':
      recordNextPart(draft);
      return;
    case 'stopRecording':
    case 'pauseRecording':
      leaveOffRecording(draft, act.act === 'stopRecording' ? 'stopped' : 'paused');
      return;
  }
}

export function tellAct(draft: CallDraft, by: By, act: TalkAct): void {
  draft.step('call.acted', { ...whoOf(by), ...whatOf(act) });
}

const NOT_SEATS = [
  'answer',
  'assign',
  'pickUp',
  'disconnect',
  'transfer',
  'sendDigits',
  'startRecording',
  'stopRecording',
  'pauseRecording',
  'resumeRecording',
] as const satisfies readonly TalkAct['act'][];

type Rearranging = Exclude<TalkAct, { readonly act: (typeof NOT_SEATS)[number] | 'askByFlow' }>;

function isRearranging(act: TalkAct): act is Rearranging {
  return !(NOT_SEATS as readonly string[]).includes(act.act);
}

/** What puts the other side aside, or leaves it to somebody else: whoever does it leads from then on. */
function isLeading({ act }: TalkAct): boolean {
  return act === 'hold' || act === 'consult' || act === 'transfer' || act === 'leave';
}

/** What changes who hears whom. */
function rearrange(draft: CallDraft, by: By, act: Rearranging): void {
  const consulted = consultedIn(draft.state);
  switch (act.act) {
    case 'hold':
    case 'retrieve':
      change(draft, { held: act.act === 'hold' });
      return;
    case 'mute':
    case 'unmute':
      mute(draft, by, act.act === 'mute');
      return;
    case 'consult':
      change(draft, { aside: true, held: false });
      callSide(draft, act.to, 'consulted');
      return;
    case 'swap':
      change(draft, { aside: draft.state.talk?.aside !== true });
      return;
    case 'backFromConsult':
      if (consulted !== undefined) dropSide(draft, consulted);
      change(draft, { aside: false });
      return;
    case 'completeTransfer':
    case 'leave':
      leave(draft, by);
      return;
    case 'conference':
      if (consulted !== undefined) changeSide(draft, consulted.channelId, { part: 'speaker' });
      change(draft, { aside: false });
      return;
    case 'invite':
      callSide(draft, act.to, act.as);
      return;
    case 'setRole':
      changeSide(draft, act.member, { part: act.as, muted: false });
      return;
    case 'dismiss': {
      const member = sidesIn(draft.state).find(({ channelId }) => channelId === act.member);
      if (member !== undefined) dropSide(draft, member);
      return;
    }
    case 'listen':
      supervise(draft, by, 'listening');
      return;
    case 'whisper':
      supervise(draft, by, 'whispering');
      return;
    case 'bargeIn':
      supervise(draft, by, 'speaker');
      return;
    case 'takeOver':
      supervise(draft, by, 'takingOver');
      return;
    case 'stopListening': {
      const side = sideOfSupervisor(draft.state, by);
      if (side !== undefined) dropSide(draft, side);
      return;
    }
  }
}

/** Changes who takes part and how, and tells Asterisk what follows from it. */
export function reseat(draft: CallDraft, rearranged: () => void): void {
  const before = seating(draft.state);
  rearranged();
  mindRinging(draft);
  if (draft.state.phase === 'talking') draft.commands.push(...changeOf(before, seating(draft.state)));
}

/** After an outage: everybody is put where they belong, wherever they are. */
export function seatAll(draft: CallDraft): void {
  draft.commands.push(...allOf(seating(draft.state), draft.state.callId));
}

/** The telephone of somebody who is asked to join rings for so long, whatever Asterisk says of it. */
function mindRinging(draft: CallDraft): void {
  const ringing = sidesIn(draft.state).filter(({ answered }) => !answered);
  draft.clear('side');
  if (draft.state.phase !== 'talking' || ringing.length === 0) return;
  draft.timer('side', Math.min(...ringing.map(ringsUntil)) - draft.now);
}

/** Who has let it ring for long enough is asked no more. */
export function sidesRungOut(draft: CallDraft): void {
  const late = sidesIn(draft.state).filter((side) => !side.answered && ringsUntil(side) <= draft.now);
  reseat(draft, () => {
    for (const side of late) {
      draft.step('member.missed', { ...nameOf(side), part: side.part });
      dropSide(draft, side);
      if (side.part === 'consulted') change(draft, { aside: false });
    }
  });
}

export function dropSide(draft: CallDraft, side: SideLeg): void {
  forgetSide(draft, side);
  draft.giveUpSide(side);
}

function mute(draft: CallDraft, by: By, muted: boolean): void {
  const side = by.kind === 'agent' ? sideOfAgent(draft.state, by.agentId) : undefined;
  if (isColleague(draft.state, by)) change(draft, { farMuted: muted });
  else if (side === undefined) change(draft, { muted });
  else changeSide(draft, side.channelId, { muted });
}

function supervise(draft: CallDraft, by: By, part: SidePart): void {
  if (by.kind !== 'supervisor') return;
  const side = sideOfSupervisor(draft.state, by);
  const begins = isHidden({ part }) && (side === undefined || !isHidden(side));
  const listened = (side?.listened ?? 0) + (begins ? 1 : 0);
  if (side !== undefined) {
    changeSide(draft, side.channelId, { part, listened });
    if (part === 'takingOver' && side.answered) replaceTalker(draft, { ...side, part });
    return;
  }
  const { name: supervisor, reach, extensionId } = by;
  const who = { supervisor, listened, ...(reach === undefined ? {} : { reach }) };
  if (extensionId !== null) callSide(draft, { to: 'extension', extensionId }, part, who);
}

/** The agent, or one who was asked to join, leaves; the others go on. */
function leave(draft: CallDraft, by: By): void {
  const side = by.kind === 'agent' ? sideOfAgent(draft.state, by.agentId) : undefined;
  if (side !== undefined) {
    dropSide(draft, side);
    return;
  }
  const heir = heirIn(draft.state);
  if (heir !== undefined) replaceTalker(draft, heir);
}

/** Somebody who takes part goes on in the agent's place. */
export function replaceTalker(draft: CallDraft, heir: SideLeg, isGone = false): void {
  const consulted = consultedIn(draft.state);
  releaseTalker(draft);
  if (isGone && draft.state.partyLeg !== null && twoOf(draft.state).near === draft.state.partyLeg.channelId) {
    draft.set({ partyLeg: null });
  } else turn(draft);
  forgetSide(draft, heir);
  if (consulted !== undefined && consulted.channelId !== heir.channelId) dropSide(draft, consulted);
  const { channelId, since, party, muted } = heir;
  draft.set({ partyLeg: { channelId, since, rang: true, answered: true, party } });
  if (party.kind === 'agent') {
    const queueId = draft.config.agents.get(party.agentId)?.queueIds[0];
    const wrapUpS = draft.state.wrapUpS > 0 ? draft.state.wrapUpS : wrapUpOf(draft, queueId);
    draft.set({ agentId: party.agentId, wrapUpS });
  }
  change(draft, { held: false, aside: false, muted, firstLeads: false });
  sendAwayWhoMayNot(draft);
  draft.step('party.connected', nameOf(heir));
}

/** Who listened to the agent before may perhaps not listen to this one. */
function sendAwayWhoMayNot(draft: CallDraft): void {
  const agentIds = [talkerOf(draft.state), colleagueOf(draft.state)];
  for (const side of sidesIn(draft.state)) {
    const { reach } = side;
    const may = reach === undefined || reach.some((agentId) => agentIds.includes(agentId));
    if (!may) dropSide(draft, side);
  }
}

function wrapUpOf(draft: CallDraft, queueId: Parameters<CallDraft['config']['queues']['get']>[0] | undefined): number {
  return queueId === undefined ? 0 : (draft.config.queues.get(queueId)?.wrapUpS ?? 0);
}

/** The agent is out of the call, wherever their leg is. */
export function releaseTalker(draft: CallDraft): void {
  const agentId = talkerOf(draft.state);
  const { direction, turned, wrapUpS } = draft.state;
  if (agentId === null) return;
  const own = direction === 'outbound' && !turned;
  draft.asks.push({ ask: 'agentReleased', agentId, wrapUpS: own ? 0 : wrapUpS, served: true });
}

/** The agent has hung up, and the call goes on with its caller, who was served. */
export function goesOnAlone(draft: CallDraft): void {
  leaveToCaller(draft, true);
  draft.set({ served: true });
}

/** Nobody but the other side is left; isGone: who leads has hung up. */
export function leaveToCaller(draft: CallDraft, isGone: boolean): void {
  const before = seating(draft.state);
  draft.clear('side');
  // Who listened has nothing more to hear.
  for (const side of sidesIn(draft.state)) dropSide(draft, side);
  releaseTalker(draft);
  if (isGone) draft.set({ partyLeg: null });
  else turn(draft);
  draft.set({ talk: null });
  draft.commands.push(...changeOf(before, new Map([[draft.state.callerLeg.channelId, NOWHERE]])));
}

/** Blind: everybody but the other side is gone at once. */
function transfer(draft: CallDraft, to: TalkTarget): void {
  leaveToCaller(draft, false);
  // Where they go now others have waited while they talked.
  draft.set({ waitsSince: draft.now });
  if (to.to === 'agent') ringAgent(draft, to.agentId);
  else goTo(draft, to);
}

/** One agent is called, who is held by the call already. */
function ringAgent(draft: CallDraft, agentId: AgentId): void {
  const extensionId = draft.around.inUse.telephoneOf(agentId, draft.config);
  draft.step('agent.called', { agentId, extensionId });
  draft.set({ phase: 'ringing', times: { ...draft.state.times, ringingAt: null } });
  if (callAgent(draft, agentId, SIDE_RING_S)) {
    draft.startMusic('default');
    return;
  }
  draft.asks.push({ ask: 'agentWithdrawn', agentId });
  draft.close('nobody-answers', 'extension_unreachable');
}

/** A call in a queue is offered to the agent who is to have it, whomever it was offered to. */
function giveTo(draft: CallDraft, agentId: AgentId): void {
  const party = draft.state.partyLeg?.party;
  if (draft.state.phase === 'waiting') draft.asks.push({ ask: 'leave' });
  if (party?.kind === 'agent') draft.asks.push({ ask: 'agentWithdrawn', agentId: party.agentId });
  draft.clear('ring', 'widen');
  draft.dropParty();
  offerTo(draft, [agentId]);
}

function whoOf(by: By): CallStep['detail'] {
  return by.kind === 'agent' ? { agentId: by.agentId } : { supervisor: by.name };
}

function whatOf(act: TalkAct): CallStep['detail'] {
  const to = 'to' in act ? targetOf(act.to) : null;
  return {
    act: act.act,
    ...(to === null ? {} : { to }),
    ...('as' in act ? { as: act.as } : {}),
    ...('member' in act ? { member: act.member } : {}),
    ...(act.act === 'assign' ? { to: act.agentId } : {}),
    // What customers type at banks is nobody's affair.
    ...(act.act === 'sendDigits' ? { digits: act.digits.length } : {}),
  };
}

function targetOf(to: TalkTarget): AgentId | ExtensionId | string {
  switch (to.to) {
    case 'agent':
      return to.agentId;
    case 'extension':
      return to.extensionId;
    case 'queue':
      return to.queueId;
    case 'menu':
      return to.menuId;
    case 'flow':
      return to.flowId;
    case 'external':
      return to.number;
  }
}
