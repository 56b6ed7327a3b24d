import { normalNumber } from '../../billing/core/number-class.js';
import type { AgentRefusal } from '../../acd/core/agent.js';
import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { ChannelId, TrunkId } from '../../kernel/ids.js';
import { isServedHere } from '../../kernel/tenant-place.js';
import type { Extension } from '../../lines/core/line.js';
import { blankCall } from './blank-call.js';
import { CallDraft, type Around, type CallDecision } from './call-draft.js';
import { limitReached } from './limit-fact.js';
import { numberToShow } from './number-to-show.js';
import { outboundLine } from './outbound-line.js';
import { callPlacer } from './placed-moves.js';
import type { TurnEvent } from './turn-events.js';

export type PlaceEvent = Extract<TurnEvent, { type: 'call.place' }>;

/** Why the agent may not place it. */
export type PlacerRefusal = Extract<AgentRefusal, 'acd.agent_not_logged_in' | 'acd.agent_busy'>;

/** Why a call is not placed. */
export type PlaceRefusal =
  | PlacerRefusal
  | 'calls.asterisk_away'
  | 'calls.tenant_suspended'
  | 'calls.tenant_moving'
  | 'calls.bad_number'
  | 'calls.no_number_to_show'
  | 'calls.not_your_number'
  | 'calls.no_telephone'
  | 'calls.no_trunk'
  | 'calls.no_channel'
  | `billing.${LimitName}`;

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
  const { tenantId, callId } = event;
  const { config, inUse } = around;
  const refused = (refusal: PlaceRefusal, limit: LimitReached | null = null): Placing => {
    return { kind: 'refused', refusal, limit };
  };
  const reached = (limit: LimitName, trunkId: TrunkId | null, detail: LimitReached['detail']): LimitReached => {
    return limitReached(
      callId,
      1,
      now,
      { tenantId, agentId: event.agentId, trunkId },
      { limit, action: 'refused', detail },
    );
  };
  const tenant = config.tenants.get(tenantId);
  if (tenant === undefined || tenant.suspended) return refused('calls.tenant_suspended');
  if (!isServedHere(tenant.place)) return refused('calls.tenant_moving');
  const number = normalNumber(event.number);
  if (number === null) return refused('calls.bad_number');
  const callerNumber = numberToShow(config, tenantId, event.callerNumber, { agentId: event.agentId });
  if (callerNumber === null) {
    return refused(event.callerNumber === null ? 'calls.no_number_to_show' : 'calls.not_your_number');
  }
  const extension = telephoneOf(around, event);
  if (extension === null) return refused('calls.no_telephone');
  const line = outboundLine(around, tenantId, null);
  if (line.kind === 'none') {
    if (line.limit === null) return refused('calls.no_trunk');
    const { name, most, of, trunkId } = line.limit;
    return refused('calls.no_channel', reached(name, trunkId, { limit: most, of }));
  }
  if (inUse.channelsOf(tenantId) >= tenant.channelLimit) {
    return refused('calls.no_channel', reached('channels', null, { limit: tenant.channelLimit }));
  }
  const trunkId = line.trunk.id;
  const limit = around.accounts.refusalOutbound(tenantId, number, trunkId, now);
  if (limit !== null) return refused(`billing.${limit}`, reached(limit, trunkId, { number }));
  return { kind: 'placed', number, callerNumber, extension, trunkId };
}

function telephoneOf({ config, inUse }: Around, { agentId, tenantId }: PlaceEvent): Extension | null {
  const profile = config.agents.get(agentId);
  const extensionId = inUse.chosenTelephone(agentId) ?? profile?.extensionId;
  const extension = extensionId === undefined ? undefined : config.extensions.get(extensionId);
  return profile?.tenantId === tenantId && extension?.tenantId === tenantId ? extension : null;
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
