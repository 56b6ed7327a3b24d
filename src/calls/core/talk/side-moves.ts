import type { EndedBy } from '../../../kernel/domain-events.js';
import type { LimitName } from '../../../kernel/charge.js';
import type { ChannelId } from '../../../kernel/ids.js';
import type { CallDraft } from '../call-draft.js';
import { callerGone } from '../call-handlers.js';
import { sidesOf } from '../call-views.js';
import { CAUSE } from '../causes.js';
import type { CallInput } from '../call-inputs.js';
import { triedBy } from '../outside/moves.js';
import { outsideSides } from '../outside/outside-leg.js';
import { evaluates } from '../evaluation.js';
import { goesOnInFlow } from './by-flow.js';
import { callSide } from './calling.js';
import { change, changeSide, forgetSide } from './changing.js';
import { dropSide, replaceTalker, reseat } from './moves.js';
import { colleagueOf, firstLeads, mayTakeLead } from './lead.js';
import { takeLead } from './leading.js';
import { heirIn } from './rules.js';
import { nameOf, sidesIn, type SideLeg } from './side-leg.js';

function sideOf(draft: CallDraft, channelId: ChannelId): SideLeg | undefined {
  return sidesIn(draft.state).find((side) => side.channelId === channelId);
}

/** Somebody who was asked to join has lifted the receiver. */
export function sideAnswers(draft: CallDraft, channelId: ChannelId): void {
  const side = sideOf(draft, channelId);
  if (side === undefined || side.answered) return;
  if (side.party.kind === 'agent') draft.asks.push({ ask: 'agentJoined', agentId: side.party.agentId });
  draft.step('member.joined', { ...nameOf(side), part: side.part });
  reseat(draft, () => {
    changeSide(draft, channelId, { answered: true });
    if (side.part === 'takingOver') replaceTalker(draft, { ...side, answered: true });
  });
}

/** Somebody who was asked to join is gone, or never came. */
export function sideEnds(draft: CallDraft, ended: Extract<CallInput, { type: 'side.ended' }>): void {
  const { channelId, causeCode, late } = ended;
  const side = sideOf(draft, channelId);
  if (side === undefined) return;
  draft.releaseSide(side);
  draft.step(side.answered ? 'member.left' : 'member.missed', { ...nameOf(side), part: side.part });
  reseat(draft, () => {
    forgetSide(draft, side);
    const left = sidesIn(draft.state);
    const tried = side.party.kind === 'outside' && !side.answered && !late ? triedBy(side.party, causeCode) : null;
    if (tried !== null && side.party.kind === 'outside') {
      callSide(draft, { to: 'external', number: side.party.number }, side.part, undefined, tried);
      if (sidesIn(draft.state).length > left.length) return;
    }
    // Whoever consulted is with the other side again.
    if (side.part === 'consulted') change(draft, { aside: false });
  });
}

/** Somebody cannot be brought to the others: hung up as a matter of course, nobody is left alone in silence. */
export function sideRefused(draft: CallDraft, channelId: ChannelId): void {
  const side = sideOf(draft, channelId);
  if (side === undefined) return;
  draft.step(side.answered ? 'member.left' : 'member.missed', { ...nameOf(side), part: side.part });
  reseat(draft, () => {
    dropSide(draft, side);
    if (side.part === 'consulted') change(draft, { aside: false });
  });
}

/**
 * Nobody could pay for what comes next: numbers outside that were asked to join are gone, and the two talk on by themselves.
 * Whether that is enough is looked at anew.
 *
 * @returns false: there are none
 */
export function unpaidSidesGo(draft: CallDraft, limit: LimitName): boolean {
  const unpaid = outsideSides(draft.state);
  reseat(draft, () => {
    for (const side of unpaid) {
      draft.step('member.left', { ...nameOf(side), part: side.part, limit });
      dropSide(draft, side);
      if (side.part === 'consulted') change(draft, { aside: false });
    }
  });
  // The other side was told nothing.
  if (unpaid.length > 0) draft.set({ creditWarned: false });
  return unpaid.length > 0;
}

/** One of the two is gone: who was consulted, or has spoken along, goes on with the other. */
function oneEnds(draft: CallDraft, isLeading: boolean, by: EndedBy, causeCode: number, late: boolean): void {
  const { state } = draft;
  const heir = isLeading || (colleagueOf(state) !== null && mayTakeLead(state)) ? heirIn(state) : undefined;
  if (heir === undefined) {
    if (by === 'agent' && !late && !state.callerLeg.gone && (goesOnInFlow(draft) || evaluates(draft))) return;
    // Of the two it is the second who is gone.
    if (!state.callerLeg.gone) draft.set({ partyLeg: null });
    draft.end(by, causeCode === 0 ? CAUSE.normal : causeCode, null, late);
    return;
  }
  reseat(draft, () => {
    if (!isLeading) takeLead(draft);
    replaceTalker(draft, heir, true);
  });
}

export function partyEnds(draft: CallDraft, causeCode: number, late: boolean): void {
  oneEnds(draft, !firstLeads(draft.state), sidesOf(draft.state).second, causeCode, late);
}

export function firstEnds(draft: CallDraft, causeCode: number, late: boolean): void {
  callerGone(draft);
  oneEnds(draft, firstLeads(draft.state), sidesOf(draft.state).first, causeCode, late);
}
