import type { AgentId, CallId, ChannelId } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/clock.js';
import { blankCall } from '../blank-call.js';
import type { Around } from '../call-change.js';
import { CallDraft, type CallDecision } from '../call-draft.js';
import { callPlacer, endpointOf } from '../placed-moves.js';
import type { Placing } from '../placing.js';
import type { CallbackState } from './callback-state.js';

/** Somebody is called back: the telephone of the agent whose turn it is first, then theirs. */
export function callBack(
  callback: CallbackState,
  call: { readonly callId: CallId; readonly agentId: AgentId },
  placing: Extract<Placing, { kind: 'placed' }>,
  around: Around,
  now: Instant,
): CallDecision {
  const { callId, agentId } = call;
  const { callbackId, tenantId, queueId, language } = callback;
  const { number, callerNumber, line, trunkId } = placing;
  const { config } = around;
  const queue = config.queues.get(queueId);
  const legs = { caller: callerNumber, called: number, channelId: `${callId}-a1` as ChannelId };
  const state = blankCall(
    { ...legs, callId, tenantId, trunkId, direction: 'outbound', language, endpoint: endpointOf(line) },
    now,
  );
  const draft = new CallDraft(
    {
      ...state,
      agentId,
      queueId,
      wrapUpS: queue?.wrapUpS ?? 0,
      callback: { callbackId, agentMissed: false },
      offers: 1,
      times: { ...state.times, offeredAt: now },
    },
    around,
    now,
  );
  const agentNumber = config.agents.get(agentId)?.number ?? null;
  draft.step('call.placed', { agentId, agentNumber, caller: callerNumber, called: number, callbackId });
  draft.step('agent.offered', { agentId, agentNumber, queueId });
  callPlacer(draft, line, queue?.ringTimeoutS);
  return draft.decision();
}
