import { isToPeople, type Destination } from '../../kernel/destination.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { TenantId } from '../../kernel/ids.js';
import {
  nodeEndpoint,
  travellingId,
  type GuestVisit,
  type OwnedVisit,
  type Visit,
  type VisitStory,
} from '../../kernel/visit.js';
import type { CallDraft } from './call-draft.js';
import type { CallState } from './call-state.js';
import { cameByNode, lineOf, waitingSince } from './call-views.js';
import { CAUSE } from './causes.js';
import { dialLeg, entertain, newParty } from './legs.js';
import { outsidePaid } from './outside/outside-leg.js';

/** How long another node is tried to be reached for a call that has just arrived, milliseconds. */
const REACH_MS = 10_000;
/** After so long it is tried again: for a call that has just arrived, for one that waits. */
const RELAY_AGAIN_MS = 1_000;
export const AGAIN_MS = 2_000;
/** How long the other node may give no sign of life, milliseconds: it rings or answers at once whatever comes of the call. */
const FIRST_SIGN_MS = 8_000;
/** How long the other node may let it ring; it ends a call without an answer before that by itself. */
const RELAY_RING_S = 240;
/** How long the new home may take to say that it has taken the call over, seconds. */
const TAKE_OVER_S = 10;
/** How long a caller who was in no queue is kept while the new home does not answer, seconds. */
const IN_BETWEEN_S = 60;
/**
 * Numbers left free for the steps that the other node may tell of a call before it is known that it has not got it: no two
 * steps of a call have the same number.
 */
const ROOM_FOR_THE_OTHER = 200;

/** With these the other node has answered what is to be said to the caller; with all others it was not reached. */
const SAID_BY_THE_OTHER: ReadonlySet<number> = new Set([
  CAUSE.unallocated,
  CAUSE.normal,
  CAUSE.busy,
  CAUSE.noAnswer,
  CAUSE.rejected,
  CAUSE.noCircuit,
]);

function base(draft: CallDraft): Omit<OwnedVisit, 'kind' | 'trunkId' | 'story'> {
  const { caller, called, language, nodes } = draft.state;
  const from = draft.config.nodeId;
  return { version: 1, callId: travellingId(draft.state.callId), from, nodes: nodes + 1, caller, called, language };
}

/** What a call tells a queue of another tenant on another node. */
export function guestVisit(draft: CallDraft): GuestVisit | null {
  const { host } = draft.state;
  if (host === null) return null;
  const { shareId, tenantId, queueId } = host;
  return { ...base(draft), kind: 'guest', shareId, tenantId, queueId, since: waitingSince(draft.state) ?? draft.now };
}

function storyOf(draft: CallDraft): VisitStory | null {
  const { state } = draft;
  const { handover, tenantId, times, hops, offers, dials, prompts, seq } = state;
  if (handover === null || tenantId === null) return null;
  const { direction, turned, queueId, tariffId, clockShiftMs, shiftBeforePersonMs, waitsSince } = state;
  const { destination, since, losing } = handover;
  const whose = { tenantId, direction, turned, queueId, tariffId };
  const clock = { clockShiftMs, shiftBeforePersonMs };
  const counters = { hops, offers, dials, prompts, seq };
  const maxWaitAt = since === null ? null : (state.timers.maxWait ?? null);
  const outside = outsidePaid(state, draft.now);
  return { ...whose, destination, since, maxWaitAt, losing, waitsSince, outside, ...clock, ...times, ...counters };
}

function dialNode(draft: CallDraft, nodeId: string, visit: Visit, ringS: number): void {
  const channelId = newParty(draft, { kind: 'node', nodeId });
  const { called, caller } = draft.state;
  dialLeg(draft, channelId, { endpoint: nodeEndpoint(nodeId), number: called, visit }, caller, ringS);
}

/** A call that has just arrived, for a tenant of another node. */
export function relay(draft: CallDraft, nodeId: string, tenantId: TenantId | null): void {
  draft.phase('relaying');
  const { trunkId, language } = draft.state;
  const nowhere = { destination: { to: 'hangUp' }, since: null, losing: null } as const;
  draft.set({ role: 'relay', handover: { nodeId, tenantId, heard: false, ...nowhere } });
  leaveRoom(draft);
  dialNode(draft, nodeId, { ...base(draft), language, kind: 'owner', trunkId, story: null }, RELAY_RING_S);
  draft.timer('ring', FIRST_SIGN_MS);
}

function leaveRoom(draft: CallDraft): void {
  draft.set({ seq: draft.state.seq + ROOM_FOR_THE_OTHER });
}

function isHeard(draft: CallDraft): void {
  const { handover } = draft.state;
  if (handover !== null) draft.set({ handover: { ...handover, heard: true } });
}

/** The other node was not reached: once more, but not for long. */
export function relayAgain(draft: CallDraft): void {
  const { handover, times } = draft.state;
  const late = draft.now >= times.arrivedAt + REACH_MS;
  if (handover === null || late) draft.end('system', CAUSE.congestion, 'node_unreachable');
  else relay(draft, handover.nodeId, handover.tenantId);
}

/** The other node's leg is gone before the answer. */
export function relayMissed(draft: CallDraft, causeCode: number): void {
  draft.set({ partyLeg: null });
  draft.clear('ring');
  if (draft.state.handover?.heard === true || SAID_BY_THE_OTHER.has(causeCode)) {
    draft.end('system', causeCode === 0 ? CAUSE.congestion : causeCode, 'node_unreachable');
  } else draft.timer('again', RELAY_AGAIN_MS);
}

/** It rings at the other node: the caller hears it. */
export function relayRings(draft: CallDraft): void {
  const { partyLeg, callerLeg } = draft.state;
  if (partyLeg === null || partyLeg.rang) return;
  draft.set({ partyLeg: { ...partyLeg, rang: true } });
  draft.timer('ring', RELAY_RING_S * 1000);
  isHeard(draft);
  if (!callerLeg.answered) draft.commands.push({ command: 'ring', channelId: callerLeg.channelId });
}

/** The other node has answered: it talks to the caller from now on. */
export function relayConnects(draft: CallDraft): void {
  const { partyLeg } = draft.state;
  if (partyLeg === null) return;
  draft.clear('ring', 'again', 'maxWait');
  draft.set({ partyLeg: { ...partyLeg, answered: true } });
  isHeard(draft);
  draft.answerCaller();
  draft.stopMusic();
  draft.bridge();
  draft.phase('relayed');
  draft.time('connectedAt', true);
}

/** Whether somebody of the tenant has to be there for it: people are where the tenant is at home. */
function wantsSomebody(destination: Destination): boolean {
  return isToPeople(destination) || destination.to === 'agentService';
}

/** Hands the call over where its tenant has moved meanwhile, if somebody of the tenant has to be there for it. */
export function movesOn(draft: CallDraft, destination: Destination, losing: LostReason | null): boolean {
  if (!wantsSomebody(destination)) return false;
  const { tenantId } = draft.state;
  const place = tenantId === null ? undefined : draft.config.tenants.get(tenantId)?.place;
  if (place?.at !== 'left') return false;
  handOver(draft, place.nodeId, destination, null, losing);
  return true;
}

/** The tenant has moved: its new home takes the call over. Until it says so the call stays what it is. */
export function handOver(
  draft: CallDraft,
  nodeId: string,
  destination: Destination,
  since: CallState['times']['queuedAt'],
  losing: LostReason | null,
): void {
  draft.phase('handingOver');
  const { tenantId } = draft.state;
  draft.set({ handover: { nodeId, tenantId, heard: false, destination, since, losing }, host: null });
  if (since === null) {
    draft.timer('maxWait', IN_BETWEEN_S * 1000);
    entertain(draft, 'default');
  }
  askToTakeOver(draft);
}

export function askToTakeOver(draft: CallDraft): void {
  const { handover, trunkId } = draft.state;
  if (handover === null) return;
  const place = draft.state.tenantId === null ? undefined : draft.config.tenants.get(draft.state.tenantId)?.place;
  const nodeId = place?.at === 'left' ? place.nodeId : handover.nodeId;
  draft.set({ handover: { ...handover, nodeId } });
  // The leg is counted before the story is told: it is one of the call's.
  const channelId = newParty(draft, { kind: 'node', nodeId });
  const visit: OwnedVisit = { ...base(draft), kind: 'owner', trunkId, story: storyOf(draft) };
  leaveRoom(draft);
  const { called, caller } = draft.state;
  const to = { endpoint: nodeEndpoint(nodeId), number: called, visit };
  dialLeg(draft, channelId, to, caller, RELAY_RING_S);
  draft.timer('ring', TAKE_OVER_S * 1000);
}

/** The new home has not taken it: once more, as long as the caller may wait. */
export function notTakenOver(draft: CallDraft, gone: boolean): void {
  if (gone) draft.set({ partyLeg: null });
  else draft.dropParty();
  draft.clear('ring');
  draft.timer('again', AGAIN_MS);
}

/** The new home has the call: this node only passes its sound on, and has nothing to tell of it any more. */
export function takenOver(draft: CallDraft): void {
  draft.clear('again', 'maxWait');
  draft.phase('relaying');
  draft.timer('ring', RELAY_RING_S * 1000);
  draft.set({ role: 'relay', tenantId: null });
  isHeard(draft);
}

/** Whether a call was offered here by a node that has kept it, never having heard that it was taken. */
export function isKeptThere(state: CallState, causeCode: number): boolean {
  return causeCode === CAUSE.kept && state.role !== 'guest' && cameByNode(state);
}

/** The node that offered the call has kept it: whatever was begun here is undone, and nothing more told of it. */
export function giveBack(draft: CallDraft): void {
  const { handover, partyLeg } = draft.state;
  if (handover !== null && partyLeg?.party.kind === 'node') {
    draft.set({ handover: { ...handover, heard: false } });
    draft.dropParty();
  }
  draft.set({ role: 'relay', tenantId: null, handover: null });
}

/** Where a call that waits is to go on. */
export function placeInLine(state: CallState): Destination {
  if (state.host !== null) return { to: 'share', shareId: state.host.shareId };
  const queueId = lineOf(state);
  return queueId === null ? { to: 'hangUp' } : { to: 'queue', queueId };
}
