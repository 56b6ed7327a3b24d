import type { Instant } from '../../../kernel/clock.js';
import type { AgentId, CallId, ExtensionId, TenantId } from '../../../kernel/ids.js';
import type { AgentDesk } from '../agent-desk.js';
import type { CallState } from '../call-state.js';
import type { InUse } from '../in-use.js';
import type { NodeConfig } from '../node-config.js';
import type { Outbox } from '../outbox.js';
import type { Around } from '../call-change.js';
import { agentsIn } from '../call-views.js';
import { limitReached } from '../limit-fact.js';
import { wayOut } from '../outside/way-out.js';
import type { ActRefusal, CallActed, TalkAct, TalkTarget } from './acts.js';
import { whyNot } from './rules.js';

/** What an act is judged by; agents who are wanted are held at once. */
export interface ActRoom {
  readonly calls: ReadonlyMap<CallId, CallState>;
  readonly config: NodeConfig;
  readonly desk: Pick<AgentDesk, 'tell' | 'agents'>;
  readonly inUse: Pick<InUse, 'recorded' | 'ivrCallers' | 'houseTelephone'>;
  readonly around: Around;
  readonly out: Pick<Outbox, 'facts'>;
}

/** Why it is not done, or null: then whoever is wanted for it is held by the call. */
export function judgeAct({ callId, by, act }: CallActed, room: ActRoom, now: Instant): ActRefusal | null {
  const call = room.calls.get(callId);
  if (call === undefined) return 'calls.unknown_call';
  const { agents, extensions, queues, menus, flows } = room.config;
  const telephone = (agentId: AgentId): ExtensionId | null => room.inUse.houseTelephone(agentId, room.config);
  const refusal = whyNot(call, by, act, { agents, extensions, queues, menus, flows, telephone });
  if (refusal !== null) return refusal;
  const { inUse } = room;
  if (act.act === 'askByFlow' && isFull(call, room, 'ivrLimit', (tenantId) => inUse.ivrCallers(tenantId)))
    return 'calls.no_ivr_line';
  if (act.act === 'startRecording' && isFull(call, room, 'recordedSeatLimit', (tenantId) => inUse.recorded(tenantId)))
    return 'billing.recorded_seats';
  const closed = whyNotOutside(call, act, room, now);
  if (closed !== null) return closed;
  const wanted = act.act === 'pickUp' && by.kind === 'agent' ? by.agentId : wantedFor(act);
  if (wanted === null) return null;
  const agent = room.desk.agents.get(wanted);
  // Who talks by their telephone only is in no call by their state.
  if (agent === undefined || agent.telephone === 'busy' || agentsIn(call).includes(wanted)) return 'calls.target_busy';
  return room.desk.tell(wanted, { type: 'dialsOut', callId }, now) === null ? null : 'calls.target_busy';
}

/** Whether the tenant has as much of it in use as it may have. */
function isFull(
  { tenantId }: CallState,
  { config }: ActRoom,
  limit: 'recordedSeatLimit' | 'ivrLimit',
  inUse: (tenantId: TenantId) => number,
): boolean {
  const most = tenantId === null ? null : (config.tenants.get(tenantId)?.[limit] ?? null);
  return tenantId !== null && most !== null && inUse(tenantId) >= most;
}

function wantedFor(act: TalkAct): AgentId | null {
  if (act.act === 'assign') return act.agentId;
  return 'to' in act && act.to.to === 'agent' ? act.to.agentId : null;
}

/** The number outside at which somebody is called; null: is not outside. */
function numberOf(to: TalkTarget, { inUse, openLines }: Around): string | null {
  if (to.to === 'external') return to.number;
  return to.to === 'agent' && openLines.of(to.agentId) === null ? inUse.outsideNumber(to.agentId) : null;
}

/** Whether the tenant may call the number that somebody is sent to, or asked at. */
function whyNotOutside(call: CallState, act: TalkAct, { around, out }: ActRoom, now: Instant): ActRefusal | null {
  const { callId, tenantId, agentId, dials } = call;
  const wanted = 'to' in act ? numberOf(act.to, around) : null;
  if (wanted === null || tenantId === null) return null;
  const way = wayOut({ tenantId, number: wanted, shown: null, tried: [] }, around, now);
  if (way.kind === 'way') return null;
  const { refusal, limit } = way;
  if (limit !== null) {
    const { name, trunkId, detail } = limit;
    const what = { limit: name, action: 'refused', detail } as const;
    out.facts.push(
      limitReached(callId, `out-${String(dials)}-${String(now)}`, now, { tenantId, callId, agentId, trunkId }, what),
    );
  }
  return refusal;
}
