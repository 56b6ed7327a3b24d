import type { AgentRefusal } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { ChannelId, TrunkId } from '../../kernel/ids.js';
import { isServedHere } from '../../kernel/tenant-place.js';
import { lineOfAgent, type AgentLine } from './agent-telephone.js';
import { blankCall, type Beginning } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import type { CallState } from './call-state.js';
import { isInside } from './inside-calls.js';
import { limitReached } from './limit-fact.js';
import type { OutsideRefusal } from './outside/outside-refusal.js';
import { wayOut, type WayOut } from './outside/way-out.js';
import { callPlacer, endpointOf, type PlacersLine } from './placed-moves.js';
import { readDialled } from './telephone-dial.js';
import type { TurnEvent } from './turn-events.js';

export type PlaceEvent = Extract<TurnEvent, { type: 'call.place' }>;

/** Why the agent may not place it. */
export type PlacerRefusal = Extract<AgentRefusal, 'acd.agent_not_logged_in' | 'acd.agent_busy'>;

/** Why a call is not placed. */
export type PlaceRefusal =
  PlacerRefusal | OutsideRefusal | 'calls.asterisk_away' | 'calls.no_telephone' | 'calls.only_outside';

export type Placing =
  | { readonly kind: 'refused'; readonly refusal: PlaceRefusal; readonly limit: LimitReached | null }
  | {
      readonly kind: 'placed';
      readonly number: string;
      readonly callerNumber: string;
      readonly line: PlacersLine;
      readonly trunkId: TrunkId;
    };

/**
 * Judges whether a call may be placed, and their telephone called for it; whether the agent is free is asked of the agent.
 * Who is called at a number outside needs a line of their own beside the customer's.
 */
export function judgePlacing(event: PlaceEvent, around: Around, now: Instant): Placing {
  const { tenantId, agentId, queueId, number } = event;
  const shownFor = { agentId, queueId: queueId ?? null };
  const way = wayOut({ tenantId, number, shown: event.callerNumber, shownFor, tried: [] }, around, now);
  if (way.kind === 'none') return refusedWay(event, way, now);
  const theirs = lineOfPlacer(event, around);
  if (theirs === null) return { kind: 'refused', refusal: 'calls.no_telephone', limit: null };
  const placed = { kind: 'placed', number: way.number, callerNumber: way.shown, trunkId: way.trunk.id } as const;
  if (theirs.kind === 'house') return { ...placed, line: theirs };
  const wish = { tenantId, number: theirs.number, shown: way.shown, shownFor, tried: [], beside: way.trunk.id };
  const toThem = wayOut(wish, around, now);
  return toThem.kind === 'none'
    ? refusedWay(event, toThem, now)
    : { ...placed, line: { ...theirs, number: toThem.number, shown: toThem.shown, trunk: toThem.trunk } };
}

function refusedWay(
  { callId, tenantId, agentId }: PlaceEvent,
  { refusal, limit }: Pick<Extract<WayOut, { kind: 'none' }>, 'refusal' | 'limit'>,
  now: Instant,
): Extract<Placing, { kind: 'refused' }> {
  if (limit === null) return { kind: 'refused', refusal, limit };
  const { name, trunkId, detail } = limit;
  const what = { limit: name, action: 'refused', detail } as const;
  return { kind: 'refused', refusal, limit: limitReached(callId, 1, now, { tenantId, agentId, trunkId }, what) };
}

function lineOfPlacer({ agentId, tenantId }: PlaceEvent, around: Around): AgentLine | null {
  return around.config.agents.get(agentId)?.tenantId === tenantId ? lineOfAgent(around, agentId, tenantId) : null;
}

export type PlacingInside =
  | Extract<Placing, { kind: 'refused' }>
  | { readonly kind: 'inside'; readonly line: Extract<PlacersLine, { kind: 'house' }> };

/**
 * The same of a number of the house; null: it is none. They are in such a call by their telephone only, as if they had
 * dialled there, so that nobody calls one inside who has none of the house.
 */
export function judgeInside(event: PlaceEvent, around: Around, now: Instant): PlacingInside | null {
  const { tenantId, number } = event;
  const { config, inUse } = around;
  const refused = (refusal: PlaceRefusal): PlacingInside => ({ kind: 'refused', refusal, limit: null });
  if (!isInside(readDialled(number, tenantId, config))) return null;
  const tenant = config.tenants.get(tenantId);
  if (tenant === undefined || tenant.suspended) return refused('calls.tenant_suspended');
  if (!isServedHere(tenant.place)) return refused('calls.tenant_moving');
  const line = lineOfPlacer(event, around);
  if (line === null) return refused('calls.no_telephone');
  if (line.kind === 'outside' || line.openLine !== null) return refused('calls.only_outside');
  if (inUse.channelsOf(tenantId) < tenant.channelLimit) return { kind: 'inside', line };
  const limit = { name: 'channels', trunkId: null, detail: { limit: tenant.channelLimit } } as const;
  return refusedWay(event, { refusal: 'calls.no_channel', limit }, now);
}

/** A call to somebody of the house, with its first step: the agent's telephone is called. */
export function placeInside(
  event: PlaceEvent,
  { line }: Extract<PlacingInside, { kind: 'inside' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const { agentId, number: called } = event;
  const { id: extensionId, dn } = line.extension;
  const caller = around.config.agents.get(agentId)?.number ?? dn;
  const state = firstState(event, { direction: 'internal', trunkId: null, caller, called }, line, around, now);
  const party = { kind: 'extension', extensionId, agentId } as const;
  return begun({ ...state, callerLeg: { ...state.callerLeg, party } }, event, line, around, now);
}

/** A new call, with its first step: the agent's telephone is called. */
export function placeCall(
  event: PlaceEvent,
  { number: called, callerNumber: caller, line, trunkId }: Extract<Placing, { kind: 'placed' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const state = firstState(event, { direction: 'outbound', trunkId, caller, called }, line, around, now);
  return begun({ ...state, agentId: event.agentId }, event, line, around, now);
}

function firstState(
  { callId, tenantId }: PlaceEvent,
  ends: Pick<Beginning, 'direction' | 'trunkId' | 'caller' | 'called'>,
  line: PlacersLine,
  { config }: Around,
  now: Instant,
): CallState {
  const language = config.tenants.get(tenantId)?.language ?? 'zh';
  const leg = { channelId: `${callId}-a1` as ChannelId, endpoint: endpointOf(line) };
  return blankCall({ ...ends, ...leg, callId, tenantId, language }, now);
}

function begun(
  state: CallState,
  { agentId }: PlaceEvent,
  line: PlacersLine,
  around: Around,
  now: Instant,
): CallDecision {
  const draft = new CallDraft(state, around, now);
  const agentNumber = around.config.agents.get(agentId)?.number ?? null;
  draft.step('call.placed', { agentId, agentNumber, caller: state.caller, called: state.called });
  callPlacer(draft, line);
  return draft.decision();
}
