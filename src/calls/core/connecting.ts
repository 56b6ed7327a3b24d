import type { AgentId, ChannelId } from '../../kernel/ids.js';
import type { CallDraft } from './call-draft.js';
import type { PartyLeg } from './call-state.js';
import { CAUSE } from './causes.js';
import { hostConnects } from './guest-moves.js';
import { endTalk } from './line-talk.js';
import { outsideNow, outsideOf } from './outside/outside-leg.js';
import { customerConnects } from './placed-moves.js';
import { recordByQueue } from './recording-moves.js';

/** The party's telephone rings: told once a dial, however often the network says so. */
export function partyRings(draft: CallDraft): void {
  const { partyLeg, rivals } = draft.state;
  if (partyLeg === null || partyLeg.rang) return;
  draft.set({ partyLeg: { ...partyLeg, rang: true } });
  // Of several the first counts.
  draft.time('ringingAt', rivals.length === 0);
  tellRinging(draft, partyLeg);
}

/** The same of somebody who is called together with the party. */
export function rivalRings(draft: CallDraft, channelId: ChannelId): void {
  const rival = draft.state.rivals.find((leg) => leg.channelId === channelId);
  if (rival === undefined || rival.rang) return;
  draft.set({ rivals: draft.state.rivals.map((leg) => (leg === rival ? { ...leg, rang: true } : leg)) });
  draft.time('ringingAt');
  tellRinging(draft, rival);
}

function tellRinging(draft: CallDraft, { party }: PartyLeg): void {
  const { host, role, callerLeg } = draft.state;
  // By this its own node hears that somebody is asked for it.
  if (role === 'guest') draft.commands.push({ command: 'ring', channelId: callerLeg.channelId });
  if (host !== null) draft.step('partner.ringing');
  else if (party.kind === 'agent') draft.step('agent.ringing', { agentId: party.agentId });
  else if (party.kind === 'customer') draft.step('customer.ringing');
  else if (party.kind === 'outside') draft.step('external.ringing', { number: party.number });
}

/**
 * Whether nobody could pay for what begins to cost when a person answers: others have used up the money meanwhile. Somebody
 * outside costs for themselves as well.
 */
export function isUnpaid({ around, state, now }: CallDraft): boolean {
  if (state.direction !== 'inbound' || state.role !== 'owner') return false;
  const partyLeg = state.partyLeg === null ? null : { ...state.partyLeg, answered: true };
  const outside = outsideNow({ ...state, partyLeg }, now, () => now);
  return around.accounts.refusalPerson({ ...state, outside }, now) !== null;
}

/** Who waited in vain is told that nobody is there, where they have been answered: it costs nothing. */
export function refuseUnpaid(draft: CallDraft): void {
  draft.step('call.refused', { why: 'no_credit' });
  draft.limit('balance_out', 'refused');
  if (draft.state.callerLeg.answered) draft.close('all-agents-busy', 'no_credit', CAUSE.rejected);
  else draft.end('system', CAUSE.rejected, 'no_credit');
}

/** The same where the two are about to hear something. @returns whether the caller was refused */
export function refusesUnpaid(draft: CallDraft): boolean {
  const refused = isUnpaid(draft);
  if (refused) refuseUnpaid(draft);
  return refused;
}

/** Brings caller and party together. */
export function connect(draft: CallDraft): void {
  const { partyLeg, host } = draft.state;
  if (partyLeg === null) return;
  const isNew = draft.state.times.connectedAt === null || outsideOf(partyLeg.party) !== null;
  if (isNew && refusesUnpaid(draft)) return;
  spareRivals(draft);
  draft.clear('ring', 'maxWait', 'widen');
  draft.set({ partyLeg: { ...partyLeg, answered: true }, forwardedBy: [] });
  endTalk(draft);
  draft.answerCaller();
  draft.stopMusic();
  draft.bridge();
  draft.phase('talking');
  // Who is sent on has talked to a person before.
  if (draft.state.times.connectedAt === null) draft.set({ shiftBeforePersonMs: draft.state.clockShiftMs });
  draft.time('connectedAt');
  switch (partyLeg.party.kind) {
    case 'agent':
      if (host === null) agentConnects(draft, partyLeg.party.agentId);
      else hostConnects(draft, host, partyLeg.party.agentId);
      recordByQueue(draft);
      break;
    case 'extension':
      draft.step('party.connected', { extensionId: partyLeg.party.extensionId });
      break;
    case 'customer':
      draft.networkAnswers();
      customerConnects(draft, partyLeg.party.number);
      break;
    case 'outside':
      draft.step('party.connected', { number: partyLeg.party.number, trunkId: partyLeg.party.trunkId });
      break;
    // The call of an agent comes to their open line by itself (open-line.ts).
    case 'line':
      break;
    case 'node':
      draft.step('party.connected', { shareId: host?.shareId ?? null, name: host?.name ?? null });
      recordByQueue(draft);
      break;
  }
}

/** Who was called at the same time is as they were before. */
export function spareRivals(draft: CallDraft): void {
  for (const agentId of draft.dropRivals(CAUSE.answeredElsewhere)) {
    if (draft.state.host === null) draft.step('agent.spared', { agentId });
    draft.asks.push({ ask: 'agentWithdrawn', agentId });
  }
}

function agentConnects(draft: CallDraft, agentId: AgentId): void {
  draft.set({ agentId });
  draft.asks.push({ ask: 'agentAnswered', agentId });
  draft.step('party.connected', { agentId, agentNumber: draft.config.agents.get(agentId)?.number ?? null });
}
