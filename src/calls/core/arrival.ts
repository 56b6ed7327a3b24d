import type { Instant } from '../../kernel/clock.js';
import type { TenantId, TrunkId } from '../../kernel/ids.js';
import { route, type Route } from '../../routing/core/route.js';
import type { LegEvent } from '../../telephony/core/leg-events.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import { announce, goTo } from './call-moves.js';
import type { CallState } from './call-state.js';
import { CAUSE } from './causes.js';
import type { NodeConfig } from './node-config.js';

/** What is known of the lines when a call arrives. */
export interface Arrival {
  readonly event: Pick<
    Extract<LegEvent, { type: 'leg.arrived' }>,
    'callId' | 'channelId' | 'endpoint' | 'callerNumber' | 'dialled'
  >;
  readonly trunkId: TrunkId | null;
  readonly trunkFull: boolean;
  /** Channels the tenant of the dialled number holds already. */
  readonly tenantChannels: (tenantId: TenantId) => number;
}

/** A new call: who it is for, and its first steps. */
export function beginCall(arrival: Arrival, config: NodeConfig, now: Instant): CallDecision {
  const { event } = arrival;
  const access = config.accessNumbers.get(event.dialled);
  const tenant = access === undefined ? undefined : config.tenants.get(access.tenantId);
  const line = arrival.trunkId === null ? 'unknown_line' : arrival.trunkFull ? 'trunk_full' : 'room';
  const way = route(access, tenant, line, tenant === undefined ? 0 : arrival.tenantChannels(tenant.id));
  const draft = new CallDraft(newCall(arrival, way, access?.language ?? 'zh', now), config, now);
  draft.step('call.arrived', { caller: event.callerNumber, called: event.dialled, trunkId: arrival.trunkId });
  switch (way.kind) {
    case 'go':
      goTo(draft, way.access.destination);
      break;
    case 'announce':
      draft.set({ losing: way.why });
      announce(draft);
      break;
    case 'refuse':
      draft.step('call.refused', { why: way.why });
      draft.end('system', way.why === 'no_channel' ? CAUSE.busy : CAUSE.rejected, way.why);
      break;
  }
  return draft.decision();
}

function newCall(arrival: Arrival, way: Route, language: CallState['language'], now: Instant): CallState {
  const { event } = arrival;
  return {
    version: 1,
    callId: event.callId,
    direction: 'inbound',
    tenantId: way.kind === 'go' ? way.access.tenantId : way.tenantId,
    trunkId: arrival.trunkId,
    language,
    caller: event.callerNumber,
    called: event.dialled,
    phase: 'announcing',
    callerLeg: { channelId: event.channelId, endpoint: event.endpoint, since: now, answered: false, gone: false },
    partyLeg: null,
    strayLegs: [],
    times: {
      arrivedAt: now,
      answeredAt: null,
      menuAt: null,
      queuedAt: null,
      offeredAt: null,
      ringingAt: null,
      connectedAt: null,
    },
    menu: null,
    queueId: null,
    wrapUpS: 0,
    agentId: null,
    playbackId: null,
    music: null,
    recording: 'none',
    overdue: false,
    losing: null,
    ending: null,
    creditWarned: false,
    clockShiftMs: 0,
    hops: 0,
    offers: 0,
    dials: 0,
    prompts: 0,
    seq: 0,
    timers: {},
  };
}
