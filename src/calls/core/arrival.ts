import type { CallDirection } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { CallId, ChannelId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { Trunk } from '../../lines/core/line.js';
import { route, type LineRoom, type Route, type RoutableTenant, type TenantRoom } from '../../routing/core/route.js';
import type { LegEvent } from '../../telephony/core/leg-events.js';
import { CallDraft, type Around, type CallDecision } from './call-draft.js';
import { announce, goTo } from './call-moves.js';
import type { CallState } from './call-state.js';
import { CAUSE } from './causes.js';

/** What is told of a call that arrives. */
export type Arrival = Pick<
  Extract<LegEvent, { type: 'leg.arrived' }>,
  'callId' | 'channelId' | 'endpoint' | 'callerNumber' | 'dialled'
>;

/** A new call: who it is for, and its first steps. */
export function beginCall(arrival: Arrival, around: Around, now: Instant): CallDecision {
  const { callId, channelId, endpoint, callerNumber: caller, dialled: called } = arrival;
  const { config } = around;
  const trunk = config.trunks.get(endpoint);
  const access = config.accessNumbers.get(called);
  const tenant = access === undefined ? undefined : config.tenants.get(access.tenantId);
  const way = route(access, tenant, lineRoom(trunk, around), tenantRoom(tenant, trunk, called, around, now));
  const tenantId = way.kind === 'go' ? way.access.tenantId : way.tenantId;
  const trunkId = trunk?.id ?? null;
  const language = access?.language ?? 'zh';
  const legs = { callId, channelId, endpoint, caller, called };
  const state = blankCall({ ...legs, direction: 'inbound', tenantId, trunkId, language }, now);
  const draft = new CallDraft(state, around, now);
  draft.step('call.arrived', { caller, called, trunkId });
  switch (way.kind) {
    case 'go':
      goTo(draft, way.access.destination);
      break;
    case 'announce':
      draft.set({ losing: way.why });
      announce(draft);
      break;
    case 'refuse':
      refuse(draft, way.why, trunk);
      break;
  }
  return draft.decision();
}

function lineRoom(trunk: Trunk | undefined, { inUse }: Around): LineRoom {
  if (trunk === undefined) return 'unknown_line';
  return inUse.trunkChannels(trunk.id) >= trunk.channelLimit ? 'trunk_full' : 'room';
}

function tenantRoom(
  tenant: RoutableTenant | undefined,
  trunk: Trunk | undefined,
  called: string,
  around: Around,
  now: Instant,
): TenantRoom {
  if (tenant === undefined || trunk === undefined) {
    return { channels: 0, onTrunk: 0, trunkShare: null, hasCredit: true };
  }
  return {
    channels: around.inUse.channelsOf(tenant.id),
    onTrunk: around.inUse.shareOf(tenant.id, trunk.id),
    trunkShare: shareLimit(around, tenant.id, trunk.id),
    hasCredit: around.accounts.refusalInbound(tenant.id, called, trunk.id, now) === null,
  };
}

function shareLimit({ config }: Around, tenantId: TenantId, trunkId: TrunkId): number | null {
  const share = config.tenantTrunks.get(tenantId)?.find((candidate) => candidate.trunkId === trunkId);
  return share?.channelLimit ?? null;
}

type RefusedWhy = Extract<Route, { kind: 'refuse' }>['why'];

/** What a caller who is refused before the answer gets, and how the call counts. */
const REFUSALS: Readonly<Record<RefusedWhy, { readonly causeCode: number; readonly lost: LostReason }>> = {
  trunk_full: { causeCode: CAUSE.noCircuit, lost: 'no_channel' },
  no_channel: { causeCode: CAUSE.busy, lost: 'no_channel' },
  no_share: { causeCode: CAUSE.busy, lost: 'no_channel' },
  no_credit: { causeCode: CAUSE.rejected, lost: 'no_credit' },
  not_permitted: { causeCode: CAUSE.rejected, lost: 'not_permitted' },
};

function refuse(draft: CallDraft, why: RefusedWhy, trunk: Trunk | undefined): void {
  const { causeCode, lost } = REFUSALS[why];
  const { tenantId } = draft.state;
  draft.step('call.refused', { why: lost });
  switch (why) {
    case 'trunk_full':
      draft.limit('trunk_channels', 'refused', { limit: trunk?.channelLimit ?? null, of: 'trunk' });
      break;
    case 'no_share': {
      const limit = tenantId === null || trunk === undefined ? null : shareLimit(draft.around, tenantId, trunk.id);
      draft.limit('trunk_channels', 'refused', { limit, of: 'tenant' });
      break;
    }
    case 'no_channel':
      draft.limit('channels', 'refused', {
        limit: tenantId === null ? null : (draft.config.tenants.get(tenantId)?.channelLimit ?? null),
      });
      break;
    case 'no_credit':
      draft.limit('balance_out', 'refused');
      break;
    case 'not_permitted':
      break;
  }
  draft.end('system', causeCode, lost);
}

/** What is known of a call at its very beginning. */
export interface Beginning {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly tenantId: TenantId | null;
  readonly trunkId: TrunkId | null;
  readonly language: Language;
  readonly caller: string;
  readonly called: string;
  /** The first leg: who arrived, or the telephone of the agent who places the call. */
  readonly channelId: ChannelId;
  readonly endpoint: string;
}

/** A call to which nothing has happened yet. */
export function blankCall({ channelId, endpoint, ...call }: Beginning, now: Instant): CallState {
  return {
    version: 1,
    ...call,
    phase: 'announcing',
    callerLeg: { channelId, endpoint, since: now, answered: false, gone: false },
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
    losingCauseCode: null,
    ending: null,
    tariffId: null,
    paidUntil: null,
    creditWarned: false,
    clockShiftMs: 0,
    shiftBeforePersonMs: 0,
    hops: 0,
    offers: 0,
    dials: 0,
    prompts: 0,
    seq: 0,
    timers: {},
  };
}
