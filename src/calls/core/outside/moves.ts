import type { MissedWhy } from '../../../acd/core/agent.js';
import type { LostReason } from '../../../kernel/domain-events.js';
import type { AgentId, TenantId, TrunkId } from '../../../kernel/ids.js';
import { causeOr } from '../causes.js';
import type { CallDraft } from '../call-draft.js';
import { dialLeg, newParty } from '../legs.js';
import type { OutsideParty } from './outside-party.js';
import type { OutsideRefusal } from './outside-refusal.js';
import { isTrunksFault, wayOut, type WayOut } from './way-out.js';

/** How long somebody outside is rung before the network's own time is over, seconds. */
export const OUTSIDE_RING_S = 60;

/** The caller goes on to a number outside: dialled as the tenant's own calls are. */
export function goOutside(draft: CallDraft, number: string): void {
  draft.set({ phase: 'ringing', times: { ...draft.state.times, ringingAt: null } });
  const way = wayFor(draft, number, []);
  if (way === null) return;
  if (way.kind === 'none') {
    refused(draft, number, way);
    return;
  }
  dialParty(draft, way, []);
  if (draft.state.callerLeg.answered) draft.startMusic('default');
  else draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
}

/** A way out of this call: its own number is shown where it is one of the tenant's. */
export function wayFor(
  { state, config, around, now }: CallDraft,
  number: string,
  tried: readonly TrunkId[],
): (WayOut & { readonly tenantId: TenantId }) | null {
  const { tenantId, called, caller, direction } = state;
  if (tenantId === null) return null;
  const own = direction === 'outbound' ? caller : called;
  const shown = config.accessNumbers.get(own)?.tenantId === tenantId ? own : null;
  return { ...wayOut({ tenantId, number, shown, tried }, around, now), tenantId };
}

function dialParty(draft: CallDraft, way: Extract<WayOut, { kind: 'way' }>, tried: readonly TrunkId[]): void {
  const { number, shown, trunk } = way;
  const channelId = newParty(draft, { kind: 'outside', number, trunkId: trunk.id, tried });
  dialsOutside(draft, way, tried);
  dialLeg(draft, channelId, { endpoint: trunk.endpoint, number }, shown, OUTSIDE_RING_S);
}

/** The caller hears that nobody is there; why is for the tenant to know. */
function refused(draft: CallDraft, number: string, { refusal, limit }: Extract<WayOut, { kind: 'none' }>): void {
  noteRefusal(draft, number, { refusal, limit });
  const lost = LOST[refusal] ?? 'not_permitted';
  draft.close(lost === 'no_channel' ? 'all-agents-busy' : 'nobody-answers', lost);
}

/** What the tenant is told of a number that may not or cannot be called. */
export function noteRefusal(
  draft: CallDraft,
  number: string,
  { refusal, limit }: Pick<Extract<WayOut, { kind: 'none' }>, 'refusal' | 'limit'>,
): void {
  draft.step('external.missed', { number, why: refusal.slice(refusal.indexOf('.') + 1), causeCode: null });
  if (limit !== null) draft.limit(limit.name, 'refused', limit.detail);
}

const LOST: Readonly<Partial<Record<OutsideRefusal, LostReason>>> = {
  'calls.tenant_suspended': 'tenant_suspended',
  'calls.no_trunk': 'no_channel',
  'calls.no_channel': 'no_channel',
  'billing.balance_out': 'no_credit',
};

/** Who was called outside was not reached: by the tenant's next trunk, where it was the trunk that could not. */
export function outsideMissed(
  draft: CallDraft,
  party: OutsideParty,
  ended: { readonly why: MissedWhy | 'lost'; readonly causeCode: number; readonly gone: boolean },
): void {
  const { why, causeCode, gone } = ended;
  const { number, trunkId } = party;
  draft.clear('ring');
  if (gone) draft.set({ partyLeg: null });
  const tried = [...party.tried, trunkId];
  draft.step('external.missed', { number, why, causeCode: causeOr(causeCode), trunkId });
  const next = gone && why === 'unreachable' && isTrunksFault(causeCode) ? wayFor(draft, number, tried) : null;
  if (next?.kind !== 'way') {
    draft.close('nobody-answers', 'external_unreachable');
    return;
  }
  draft.set({ times: { ...draft.state.times, ringingAt: null } });
  dialParty(draft, next, tried);
}

/** A number outside is dialled: a step of the call, and of the tenant's calls one more, by whatever trunks it is tried. */
export function dialsOutside(
  draft: CallDraft,
  { number, trunk }: Pick<Extract<WayOut, { kind: 'way' }>, 'number' | 'trunk'>,
  tried: readonly TrunkId[],
  whose: { readonly agentId?: AgentId | null } = {},
): void {
  const { tenantId } = draft.state;
  draft.step('external.dialled', { number, trunkId: trunk.id, ...whose });
  if (tried.length === 0 && tenantId !== null) draft.asks.push({ ask: 'outboundBegan', tenantId });
}

/** Somebody outside who is to join a conversation; null: they must not or cannot be called. */
export function outsideSide(
  draft: CallDraft,
  wanted: string,
  tried: readonly TrunkId[],
): { readonly party: OutsideParty; readonly endpoint: string; readonly number: string; readonly shown: string } | null {
  const way = wayFor(draft, wanted, tried);
  if (way === null) return null;
  if (way.kind === 'none') {
    if (tried.length === 0) noteRefusal(draft, wanted, way);
    return null;
  }
  const { number, shown, trunk } = way;
  dialsOutside(draft, way, tried);
  const party = { kind: 'outside', number, trunkId: trunk.id, tried } as const;
  return { party, endpoint: trunk.endpoint, number, shown };
}

/** By which trunks a side was tried; null: it was not the trunk that failed. */
export function triedBy({ tried, trunkId }: Omit<OutsideParty, 'kind'>, causeCode: number): readonly TrunkId[] | null {
  return isTrunksFault(causeCode) ? [...tried, trunkId] : null;
}
