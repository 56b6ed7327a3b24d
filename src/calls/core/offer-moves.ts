import type { MissedWhy } from '../../acd/core/agent.js';
import type { AgentId, ChannelId } from '../../kernel/ids.js';
import { agentAnswers, isAnnounced } from './agent-number.js';
import { callAgent, callAgentAgain, placeOf } from './agent-telephone.js';
import type { CallDraft } from './call-draft.js';
import { overflow, queueDeleted } from './call-moves.js';
import type { PartyLeg } from './call-state.js';
import { lineOf } from './call-views.js';
import { stopAsking } from './callback/asking-moves.js';
import { CAUSE } from './causes.js';
import { isUnpaid, refuseUnpaid } from './connecting.js';
import { own } from './legs.js';
import { waitInQueue } from './line-moves.js';
import { sayIsCut } from './line-talk.js';

/** Calls the telephones of those whom the ACD chose, mostly one. */
export function offerTo(draft: CallDraft, agentIds: readonly AgentId[]): void {
  stopAsking(draft);
  if (isUnpaid(draft)) {
    for (const agentId of agentIds) draft.asks.push({ ask: 'agentWithdrawn', agentId });
    refuseUnpaid(draft);
    return;
  }
  draft.phase('offering');
  // An earlier offer that rang is no phase of this one.
  if (draft.state.host === null) draft.set({ times: { ...draft.state.times, offeredAt: draft.now, ringingAt: null } });
  const called = new Set<string>();
  for (const agentId of agentIds) {
    const place = placeOf(draft, agentId);
    // Two who share a telephone are called there once.
    if (place !== null && called.has(place)) draft.asks.push({ ask: 'agentWithdrawn', agentId });
    else offerOne(draft, agentId);
    if (place !== null) called.add(place);
  }
  if (draft.state.partyLeg === null) waitAgain(draft);
}

function offerOne(draft: CallDraft, agentId: AgentId): void {
  const queueId = lineOf(draft.state);
  const queue = queueId === null ? undefined : draft.config.queues.get(queueId);
  const profile = own(draft, draft.config.agents.get(agentId));
  // Whom another tenant offers it to is that tenant's affair.
  if (draft.state.host === null) {
    draft.set({ offers: draft.state.offers + 1 });
    draft.step('agent.offered', { agentId, agentNumber: profile?.number ?? null, queueId });
  }
  const isDialled =
    profile !== undefined &&
    queue !== undefined &&
    alsoCall(draft, () => callAgent(draft, agentId, queue.ringTimeoutS));
  if (!isDialled) missed(draft, agentId, 'unreachable');
}

/** Calls one more beside those who are called already. */
function alsoCall(draft: CallDraft, callOne: () => boolean): boolean {
  const { partyLeg: first, rivals } = draft.state;
  if (!callOne()) return false;
  if (first !== null && draft.state.partyLeg !== null) {
    draft.set({ partyLeg: first, rivals: [...rivals, draft.state.partyLeg] });
  }
  return true;
}

/** Nobody has answered: those who were called are told off duty, the caller gets the next one. */
export function missAll(draft: CallDraft, why: MissedWhy): void {
  const first = agentAt(draft.state.partyLeg);
  const others = draft.dropRivals(CAUSE.normal);
  for (const agentId of [...(first === null ? [] : [first]), ...others]) missed(draft, agentId, why);
  waitAgain(draft);
}

/** A telephone that was called is gone; the others ring on. */
export function offeredEnds(
  draft: CallDraft,
  {
    channelId,
    why,
    causeCode,
  }: { readonly channelId: ChannelId; readonly why: MissedWhy | 'lost'; readonly causeCode: number },
): void {
  // Who hangs up while their number is told leaves the caller to wait again.
  const hungUp = isAnnounced(draft) && why !== 'lost';
  if (isAnnounced(draft)) sayIsCut(draft);
  const { partyLeg, rivals } = draft.state;
  const legs = [...(partyLeg === null ? [] : [partyLeg]), ...rivals];
  const gone = legs.find((leg) => leg.channelId === channelId);
  const [next = null, ...others] = legs.filter((leg) => leg !== gone);
  const agentId = agentAt(gone ?? null);
  draft.set({ partyLeg: next, rivals: others });
  if (agentId === null || gone === undefined) return;
  if (why === 'unreachable' && !hungUp && alsoCall(draft, () => callAgentAgain(draft, gone.party, causeCode))) return;
  if (why === 'lost') offerLost(draft, agentId);
  else missed(draft, agentId, hungUp ? 'declined' : why);
  if (next === null) waitAgain(draft);
}

/** Somebody else than the party answers first: the places are changed, so that the rest is as with one. */
export function rivalAnswers(draft: CallDraft, channelId: ChannelId): void {
  const { partyLeg, rivals } = draft.state;
  const first = rivals.find((leg) => leg.channelId === channelId);
  if (first !== undefined && partyLeg !== null) {
    draft.set({ partyLeg: first, rivals: [partyLeg, ...rivals.filter((leg) => leg !== first)] });
  } else if (partyLeg?.channelId !== channelId) return;
  agentAnswers(draft);
}

function agentAt(leg: PartyLeg | null): AgentId | null {
  return leg?.party.kind === 'agent' ? leg.party.agentId : null;
}

function missed(draft: CallDraft, agentId: AgentId, why: MissedWhy): void {
  if (draft.state.host === null) draft.step('agent.missed', { agentId, why });
  draft.asks.push({ ask: 'agentMissed', agentId, why });
}

/** The offer got lost through no fault of the agent's. */
function offerLost(draft: CallDraft, agentId: AgentId): void {
  if (draft.state.host === null) draft.step('agent.missed', { agentId, why: 'lost' });
  draft.asks.push({ ask: 'agentWithdrawn', agentId });
}

function waitAgain(draft: CallDraft): void {
  draft.clear('ring');
  draft.dropParty();
  draft.phase('waiting');
  const queueId = lineOf(draft.state);
  if (queueId === null || !draft.config.queues.has(queueId)) queueDeleted(draft);
  else if (draft.state.overdue) overflow(draft);
  else waitInQueue(draft);
}
