import type { AgentRefusal } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { ChannelId, TrunkId } from '../../kernel/ids.js';
import { lineOfAgent } from './agent-telephone.js';
import { blankCall } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import { limitReached } from './limit-fact.js';
import type { OutsideRefusal } from './outside/outside-refusal.js';
import { wayOut, type WayOut } from './outside/way-out.js';
import { callPlacer, endpointOf, type PlacersLine } from './placed-moves.js';
import type { TurnEvent } from './turn-events.js';

export type PlaceEvent = Extract<TurnEvent, { type: 'call.place' }>;

/** Why the agent may not place it. */
export type PlacerRefusal = Extract<AgentRefusal, 'acd.agent_not_logged_in' | 'acd.agent_busy'>;

/** Why a call is not placed. */
export type PlaceRefusal = PlacerRefusal | OutsideRefusal | 'calls.asterisk_away' | 'calls.no_telephone';

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
