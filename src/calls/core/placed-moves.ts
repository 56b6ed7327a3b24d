import type { MissedWhy } from '../../acd/core/agent.js';
import type { LimitName } from '../../kernel/charge.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { AgentId, TrunkId } from '../../kernel/ids.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { AgentLine } from './agent-telephone.js';
import type { CallDraft } from './call-draft.js';
import type { CallState } from './call-state.js';
import { isCalledNow } from './callback/callback-rules.js';
import { CAUSE, causeOr } from './causes.js';
import { dialLeg, newParty, nextChannel, ringLeftS } from './legs.js';
import { outboundLine } from './outbound-line.js';
import { dialsOutside, triedBy, wayFor } from './outside/moves.js';
import { isTrunksFault, type WayOut } from './outside/way-out.js';
import { agentAt } from './talk/lead.js';
import { placedIsRecorded, record, recordByQueue } from './recording-moves.js';

/** How long the agent's own telephone rings; they have just asked for it. */
const AGENT_RING_S = 30;
/** How long the customer's telephone rings before the network's own time is over, seconds. */
const CUSTOMER_RING_S = 60;

/** The line by which the agent is called, as it was judged when the call was placed. */
export type PlacersLine =
  Extract<AgentLine, { kind: 'house' }> | (Extract<AgentLine, { kind: 'outside' }> & Pick<Way, 'shown' | 'trunk'>);

type Way = Extract<WayOut, { kind: 'way' }>;

export function endpointOf(line: PlacersLine): string {
  return line.kind === 'house' ? line.extension.endpoint : line.trunk.endpoint;
}

/**
 * Calls the telephone of the agent who places the call, or whom the queue has given somebody to who is to be called back.
 * One of the house shows the number of the customer.
 */
export function callPlacer(draft: CallDraft, line: PlacersLine, ringS = AGENT_RING_S): void {
  const { callerLeg, called, callback } = draft.state;
  draft.phase('calling');
  if (line.kind === 'outside') {
    dialPlacer(draft, line, [], ringS);
    return;
  }
  const { extension, openLine } = line;
  if (callback === null) draft.step('agent.called', { agentId: placerOf(draft.state), extensionId: extension.id });
  draft.set({ dials: 1 });
  // Who is given somebody by a queue has said that they are there.
  const autoAnswer = callback !== null && extension.autoAnswer === true;
  const to = { endpoint: extension.endpoint, number: null, autoAnswer, openLine };
  dialLeg(draft, callerLeg.channelId, to, called, ringS);
}

/** Their company calls them at a number of the network, and pays for it. */
function dialPlacer(
  draft: CallDraft,
  { number, shown, trunk }: Pick<Way, 'number' | 'shown' | 'trunk'>,
  tried: readonly TrunkId[],
  ringS: number,
): void {
  const { endpoint } = trunk;
  const leg = { channelId: nextChannel(draft), endpoint, since: draft.now, answered: false, gone: false };
  draft.set({ callerLeg: { ...leg, outside: { number, trunkId: trunk.id, tried } } });
  dialsOutside(draft, { number, trunk }, tried, { agentId: draft.state.agentId });
  dialLeg(draft, leg.channelId, { endpoint, number }, shown, ringS);
}

/** Whom a line outside could not reach may be by the company's next, for what is left of the ringing. */
export function callPlacerAgain(draft: CallDraft, causeCode: number): boolean {
  const { outside } = draft.state.callerLeg;
  const tried = outside === undefined ? null : triedBy(outside, causeCode);
  const ringS = ringLeftS(draft);
  if (outside === undefined || tried === null || ringS <= 0) return false;
  const way = wayFor(draft, outside.number, tried);
  if (way?.kind !== 'way') return false;
  dialPlacer(draft, way, tried, ringS);
  return true;
}

/** In a call inside they are by their telephone only. */
function placerOf({ agentId, callerLeg }: CallState): AgentId | null {
  return agentId ?? agentAt(callerLeg.party);
}

/** The agent's telephone rings: told once, however often it says so. */
export function placerRings(draft: CallDraft): void {
  if (draft.state.times.ringingAt !== null) return;
  draft.time('ringingAt');
  draft.step('agent.ringing', { agentId: placerOf(draft.state) });
}

/** The agent is at the telephone: now the customer is dialled. */
export function placerAnswers(draft: CallDraft): void {
  const { agentId, callerLeg } = draft.state;
  draft.clear('ring');
  // That their own telephone rang is of no more interest, also when the customer is not dialled after all.
  draft.set({ callerLeg: { ...callerLeg, answered: true }, times: { ...draft.state.times, ringingAt: null } });
  if (callerLeg.outside !== undefined) draft.priceFromNow();
  if (agentId !== null) draft.asks.push({ ask: 'agentAnswered', agentId });
  draft.phase('dialling');
  dialCustomer(draft);
}

/**
 * The agent's telephone was not answered: the customer has heard nothing. Against the agent it is held only where the
 * queue had offered them the call.
 */
export function placerMissed(draft: CallDraft, why: MissedWhy | 'lost', causeCode: number, late: boolean): void {
  const { agentId, callback } = draft.state;
  draft.step('agent.missed', { agentId: placerOf(draft.state), why });
  if (callback !== null) {
    draft.set({ callback: { ...callback, agentMissed: true } });
    if (agentId !== null && why !== 'lost') draft.asks.push({ ask: 'agentMissed', agentId, why });
  }
  const by = late ? 'unknown' : why === 'declined' ? 'agent' : 'system';
  draft.end(by, late ? causeCode : causeOr(causeCode), 'agent_unreachable', late);
}

/** @param tried trunks that could not take it */
export function dialCustomer(draft: CallDraft, tried: readonly TrunkId[] = []): void {
  const { tenantId, called, caller, callback } = draft.state;
  if (tenantId === null) return;
  if (callback !== null && !isCalledNow(draft.state, draft.config, draft.now)) {
    draft.set({ callback: { ...callback, notNow: true } });
    customerRefused(draft, 'not_called_now');
    return;
  }
  // What was so when the call was placed may be over: the number is another's, the line is gone, the money is spent.
  const { tenants, accessNumbers } = draft.config;
  if (tenants.get(tenantId)?.suspended !== false) {
    customerRefused(draft, 'tenant_suspended');
    return;
  }
  if (accessNumbers.get(caller)?.tenantId !== tenantId) {
    customerRefused(draft, 'not_your_number');
    return;
  }
  const line = outboundLine(draft.around, tenantId, draft.state.trunkId, tried);
  if (line.kind === 'none') {
    customerRefused(draft, line.limit === null ? 'no_trunk' : 'no_channel');
    return;
  }
  const { trunk } = line;
  const limit = draft.around.accounts.refusalOutbound(tenantId, called, trunk.id, draft.now, tried.length > 0);
  if (limit !== null) {
    customerRefused(draft, limit, limit);
    return;
  }
  const channelId = newParty(draft, { kind: 'customer', number: called, trunkId: trunk.id, tried });
  draft.set({ trunkId: trunk.id, times: { ...draft.state.times, ringingAt: null } });
  draft.step('customer.dialled', { number: called, trunkId: trunk.id });
  if (tried.length === 0) draft.asks.push({ ask: 'outboundBegan', tenantId });
  draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
  dialLeg(draft, channelId, { endpoint: trunk.endpoint, number: called }, caller, CUSTOMER_RING_S);
}

/** The customer must not or cannot be dialled any more, though the agent has already lifted the receiver. */
export function customerRefused(draft: CallDraft, why: string, limit: LimitName | null = null): void {
  const words = wordsOfRefusal(why);
  draft.step('customer.missed', { why, causeCode: words[2] });
  if (limit !== null) draft.limit(limit, 'refused');
  draft.close(...words);
}

/** What who is at the telephone hears, how the call counts, and its Q.850 cause. */
export function wordsOfRefusal(why: string): readonly [SystemPrompt, LostReason, number] {
  switch (why) {
    case 'tenant_suspended':
      return ['service-suspended', 'tenant_suspended', CAUSE.rejected];
    case 'balance_out':
      return ['credit-used-up', 'no_credit', CAUSE.rejected];
    case 'no_trunk':
    case 'no_channel':
      return ['all-agents-busy', 'no_channel', CAUSE.noCircuit];
    case 'not_called_now':
    case 'outside_closed':
    case 'international_closed':
    case 'premium_closed':
      return ['calling-not-allowed', 'not_permitted', CAUSE.rejected];
    default:
      return ['nobody-answers', 'not_permitted', CAUSE.rejected];
  }
}

/** The two talk; who is called back for a queue is recorded as the queue says. */
export function customerConnects(draft: CallDraft, number: string): void {
  const { callback, agentId } = draft.state;
  if (callback === null) {
    draft.step('party.connected', { number });
    if (placedIsRecorded(draft)) record(draft);
    return;
  }
  const agentNumber = agentId === null ? null : (draft.config.agents.get(agentId)?.number ?? null);
  draft.step('party.connected', { number, agentId, agentNumber });
  recordByQueue(draft);
}

/** The customer was not reached: the agent hears it, and the record has the network's cause. */
export function customerMissed(draft: CallDraft, why: MissedWhy | 'lost', cause: number, gone: boolean): void {
  const causeCode = causeOr(cause);
  const party = draft.state.partyLeg?.party;
  draft.clear('ring');
  if (gone) draft.set({ partyLeg: null });
  draft.step('customer.missed', { why, causeCode });
  if (gone && why === 'unreachable' && isTrunksFault(cause) && party?.kind === 'customer') {
    const tried = [...(party.tried ?? []), party.trunkId];
    if (hasAnotherTrunk(draft, tried)) {
      dialCustomer(draft, tried);
      return;
    }
  }
  draft.close('nobody-answers', 'customer_unreachable', causeCode);
}

function hasAnotherTrunk({ around, state: { tenantId } }: CallDraft, tried: readonly TrunkId[]): boolean {
  return tenantId !== null && outboundLine(around, tenantId, null, tried).kind === 'line';
}
