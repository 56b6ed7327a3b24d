import type { Instant } from '../../kernel/clock.js';
import type { EndedBy } from '../../kernel/domain-events.js';
import type { AgentId, CallId, ChannelId, QueueId, TenantId } from '../../kernel/ids.js';
import { nodeEndpoint } from '../../kernel/visit.js';
import type { CallState } from './call-state.js';
import { agentAt } from './talk/lead.js';
import { isAsked, sidesIn } from './talk/side-leg.js';

/** How names of lines to other nodes begin (kernel/visit.ts). */
const NODE_LINE = nodeEndpoint('');

export function bridgeOf(callId: CallId): string {
  return `${callId}-b`;
}

/** The agent whom the call holds: offered to, or talking; null where it holds none. */
export function agentHeldBy(call: CallState | undefined): AgentId | null {
  if (call === undefined) return null;
  if (call.direction === 'outbound' && !call.turned) return call.phase === 'ending' ? null : call.agentId;
  const party = call.partyLeg?.party;
  return party?.kind === 'agent' ? party.agentId : null;
}

/** The agent at the first leg who served the call at the second, until the colleague who had dialled passed it on. */
export function passedOnIn({ callerLeg: { party }, phase }: CallState): AgentId | null {
  return party?.kind === 'agent' && phase !== 'ending' ? party.agentId : null;
}

/** Those whose telephones are called at the same time as the party's. */
export function rivalAgentsOf({ rivals }: CallState): readonly AgentId[] {
  return rivals.flatMap(({ party }) => (party.kind === 'agent' ? [party.agentId] : []));
}

/** Everybody whom the call holds: also those who were asked to join. */
export function agentsHeldBy(call: CallState | undefined): readonly AgentId[] {
  if (call === undefined) return [];
  const two = [agentHeldBy(call), passedOnIn(call)].filter((agentId) => agentId !== null);
  const others = sidesIn(call).flatMap(({ party }) => (party.kind === 'agent' ? [party.agentId] : []));
  return [...two, ...rivalAgentsOf(call), ...others];
}

/** Everybody who is in it, also those who dialled or are called inside, whom it does not hold. */
export function agentsIn(call: CallState | undefined): readonly AgentId[] {
  const atTelephones = [call?.callerLeg.party, call?.partyLeg?.party].flatMap((party) => agentAt(party) ?? []);
  return [...new Set([...agentsHeldBy(call), ...atTelephones])];
}

/** It is another node's by right, which has not said so: this one tells what came of it. */
export function isUnheard({ role, handover }: CallState): boolean {
  return role === 'relay' && handover?.heard === false;
}

/** Since when the caller is taken to wait for somebody; null: does not. */
export function waitingSince({ waitsSince, times }: CallState): Instant | null {
  return waitsSince ?? times.queuedAt;
}

/** In whose line it waits: another tenant's, where it is its guest. */
export function lineOf({ host, queueId }: CallState): QueueId | null {
  return host?.queueId ?? queueId;
}

/** Whose agents may serve it. */
export function servedBy({ host, tenantId }: CallState): TenantId | null {
  return host?.tenantId ?? tenantId;
}

/** The call came from another node of the cluster: a channel between nodes is nobody's trunk. */
export function cameByNode({ callerLeg }: CallState): boolean {
  return callerLeg.endpoint.startsWith(NODE_LINE);
}

/** Who is at either leg, as records name them: of a call that we place the agent is at the first. */
export function sidesOf({ direction, turned }: CallState): { readonly first: EndedBy; readonly second: EndedBy } {
  return direction === 'outbound' && !turned
    ? { first: 'agent', second: 'caller' }
    : { first: 'caller', second: 'agent' };
}

/** The caller is in a menu or flow, alone or while an agent waits for what comes of it. */
export function isInFlow({ phase, talk }: Pick<CallState, 'phase' | 'talk'>): boolean {
  return phase === 'navigating' || isAsked({ talk });
}

/** Every channel that Asterisk may still hold for a call. */
export function channelsOf(call: CallState | undefined | null): readonly ChannelId[] {
  if (call === undefined || call === null) return [];
  const others = [...call.rivals, ...call.strayLegs, ...sidesIn(call)].map((leg) => leg.channelId);
  return [call.callerLeg.channelId, ...(call.partyLeg === null ? [] : [call.partyLeg.channelId]), ...others];
}
