import type { AgentState } from '../acd/core/agent.js';
import { nameOfReason } from '../acd/core/not-ready-reason.js';
import type { AgentProfile } from '../agents/core/agent-profile.js';
import type { Queue } from '../acd/core/queue.js';
import type { AgentId, CallId, TenantId } from '../kernel/ids.js';
import type {
  AgentNow,
  CallbackNow,
  CallNow,
  ExtensionNow,
  Present,
  QueueNow,
  Reach,
  SpokenOfNow,
  TenantNow,
  TrunkNow,
} from '../kernel/live-status.js';
import type { Extension, Trunk } from '../lines/core/line.js';
import type { LineState } from '../telephony/core/line-states.js';
import { UnknownCall } from './calls.errors.js';
import { callbackInLine, lineIdOf } from './core/callback/callback-state.js';
import type { CallState } from './core/call-state.js';
import { agentHeldBy, agentsIn, servedBy } from './core/call-views.js';
import type { Hall } from './core/hall.js';
import type { NodeConfig } from './core/node-config.js';
import { colleagueOf, talkerOf } from './core/talk/lead.js';
import { talkNow } from './talk-now.js';

/** A picture of the hall for people and for the web process. */
export interface HallStatus {
  readonly calls: { readonly now: number; readonly list: readonly CallNow[] };
  readonly agents: readonly AgentNow[];
  readonly queues: readonly QueueNow[];
  readonly tenants: readonly TenantNow[];
}

export interface HallCounts {
  readonly calls: number;
  readonly agents: number;
  readonly telephones: number;
}

export type TenantPresent = Pick<Present, 'calls' | 'agents' | 'queues'> & {
  /** Conversations that are being recorded. */
  readonly recorded: number;
};

/** How the lines are that Asterisk has, by endpoint. */
export type LineOf = (endpoint: string) => LineState;

export interface LinesStatus {
  readonly trunks: readonly TrunkNow[];
  readonly extensions: readonly ExtensionNow[];
}

/** Everything; built on request (10,000 agents and telephones: 4 MB, some 40 ms). */
export function statusOf(hall: Hall): HallStatus {
  const config = hall.configuration;
  return {
    calls: { now: hall.calls.size, list: [...hall.calls.values()].map(callNow) },
    agents: [...config.agents.values()].map((profile) => agentNow(hall, profile)),
    queues: [...config.queues.values()].map((queue) => queueNow(hall, queue)),
    tenants: [...config.tenants.values()].map(({ id, code, suspended, channelLimit }) => ({
      id,
      code,
      suspended,
      channelLimit,
    })),
  };
}

/** How much there is of it: calls, agents who are signed in, telephones that are registered. */
export function countsOf(hall: Hall, lineOf: LineOf): HallCounts {
  const { extensions } = hall.configuration;
  return {
    calls: hall.calls.size,
    agents: [...hall.agents.values()].filter(({ phase }) => phase !== 'loggedOut').length,
    telephones: [...extensions.values()].filter(
      (extension) => extensionNow(extension, lineOf(extension.endpoint)).registered,
    ).length,
  };
}

/** The calls, agents and queues of one tenant as they are now. */
export function presentOf(hall: Hall, tenantId: TenantId): TenantPresent {
  const { agents, queues } = hall.configuration;
  const own = (thing: { readonly tenantId: TenantId | null }): boolean => thing.tenantId === tenantId;
  return {
    calls: [...hall.calls.values()].filter(own).map(callNow),
    agents: [...agents.values()].filter(own).map((profile) => agentNow(hall, profile)),
    queues: [...queues.values()].filter(own).map((queue) => queueNow(hall, queue)),
    recorded: hall.inUse.recorded(tenantId),
  };
}

/** How far a node is with a tenant that moves away from it. */
export interface TenantMove {
  /** `paused`: nothing new begins for it, and what its agents were doing then has been written down. */
  readonly place: 'here' | 'paused' | 'left';
  /** That somebody of the tenant, or for the tenant, still has to do with here. */
  readonly calls: number;
  readonly agentsInCall: readonly AgentId[];
}

export function moveOf(hall: Hall, tenantId: TenantId, isWritten: boolean): TenantMove {
  const place = hall.configuration.tenants.get(tenantId)?.place;
  const isTheirs = (call: CallState): boolean => call.tenantId === tenantId || servedBy(call) === tenantId;
  const isInCall = ({ phase }: AgentState): boolean => phase === 'offered' || phase === 'talking';
  const agents = [...hall.agents.values()].filter((agent) => agent.tenantId === tenantId && isInCall(agent));
  const paused = place?.at === 'here' && place.pausedFor !== null && isWritten;
  return {
    place: place === undefined || place.at === 'left' ? 'left' : paused ? 'paused' : 'here',
    calls: [...hall.calls.values()].filter(isTheirs).length,
    agentsInCall: agents.map(({ agentId }) => agentId),
  };
}

/** @throws UnknownCall for those of other tenants too */
export function callOf(hall: Hall, tenantId: TenantId, callId: CallId): CallNow {
  const call = hall.calls.get(callId);
  if (call?.tenantId !== tenantId) throw new UnknownCall();
  return callNow(call);
}

/**
 * A call that something may be said of: it runs, or has ended lately.
 *
 * @throws UnknownCall for those of other tenants too
 */
export function spokenOf(hall: Hall, tenantId: TenantId, callId: CallId): SpokenOfNow {
  const running = hall.calls.get(callId);
  const call = running ?? hall.endedCall(callId);
  if (call?.tenantId !== tenantId) throw new UnknownCall();
  const { caller, called, queueId, agentId, host } = call;
  const others = running === undefined || host !== null ? [] : agentsIn(running);
  return { caller, called, queueId, agentIds: [...new Set([...(agentId === null ? [] : [agentId]), ...others])] };
}

/** Who waits to be called back of one tenant, whoever waits longest first. */
export function callbacksOf(hall: Hall, tenantId: TenantId): readonly CallbackNow[] {
  return hall.callbacks
    .ofTenant(tenantId)
    .toSorted((a, b) => a.since - b.since)
    .map(({ callbackId, queueId, number, phase, since, askedAt, expiresAt, tries, callId }) => {
      const ahead = phase === 'waiting' ? hall.matching.positionOf(lineIdOf(callbackId)) : undefined;
      const place = ahead === undefined ? null : ahead + 1;
      return { callbackId, queueId, number, phase, place, since, askedAt, expiresAt, tries, callId };
    });
}

function queueNow(hall: Hall, queue: Queue): QueueNow {
  return {
    id: queue.id,
    tenantId: queue.tenantId,
    tenant: hall.configuration.tenants.get(queue.tenantId)?.code ?? '',
    number: queue.number,
    waiting: hall.waitingIn(queue.id).filter((id) => callbackInLine(id) === null).length,
    ready: hall.readyIn(queue.id).length,
  };
}

export function linesOf(config: NodeConfig, lineOf: LineOf): LinesStatus {
  return {
    trunks: [...config.trunks.values()].map((trunk) => trunkNow(trunk, lineOf(trunk.endpoint))),
    extensions: [...config.extensions.values()].map((extension) => extensionNow(extension, lineOf(extension.endpoint))),
  };
}

export function callNow(call: CallState): CallNow {
  const party = call.partyLeg?.party;
  return {
    callId: call.callId,
    tenantId: call.tenantId,
    direction: call.direction,
    role: call.role,
    phase: call.phase,
    caller: call.caller,
    called: call.called,
    trunkId: call.trunkId,
    queueId: call.queueId,
    agentId: call.agentId,
    // Who serves a caller of another tenant is that tenant's affair.
    partyAgentId: call.host === null ? agentHeldBy(call) : null,
    agentIds: call.host === null ? agentsIn(call) : [],
    partyExtensionId: party?.kind === 'extension' ? party.extensionId : null,
    arrivedAt: call.times.arrivedAt,
    queuedAt: call.times.queuedAt,
    connectedAt: call.times.connectedAt,
    since: sinceOf(call),
    callerChannel: call.callerLeg.channelId,
    partyChannel: call.partyLeg?.channelId ?? null,
    talk: talkNow(call),
  };
}

function sinceOf({ phase, times, waitsSince, ending, callerLeg, partyLeg }: CallState): number {
  switch (phase) {
    case 'announcing':
    case 'voicemail':
    case 'signingIn':
    case 'standingBy':
      return times.arrivedAt;
    case 'navigating':
      return times.menuAt ?? times.arrivedAt;
    case 'waiting':
    case 'visiting':
      return waitsSince ?? times.queuedAt ?? times.arrivedAt;
    case 'calling':
      return callerLeg.since;
    case 'offering':
    case 'ringing':
    case 'dialling':
      return partyLeg?.since ?? times.offeredAt ?? times.arrivedAt;
    case 'handingOver':
    case 'relaying':
      return times.queuedAt ?? times.arrivedAt;
    case 'talking':
    case 'relayed':
      return times.connectedAt ?? times.arrivedAt;
    case 'closing':
      return times.answeredAt ?? times.arrivedAt;
    case 'ending':
      return ending?.at ?? times.arrivedAt;
  }
}

/** The call that the agent is offered or in, if by their telephone only; else that of their wrap-up. */
function callOfAgent(hall: Hall, { agentId, phase, callId }: AgentState): CallId | null {
  if (phase === 'offered' || phase === 'talking') return callId;
  const isIn = (call: CallState): boolean => talkerOf(call) === agentId || colleagueOf(call) === agentId;
  const there = hall.desk.callsAt(agentId).flatMap((id) => hall.calls.get(id) ?? []);
  return there.find(isIn)?.callId ?? callId;
}

export function agentNow(hall: Hall, profile: AgentProfile): AgentNow {
  const config = hall.configuration;
  const state = hall.agents.get(profile.id);
  const queueIds = state?.queueIds ?? [];
  return {
    id: profile.id,
    tenantId: profile.tenantId,
    tenant: config.tenants.get(profile.tenantId)?.code ?? '',
    number: profile.number,
    name: profile.name,
    extensionId: profile.extensionId,
    phase: state?.phase ?? 'loggedOut',
    since: state?.since ?? null,
    reason: state?.reason ?? null,
    reasonName: nameOfReason(config.notReadyReasons.get(profile.tenantId), state?.reason ?? null),
    wrapUpEndsAt: state?.timers.wrapUp ?? null,
    dispositionAsked: state?.phase === 'wrapUp' && state.owes !== null,
    queues: queueIds.flatMap((queueId) => config.queues.get(queueId)?.number ?? []),
    queueIds,
    callId: state === undefined ? null : callOfAgent(hall, state),
    telephone: state?.telephone ?? 'free',
    byRule: state?.byRule ?? null,
  };
}

export function trunkNow({ id, endpoint, channelLimit }: Trunk, line: LineState): TrunkNow {
  return {
    id,
    endpoint,
    channelLimit,
    reach: reachOf(line),
    address: line.contact?.address ?? null,
    since: line.since,
    roundtripMs: line.roundtripMs,
  };
}

function reachOf({ contact }: LineState): Reach {
  if (contact === null) return 'unchecked';
  if (contact.answers === null) return 'checking';
  return contact.answers ? 'reachable' : 'unreachable';
}

/** A telephone that is asked and does not answer is as good as gone. */
export function isRegistered({ contact }: LineState): boolean {
  return contact !== null && contact.answers !== false;
}

export function extensionNow({ id, tenantId, dn }: Extension, line: LineState): ExtensionNow {
  const { contact, since } = line;
  return { id, tenantId, dn, registered: isRegistered(line), address: contact?.address ?? null, since };
}
