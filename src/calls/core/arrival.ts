import type { Instant } from '../../kernel/clock.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { TenantId, TrunkId } from '../../kernel/ids.js';
import { relayIdOf, type OwnedVisit } from '../../kernel/visit.js';
import type { Trunk } from '../../lines/core/line.js';
import { route, type LineRoom, type Route, type RoutableTenant, type TenantRoom } from '../../routing/core/route.js';
import type { Arrival } from './arrival-event.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import { announce, goTo } from './call-moves.js';
import { blankCall } from './blank-call.js';
import { listedCaller, type ListedCaller } from './caller-lists.js';
import { CAUSE } from './causes.js';
import { relay } from './node-moves.js';
import type { NumberHome } from './node-config.js';
import { beginGuest, goOnHere } from './visits.js';

/** A new call: who it is for, and its first steps. */
export function beginCall(arrival: Arrival, around: Around, now: Instant): CallDecision {
  const { visit } = arrival;
  if (visit === null) return beginOwn(arrival, lineOfArrival(arrival, around), around, now);
  if (visit.kind === 'guest') return beginGuest(arrival, visit, around, now);
  if (visit.story !== null) return signOfLife(goOnHere(arrival, visit, visit.story, around, now));
  // Whether its line has room was seen where it came in.
  const from = { caller: visit.caller, called: visit.called, trunkId: visit.trunkId, room: 'room', visit } as const;
  return signOfLife(beginOwn(arrival, from, around, now));
}

/** The node that a call comes from hears at once that it was taken, whatever is to become of it: it asks nobody else then. */
function signOfLife(decision: CallDecision): CallDecision {
  const { commands, last } = decision;
  if (commands.some(({ command }) => command === 'ring' || command === 'answer')) return decision;
  return { ...decision, commands: [{ command: 'ring', channelId: last.callerLeg.channelId }, ...commands] };
}

/** By which line a call comes and how that stands. */
interface ComesBy {
  readonly caller: string;
  readonly called: string;
  readonly trunkId: TrunkId | null;
  readonly room: LineRoom;
  readonly trunk?: Trunk;
  /** From another node. */
  readonly visit?: OwnedVisit;
}

function lineOfArrival({ endpoint, callerNumber: caller, dialled: called }: Arrival, around: Around): ComesBy {
  const trunk = around.config.trunks.get(endpoint);
  const line = { caller, called, trunkId: trunk?.id ?? null, room: lineRoom(trunk, around) };
  return trunk === undefined ? line : { ...line, trunk };
}

function beginOwn(arrival: Arrival, by: ComesBy, around: Around, now: Instant): CallDecision {
  const { callId, channelId, endpoint } = arrival;
  const { caller, called, trunkId, room, trunk, visit } = by;
  const { config } = around;
  const access = config.accessNumbers.get(called);
  const tenant = access === undefined ? undefined : config.tenants.get(access.tenantId);
  const language = access?.language ?? 'zh';
  const legs = { channelId, endpoint, caller, called, direction: 'inbound', trunkId, language } as const;
  const elsewhere = visit === undefined && room === 'room' ? nodeOf(config, called) : null;
  if (elsewhere !== null) {
    const relayed = blankCall({ ...legs, callId: relayIdOf(callId), tenantId: null }, now);
    const draft = new CallDraft(relayed, around, now);
    relay(draft, elsewhere.nodeId, elsewhere.tenantId);
    return draft.decision();
  }
  const listed = listedCaller(config.callerLists, tenant?.id ?? null, caller, now);
  const isCallerRefused = listed.refusedBy !== undefined;
  const way = route(access, tenant, room, { ...tenantRoom(tenant, trunkId, called, around, now), isCallerRefused });
  const tenantId = way.kind === 'go' ? way.access.tenantId : way.tenantId;
  const state = { ...blankCall({ ...legs, callId, tenantId }, now), nodes: visit?.nodes ?? 0 };
  const draft = new CallDraft(state, around, now);
  draft.step('call.arrived', { caller, called, trunkId });
  if (tenant?.suspended === false) tellListed(draft, listed);
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

/** Each entry that says something of the caller is told, so that people see which ones do. */
function tellListed(draft: CallDraft, { refusedBy, allowedBy, vip }: ListedCaller): void {
  const entries = { blocked: refusedBy, allowed: allowedBy, vip: refusedBy === undefined ? vip : undefined };
  for (const [list, entry] of Object.entries(entries)) {
    if (entry?.id !== undefined) draft.step('list.matched', { list, entryId: entry.id, number: entry.number });
  }
}

/** The node that a number's tenant is at home on, where it is another than this; null: it is this one, or nobody's. */
function nodeOf({ numbersElsewhere, accessNumbers, tenants }: Around['config'], called: string): NumberHome | null {
  const access = accessNumbers.get(called);
  const place = access === undefined ? undefined : tenants.get(access.tenantId)?.place;
  if (place === undefined) return numbersElsewhere.get(called) ?? null;
  return place.at === 'left' ? { nodeId: place.nodeId, tenantId: access?.tenantId ?? null } : null;
}

function lineRoom(trunk: Trunk | undefined, { inUse }: Around): LineRoom {
  if (trunk === undefined) return 'unknown_line';
  return inUse.trunkChannels(trunk.id) >= trunk.channelLimit ? 'trunk_full' : 'room';
}

function tenantRoom(
  tenant: RoutableTenant | undefined,
  trunkId: TrunkId | null,
  called: string,
  around: Around,
  now: Instant,
): Omit<TenantRoom, 'isCallerRefused'> {
  if (tenant === undefined || trunkId === null) {
    return { channels: 0, onTrunk: 0, trunkShare: null, hasCredit: true };
  }
  return {
    channels: around.inUse.channelsOf(tenant.id),
    onTrunk: around.inUse.shareOf(tenant.id, trunkId),
    trunkShare: shareLimit(around, tenant.id, trunkId),
    hasCredit: around.accounts.refusalInbound(tenant.id, called, trunkId, now) === null,
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
  blacklisted: { causeCode: CAUSE.rejected, lost: 'blacklisted' },
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
      const { trunkId } = draft.state;
      const limit = tenantId === null || trunkId === null ? null : shareLimit(draft.around, tenantId, trunkId);
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
    case 'blacklisted':
    case 'not_permitted':
      break;
  }
  draft.end('system', causeCode, lost);
}
