import type { CallDirection } from './charge.js';
import type { Instant } from './clock.js';
import type { Destination } from './destination.js';
import type { LostReason } from './domain-events.js';
import type { CallId, QueueId, TariffId, TenantId, TrunkId } from './ids.js';
import type { Language } from './language.js';

/**
 * What a call brings along from another node of the cluster.
 * `owner`: the call belongs to this node from now on, with everything that happened to it before.
 * `guest`: it stays with the other node, and visits a queue here.
 */
export type Visit = OwnedVisit | GuestVisit;

interface VisitBase {
  readonly version: 1;
  readonly callId: CallId;
  /** The node it comes from. */
  readonly from: string;
  /** Nodes passed so far: a call that is sent in a circle ends. */
  readonly nodes: number;
  readonly caller: string;
  /** As dialled. */
  readonly called: string;
  readonly language: Language;
}

export interface OwnedVisit extends VisitBase {
  readonly kind: 'owner';
  /** The line it came in by, where it first arrived. */
  readonly trunkId: TrunkId | null;
  /** What has happened to it already; null: it has only just arrived. */
  readonly story: VisitStory | null;
}

/** A call that was being served when its tenant moved. Instants are of the clock of the node it comes from. */
export interface VisitStory {
  readonly tenantId: TenantId;
  readonly direction: CallDirection;
  /** Of a call that was placed: the agent has left it, and it is the customer's. */
  readonly turned: boolean;
  /** Where it goes on. */
  readonly destination: Destination;
  /** It waits in that queue already, since then, and keeps its place; null: it has not been there yet. */
  readonly since: Instant | null;
  /** Until when it may wait there; null: as long as it likes. */
  readonly maxWaitAt: Instant | null;
  /** How it counts should that be its end. */
  readonly losing: LostReason | null;
  /** The last queue it was in. */
  readonly queueId: QueueId | null;
  readonly tariffId: TariffId | null;
  readonly clockShiftMs: number;
  readonly shiftBeforePersonMs: number;
  readonly arrivedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly menuAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly offeredAt: Instant | null;
  readonly ringingAt: Instant | null;
  readonly connectedAt: Instant | null;
  /** Who is sent on out of a conversation has waited since then only; null: since `queuedAt`. */
  readonly waitsSince: Instant | null;
  /** What others outside cost who were in it. */
  readonly outside: readonly PaidLeg[];
  /** Counters, which go on: ids of facts and legs follow from them. */
  readonly hops: number;
  readonly offers: number;
  readonly dials: number;
  readonly prompts: number;
  readonly seq: number;
}

/** A leg to the network beside a call's own that was answered and is over. */
export interface PaidLeg {
  readonly number: string;
  readonly trunkId: TrunkId;
  readonly answeredAt: Instant;
  readonly chargedUntil: Instant;
  readonly clockShiftMs: number;
}

export interface GuestVisit extends VisitBase {
  readonly kind: 'guest';
  /** By which leave it comes (config.queue_share), and whose queue that leads to. */
  readonly shareId: string;
  readonly tenantId: TenantId;
  readonly queueId: QueueId;
  /** Since when the caller waits. */
  readonly since: Instant;
}

/** SIP header that a visit travels in between nodes, as base64url of its JSON. */
export const VISIT_HEADER = 'X-CallRack-Visit';

/** States of relays have a name of their own: the call itself may come back to this node, as a guest. */
const RELAY = '-r';

export function relayIdOf(callId: CallId): CallId {
  return `${callId}${RELAY}` as CallId;
}

/** By which id a call is known on all nodes. */
export function travellingId<Id extends string>(callId: Id): Id {
  return (callId.endsWith(RELAY) ? callId.slice(0, -RELAY.length) : callId) as Id;
}

/**
 * Whose call it is. `owner`: this node's, which makes its record. `relay`: another node's, whose caller came in here.
 * `guest`: another node's, who visits a queue of a tenant of this one. Only the owner tells facts of it.
 */
export type CallRole = 'owner' | 'relay' | 'guest';

/** Name of another node's line, as an endpoint of Asterisk. */
export function nodeEndpoint(nodeId: string): string {
  return `node-${nodeId}`;
}
