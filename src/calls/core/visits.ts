import type { Instant } from '../../kernel/clock.js';
import type { CallId, ChannelId, TenantId } from '../../kernel/ids.js';
import { nodeEndpoint, type GuestVisit, type OwnedVisit, type Visit, type VisitStory } from '../../kernel/visit.js';
import type { Arrival } from './arrival-event.js';
import { blankCall } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import { goTo, queueDeleted } from './call-moves.js';
import type { CallState } from './call-state.js';
import { CAUSE } from './causes.js';
import { dismissGuest, takesCallers } from './guest-moves.js';
import { waitInQueue } from './line-moves.js';
import { musicOf } from './line-talk.js';
import { entertain, longestWaitS } from './legs.js';
import type { NodeConfig } from './node-config.js';

/** A call that has passed more nodes than these is being sent in a circle. */
const MAX_NODES = 3;
/** A guest waits no longer than this, seconds, where its host's queue lets its own callers wait for ever. */
const GUEST_WAIT_S = 600;

/**
 * Why a leg from another node is not let in, as the cause of its refusal; null: it is, or comes from no node.
 *
 * @param isKnown whether a call is here already, or has been until a moment ago
 */
export function visitRefusal(
  { endpoint, visit }: Pick<Arrival, 'endpoint' | 'visit'>,
  config: NodeConfig,
  isKnown: (callId: CallId) => boolean,
): number | null {
  if (visit === null) return endpoint.startsWith(nodeEndpoint('')) ? CAUSE.rejected : null;
  if (visit.nodes > MAX_NODES || isKnown(visit.callId) || !isForHere(visit, config)) return CAUSE.misrouted;
  return null;
}

/** Whether who it is for is at home here. */
function isForHere(visit: Visit, config: NodeConfig): boolean {
  const isHere = (tenantId: TenantId | undefined): boolean =>
    tenantId !== undefined && config.tenants.get(tenantId)?.place.at === 'here';
  if (visit.kind === 'owner') {
    return isHere(visit.story?.tenantId ?? config.accessNumbers.get(visit.called)?.tenantId);
  }
  const { shareId, tenantId, queueId } = visit;
  const share = config.shares.get(shareId);
  return share?.toTenantId === tenantId && share.toQueueId === queueId && isHere(tenantId);
}

function comesFromNode({ channelId, endpoint }: Arrival, visit: Visit, tenantId: TenantId, now: Instant): CallState {
  const { callId, caller, called, language, nodes } = visit;
  const trunkId = visit.kind === 'owner' ? visit.trunkId : null;
  const known = { callId, channelId, endpoint, caller, called, language, trunkId, tenantId };
  return { ...blankCall({ ...known, direction: 'inbound' }, now), nodes };
}

/** A call that was being served when its tenant moved here: it is this node's from now on. */
export function goOnHere(
  arrival: Arrival,
  visit: OwnedVisit,
  story: VisitStory,
  around: Around,
  now: Instant,
): CallDecision {
  const { destination, since, maxWaitAt, losing, ...told } = story;
  const { arrivedAt, answeredAt, menuAt, queuedAt, offeredAt, ringingAt, connectedAt, ...rest } = told;
  const outside = rest.outside.map((leg, index) => ({
    ...leg,
    channelId: `${visit.callId}-p${String(index)}` as ChannelId,
  }));
  const kept = { ...rest, outside };
  const times = { arrivedAt, answeredAt, menuAt, queuedAt, offeredAt, ringingAt, connectedAt };
  const state = { ...comesFromNode(arrival, visit, story.tenantId, now), ...kept, times };
  const draft = new CallDraft(state, around, now);
  draft.step('call.moved', { from: visit.from, to: draft.config.nodeId });
  if (times.answeredAt !== null) {
    draft.commands.push({ command: 'answer', channelId: state.callerLeg.channelId });
    draft.set({ callerLeg: { ...state.callerLeg, answered: true } });
  }
  if (destination.to === 'queue' && since !== null) waitOn(draft, maxWaitAt);
  else goTo(draft, destination, losing);
  return draft.decision();
}

/** Takes the place in the queue that the call had. */
function waitOn(draft: CallDraft, maxWaitAt: Instant | null): void {
  const { queueId } = draft.state;
  const queue = queueId === null ? undefined : draft.config.queues.get(queueId);
  if (queue?.tenantId !== draft.state.tenantId) {
    queueDeleted(draft);
    return;
  }
  draft.set({ wrapUpS: queue.wrapUpS });
  entertain(draft, musicOf(draft));
  if (maxWaitAt !== null) draft.timer('maxWait', Math.max(0, maxWaitAt - draft.now));
  waitInQueue(draft);
}

/** A caller of another tenant's, whose call stays with its own node: answered when an agent answers. */
export function beginGuest(arrival: Arrival, visit: GuestVisit, around: Around, now: Instant): CallDecision {
  const { tenantId, queueId, since } = visit;
  const queue = around.config.queues.get(queueId);
  const blank = comesFromNode(arrival, visit, tenantId, now);
  const times = { ...blank.times, queuedAt: since };
  const state: CallState = { ...blank, role: 'guest', queueId, wrapUpS: queue?.wrapUpS ?? 0, times };
  const draft = new CallDraft(state, around, now);
  if (queue === undefined || !takesCallers(draft.config, tenantId)) {
    dismissGuest(draft, 'nobody');
    return draft.decision();
  }
  draft.timer('maxWait', longestWaitS(queue.maxWaitS === 0 ? GUEST_WAIT_S : queue.maxWaitS, true) * 1000);
  waitInQueue(draft);
  return draft.decision();
}
