import type { AgentRefusal } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { ChannelId, TrunkId } from '../../kernel/ids.js';
import { lineOfAgent } from './agent-telephone.js';
import { isServedHere } from '../../kernel/tenant-place.js';
import { blankCall } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
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
  const theirs =
    around.config.agents.get(agentId)?.tenantId === tenantId ? lineOfAgent(around, agentId, tenantId) : null;
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
  { refusal, limit }: Extract<WayOut, { kind: 'none' }>,
  now: Instant,
): Placing {
  if (limit === null) return { kind: 'refused', refusal, limit };
  const { name, trunkId, detail } = limit;
  const what = { limit: name, action: 'refused', detail } as const;
  return { kind: 'refused', refusal, limit: limitReached(callId, 1, now, { tenantId, agentId, trunkId }, what) };
}

export type PlacingInside =
  | Extract<Placing, { kind: 'refused' }>
  | { readonly kind: 'inside'; readonly line: Extract<PlacersLine, { kind: 'house' }> };

/**
 * The same of a number of the house; null: it is none. They are in such a call by their telephone only, as if they had
 * dialled there, so that nobody calls one inside who has none of the house.
 */
export function judgeInside(event: PlaceEvent, around: Around, now: Instant): PlacingInside | null {
  const { tenantId, agentId, number, callId } = event;
  const { config, inUse } = around;
  const refused = (refusal: PlaceRefusal): PlacingInside => ({ kind: 'refused', refusal, limit: null });
  if (!isInside(readDialled(number, tenantId, config))) return null;
  const tenant = config.tenants.get(tenantId);
  if (tenant === undefined || tenant.suspended) return refused('calls.tenant_suspended');
  if (!isServedHere(tenant.place)) return refused('calls.tenant_moving');
  const line = config.agents.get(agentId)?.tenantId === tenantId ? lineOfAgent(around, agentId, tenantId) : null;
  if (line === null) return refused('calls.no_telephone');
  if (line.kind === 'outside' || line.openLine !== null) return refused('calls.only_outside');
  if (inUse.channelsOf(tenantId) < tenant.channelLimit) return { kind: 'inside', line };
  const what = { limit: 'channels', action: 'refused', detail: { limit: tenant.channelLimit } } as const;
  const whose = { tenantId, agentId, trunkId: null };
  return { kind: 'refused', refusal: 'calls.no_channel', limit: limitReached(callId, 1, now, whose, what) };
}

/** A call to somebody of the house, with its first step: the agent's telephone is called. */
export function placeInside(
  { callId, tenantId, agentId, number }: PlaceEvent,
  { line }: Extract<PlacingInside, { kind: 'inside' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const agentNumber = around.config.agents.get(agentId)?.number ?? null;
  const { id: extensionId, endpoint, dn } = line.extension;
  const channelId = `${callId}-a1` as ChannelId;
  const language = around.config.tenants.get(tenantId)?.language ?? 'zh';
  const legs = { channelId, endpoint, caller: agentNumber ?? dn, called: number, trunkId: null } as const;
  const draft = new CallDraft(
    blankCall({ ...legs, callId, tenantId, direction: 'internal', language }, now),
    around,
    now,
  );
  draft.set({ callerLeg: { ...draft.state.callerLeg, party: { kind: 'extension', extensionId, agentId } } });
  draft.step('call.placed', { agentId, agentNumber, caller: legs.caller, called: number });
  callPlacer(draft, line);
  return draft.decision();
}

/** A new call, with its first step: the agent's telephone is called. */
export function placeCall(
  event: PlaceEvent,
  placing: Extract<Placing, { kind: 'placed' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const { callId, tenantId, agentId } = event;
  const { number, callerNumber, line, trunkId } = placing;
  const state = blankCall(
    {
      callId,
      tenantId,
      trunkId,
      direction: 'outbound',
      language: around.config.tenants.get(tenantId)?.language ?? 'zh',
      caller: callerNumber,
      called: number,
      channelId: `${callId}-a1` as ChannelId,
      endpoint: endpointOf(line),
    },
    now,
  );
  const draft = new CallDraft({ ...state, agentId }, around, now);
  const agentNumber = around.config.agents.get(agentId)?.number ?? null;
  draft.step('call.placed', { agentId, agentNumber, caller: callerNumber, called: number });
  callPlacer(draft, line);
  return draft.decision();
}
