import type { Instant } from '../../../kernel/clock.js';
import type { AgentId, CallId } from '../../../kernel/ids.js';
import type { Floor } from '../floor.js';
import { judgePlacing } from '../placing.js';
import { callBack } from './callback-call.js';
import { shownTo } from './callback-rules.js';

/** Why somebody is still to be called back. */
export type CallbackRefusal = 'calls.unknown_callback' | 'calls.being_called_back';

/** Somebody's turn has come: called by the agent whom the queue gives them to, or later. */
export function turnComes(floor: Floor, callbackId: CallId, agentId: AgentId, now: Instant): void {
  const { callbacks, config, around, desk, out } = floor;
  const callback = callbacks.byId.get(callbackId);
  if (callback === undefined) return;
  const { tenantId, number } = callback;
  const callId = callbacks.nextCallId(callback);
  const callerNumber = shownTo(callback, config);
  const placing = judgePlacing({ type: 'call.place', callId, tenantId, agentId, number, callerNumber }, around, now);
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
