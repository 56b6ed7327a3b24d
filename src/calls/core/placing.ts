import type { AgentRefusal } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { ChannelId, TrunkId } from '../../kernel/ids.js';
import type { Extension } from '../../lines/core/line.js';
import { blankCall } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import { limitReached } from './limit-fact.js';
import type { OutsideRefusal } from './outside/outside-refusal.js';
import { wayOut } from './outside/way-out.js';
import { callPlacer } from './placed-moves.js';
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
      readonly extension: Extension;
      readonly trunkId: TrunkId;
    };

/** Judges whether a call may be placed; whether the agent is free for it is asked of the agent. */
export function judgePlacing(event: PlaceEvent, around: Around, now: Instant): Placing {
  const { tenantId, callId, agentId, queueId } = event;
  const way = wayOut(
    {
      tenantId,
      number: event.number,
      shown: event.callerNumber,
      shownFor: { agentId, queueId: queueId ?? null },
      tried: [],
    },
    around,
    now,
  );
  if (way.kind === 'none') {
    const { refusal, limit } = way;
    if (limit === null) return { kind: 'refused', refusal, limit };
    const { name, trunkId, detail } = limit;
    const what = { limit: name, action: 'refused', detail } as const;
    return { kind: 'refused', refusal, limit: limitReached(callId, 1, now, { tenantId, agentId, trunkId }, what) };
  }
  const extension = telephoneOf(around, event);
  if (extension === null) return { kind: 'refused', refusal: 'calls.no_telephone', limit: null };
  return { kind: 'placed', number: way.number, callerNumber: way.shown, extension, trunkId: way.trunk.id };
}

function telephoneOf({ config, inUse }: Around, { agentId, tenantId }: PlaceEvent): Extension | null {
  const extensionId = inUse.telephoneOf(agentId, config);
  const extension = extensionId === null ? undefined : config.extensions.get(extensionId);
  return config.agents.get(agentId)?.tenantId === tenantId && extension?.tenantId === tenantId ? extension : null;
}

/** A new call, with its first step: the agent's telephone is called. */
export function placeCall(
  event: PlaceEvent,
  placing: Extract<Placing, { kind: 'placed' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const { callId, tenantId, agentId } = event;
  const { number, callerNumber, extension, trunkId } = placing;
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
      endpoint: extension.endpoint,
    },
    now,
  );
  const draft = new CallDraft({ ...state, agentId }, around, now);
  const agentNumber = around.config.agents.get(agentId)?.number ?? null;
  draft.step('call.placed', { agentId, agentNumber, caller: callerNumber, called: number });
  callPlacer(draft, extension);
  return draft.decision();
}
