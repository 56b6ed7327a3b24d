import type { Instant } from '../../../kernel/clock.js';
import type { AgentId, CallId } from '../../../kernel/ids.js';
import type { Floor } from '../floor.js';
import type { Match } from '../matching.js';
import { numberToShow } from '../number-to-show.js';
import { judgePlacing } from '../placing.js';
import { callBack } from './callback-call.js';
import { callbackInLine } from './callback-state.js';

/** Why somebody is still to be called back. */
export type CallbackRefusal = 'calls.unknown_callback' | 'calls.being_called_back';

/** A caller, or somebody who is to be called back, and those of the queue's agents who are to be called for them. */
export function bringTogether(floor: Floor, { callId, agentIds }: Match, now: Instant): void {
  const callbackId = callbackInLine(callId);
  if (callbackId !== null) {
    // Several at once would call the customer several times: it is the first who does.
    turnComes(floor, callbackId, agentIds[0], now);
    return;
  }
  for (const agentId of agentIds) floor.desk.tell(agentId, { type: 'offered', callId }, now);
  floor.tellCall(callId, { type: 'agent.assigned', agentIds }, now);
}

/** Somebody's turn has come: called by the agent whom the queue gives them to, or later. */
function turnComes(floor: Floor, callbackId: CallId, agentId: AgentId, now: Instant): void {
  const { callbacks, config, around, desk, out } = floor;
  const callback = callbacks.byId.get(callbackId);
  if (callback === undefined) return;
  const { tenantId, queueId, number, called } = callback;
  const callId = callbacks.nextCallId(callback);
  // The number that they called is the one they know, where it may be shown.
  const callerNumber = numberToShow(config, tenantId, called, { agentId, queueId });
  const order = { type: 'call.place', callId, tenantId, agentId, queueId, number, callerNumber } as const;
  const placing = judgePlacing(order, around, now);
  if (placing.kind === 'refused') {
    if (placing.limit !== null) out.facts.push(placing.limit);
    callbacks.refused(callback, placing.refusal, now);
    return;
  }
  callbacks.calls(callback, callId, agentId, now);
  desk.tell(agentId, { type: 'offered', callId }, now);
  floor.begin(callBack(callback, { callId, agentId }, placing, around, now), now);
}

export function cancelCallback(floor: Floor, callbackId: CallId, now: Instant): CallbackRefusal | null {
  const callback = floor.callbacks.byId.get(callbackId);
  if (callback === undefined) return 'calls.unknown_callback';
  if (callback.phase === 'calling') return 'calls.being_called_back';
  floor.callbacks.cancel(callback, now);
  return null;
}
