import { isFree, type AgentState } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, CallId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { agentHeldBy, agentsHeldBy, passedOnIn, rivalAgentsOf } from './call-views.js';
import type { AgentDesk } from './agent-desk.js';
import type { CallbackBook } from './callback/callback-book.js';
import type { Healed } from './healed.js';
import type { Matching } from './matching.js';
import type { TimerOwner } from './turn-events.js';

/** A timer that is due for so long will not fire any more, milliseconds. */
const OVERDUE_MS = 10_000;

export interface Checked {
  readonly calls: ReadonlyMap<CallId, CallState>;
  readonly desk: Pick<AgentDesk, 'agents' | 'tell'>;
  readonly callbacks: Pick<CallbackBook, 'withoutCall'>;
  readonly matching: Pick<Matching, 'readyIn' | 'agentIs'>;
  readonly fire: (owner: TimerOwner, dueAt: Instant) => void;
}

/** Looks whether agents, calls, lines and timers agree, heals what does not, and says what it was. */
export function checkAndHeal(hall: Checked, now: Instant): readonly Healed[] {
  return [
    ...agentsOfNoCall(hall, now),
    ...callsOfNoAgent(hall, now),
    ...callbacksOfNoCall(hall, now),
    ...outOfLine(hall),
    ...timersOverdue(hall, now),
  ];
}

/** No agent stays reserved or in a call when nothing holds them. */
export function agentsOfNoCall({ calls, desk }: Pick<Checked, 'calls' | 'desk'>, now: Instant): readonly Healed[] {
  const healed: Healed[] = [];
  for (const agent of [...desk.agents.values()]) {
    if (agent.phase !== 'offered' && agent.phase !== 'talking') continue;
    const { agentId, callId } = agent;
    const call = callId === null ? undefined : calls.get(callId);
    if (agentsHeldBy(call).includes(agentId)) continue;
    desk.tell(agentId, { type: 'callEnded', wrapUpS: 0 }, now);
    healed.push({ what: 'agent_without_call', agentId, callId });
  }
  return healed;
}

function callbacksOfNoCall({ calls, callbacks }: Checked, now: Instant): readonly Healed[] {
  const lost = callbacks.withoutCall(calls, now);
  return lost.map((callId) => ({ what: 'callback_without_call', agentId: null, callId }));
}

function callsOfNoAgent({ calls, desk }: Checked, now: Instant): readonly Healed[] {
  const healed: Healed[] = [];
  for (const call of calls.values()) {
    const { callId, phase } = call;
    const passedOn = passedOnIn(call);
    for (const agentId of [...(passedOn === null ? [] : [passedOn]), ...agentsCalledOrServing(call)]) {
      const agent = desk.agents.get(agentId);
      if (agent === undefined || isInCall(agent, callId) || isHeldElsewhere(agent, calls)) continue;
      const found = phase === 'talking' || phase === 'dialling' || agentId === passedOn ? 'talking' : 'offered';
      desk.tell(agentId, { type: 'foundIn', callId, phase: found }, now);
      healed.push({ what: 'call_without_agent', agentId, callId });
    }
  }
  return healed;
}

function agentsCalledOrServing(call: CallState): readonly AgentId[] {
  const { phase } = call;
  if (phase !== 'offering' && phase !== 'talking' && phase !== 'calling' && phase !== 'dialling') return [];
  const first = agentHeldBy(call);
  return [...(first === null ? [] : [first]), ...rivalAgentsOf(call)];
}

/** Two calls hold the agent: whoever has them is right. */
function isHeldElsewhere(agent: AgentState, calls: Checked['calls']): boolean {
  const { agentId, callId } = agent;
  return callId !== null && isInCall(agent, callId) && agentsHeldBy(calls.get(callId)).includes(agentId);
}

function outOfLine({ desk, matching }: Checked): readonly Healed[] {
  const queues = new Set([...desk.agents.values()].flatMap(({ queueIds }) => queueIds));
  const inLine = new Map([...queues].map((queueId) => [queueId, new Set(matching.readyIn(queueId))]));
  const healed: Healed[] = [];
  for (const agent of desk.agents.values()) {
    const free = isFree(agent);
    if (agent.queueIds.every((queueId) => inLine.get(queueId)?.has(agent.agentId) === free)) continue;
    matching.agentIs(agent);
    healed.push({ what: 'agent_out_of_line', agentId: agent.agentId, callId: null });
  }
  return healed;
}

function timersOverdue({ calls, desk, fire }: Checked, now: Instant): readonly Healed[] {
  const healed: Healed[] = [];
  for (const agent of [...desk.agents.values()]) {
    const { agentId, phase } = agent;
    if (phase === 'wrapUp' && agent.timers.wrapUp === undefined) {
      desk.tell(agentId, { type: 'wrapUpEnded' }, now);
      healed.push({ what: 'wrap_up_without_end', agentId, callId: agent.callId });
    }
    for (const dueAt of Object.values(agent.timers)) {
      if (dueAt > now - OVERDUE_MS) continue;
      fire({ kind: 'agent', agentId }, dueAt);
      healed.push({ what: 'timer_overdue', agentId, callId: agent.callId });
    }
  }
  for (const call of [...calls.values()]) {
    for (const [timer, dueAt] of Object.entries(call.timers) as [keyof CallState['timers'], Instant][]) {
      if (dueAt > now - OVERDUE_MS) continue;
      fire({ kind: 'call', callId: call.callId, timer }, dueAt);
      healed.push({ what: 'timer_overdue', agentId: null, callId: call.callId });
    }
  }
  return healed;
}

function isInCall({ phase, callId }: AgentState, of: CallId): boolean {
  return callId === of && (phase === 'offered' || phase === 'talking');
}
