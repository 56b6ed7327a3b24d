import type { AgentId, CallId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { Extension } from '../../lines/core/line.js';
import type { Around } from './call-change.js';
import type { CallDraft } from './call-draft.js';
import type { PartyLeg } from './call-state.js';
import { servedBy } from './call-views.js';
import { dialLeg, newParty, numberOfFirst, ringLeftS, type Line } from './legs.js';
import { dialsOutside, noteRefusal, triedBy, wayFor } from './outside/moves.js';
import type { AgentParty } from './outside/outside-party.js';

/** How an agent is called: who they are to the call, by which line, and which number they see. */
export interface AgentCalled {
  readonly party: AgentParty;
  readonly line: Line;
  readonly shown: string;
}

/** By which line an agent is called. */
export type AgentLine =
  /** openLine: the one of theirs that stays open, in place of the telephone. */
  | { readonly kind: 'house'; readonly extension: Extension; readonly openLine: CallId | null }
  | { readonly kind: 'outside'; readonly number: string };

/**
 * The line that is theirs now: the one that stays open, the number outside that they logged in from, or a telephone of
 * the house. null: they have none, or it is not the tenant's.
 */
export function lineOfAgent(
  { config, inUse, openLines }: Around,
  agentId: AgentId,
  tenantId: TenantId | null,
): AgentLine | null {
  const openLine = openLines.of(agentId);
  const number = openLine === null ? inUse.outsideNumber(agentId) : null;
  if (number !== null) return { kind: 'outside', number };
  const extensionId = inUse.houseTelephone(agentId, config);
  const extension = extensionId === null ? undefined : config.extensions.get(extensionId);
  return extension?.tenantId === tenantId ? { kind: 'house', extension, openLine } : null;
}

/**
 * By the line that is theirs now. null: they cannot be called.
 *
 * @param shown the number that a telephone of the house shows
 * @param tried trunks that could not take it
 */
export function agentCalled(
  draft: CallDraft,
  agentId: AgentId,
  shown: string,
  tried: readonly TrunkId[] = [],
): AgentCalled | null {
  const theirs = lineOfAgent(draft.around, agentId, servedBy(draft.state));
  if (theirs === null) return null;
  if (theirs.kind === 'outside') return calledOutside(draft, agentId, theirs.number, tried);
  const { extension, openLine } = theirs;
  const { endpoint } = extension;
  // Who is called in a queue has said that they are there.
  const autoAnswer = extension.autoAnswer === true;
  return { party: { kind: 'agent', agentId }, line: { endpoint, number: null, autoAnswer, openLine }, shown };
}

/** Their company calls them as it calls anybody outside, and pays for it; calls of other companies are not for them. */
function calledOutside(
  draft: CallDraft,
  agentId: AgentId,
  wanted: string,
  tried: readonly TrunkId[],
): AgentCalled | null {
  const { role, host } = draft.state;
  if (role !== 'owner' || host !== null) return null;
  const way = wayFor(draft, wanted, tried);
  if (way?.kind === 'none' && tried.length === 0) noteRefusal(draft, wanted, way);
  if (way?.kind !== 'way') return null;
  const { number, shown, trunk } = way;
  dialsOutside(draft, way, tried, { agentId });
  const outside = { number, trunkId: trunk.id, tried };
  return { party: { kind: 'agent', agentId, outside }, line: { endpoint: trunk.endpoint, number }, shown };
}

/** Calls an agent as the party of this call; false where they cannot be called. */
export function callAgent(draft: CallDraft, agentId: AgentId, ringS: number, tried: readonly TrunkId[] = []): boolean {
  const called = agentCalled(draft, agentId, numberOfFirst(draft), tried);
  if (called === null) return false;
  dialLeg(draft, newParty(draft, called.party), called.line, called.shown, ringS);
  return true;
}

/** Whom a line outside could not reach may be by the company's next, for what is left of the ringing. */
export function callAgentAgain(draft: CallDraft, party: PartyLeg['party'], causeCode: number): boolean {
  if (party.kind !== 'agent' || party.outside === undefined) return false;
  const ringS = ringLeftS(draft);
  const tried = triedBy(party.outside, causeCode);
  return tried !== null && ringS > 0 && callAgent(draft, party.agentId, ringS, tried);
}

/** Which telephone it is, of the house or outside, so that nobody's is called twice at a time. */
export function placeOf(draft: CallDraft, agentId: AgentId): string | null {
  const { openLines, inUse } = draft.around;
  return openLines.of(agentId) ?? inUse.outsideNumber(agentId) ?? inUse.houseTelephone(agentId, draft.config);
}
