import type { Instant } from '../../kernel/clock.js';
import type { CallRecord, CallStep, CallStepName } from '../../kernel/domain-events.js';
import { travellingId } from '../../kernel/visit.js';
import { isDialled } from '../../telephony/core/translate.js';
import type { CallEnding, CallState } from './call-state.js';

/** A step of a call as a fact. */
export function stepOf(
  call: Pick<CallState, 'callId' | 'tenantId'>,
  seq: number,
  step: CallStepName,
  at: Instant,
  detail: CallStep['detail'],
): CallStep {
  const { callId, tenantId } = call;
  return { kind: 'call.step', id: `${callId}:${String(seq)}`, at, tenantId, callId, seq, step, detail };
}

/** The record of a call that is over. */
export function recordOf(state: CallState, ending: CallEnding, at: Instant): CallRecord {
  return {
    kind: 'call.record',
    id: state.callId,
    at,
    tenantId: state.tenantId,
    callId: state.callId,
    direction: state.direction,
    // A call that we place holds its line from the start, but uses it only when the customer is dialled.
    trunkId: usesTrunk(state) ? state.trunkId : null,
    caller: state.caller,
    called: state.called,
    queueId: state.queueId,
    agentId: state.agentId,
    ...state.times,
    endedAt: ending.at,
    endedAtIsLate: ending.late,
    offers: state.offers,
    endedBy: ending.by,
    causeCode: ending.causeCode,
    lostReason: ending.lost,
    recorded: state.recordingParts > 0,
  };
}

/** Of a call that we place whose agent has left it the customer is there. */
function usesTrunk(state: CallState): boolean {
  return state.direction !== 'outbound' || state.turned || state.dials >= firstDialOf(state);
}

/** Which of its dials is the customer's: the agent's own telephone is dialled before, unless it dials itself. */
function firstDialOf({ callerLeg }: CallState): number {
  return isDialled(callerLeg.channelId) ? 2 : 1;
}

/** What is told of a caller for another node's tenant whom that node never took: they came, and left or were given up. */
export function storyOfUnheard(
  state: CallState,
  ending: CallEnding,
  at: Instant,
): readonly [...CallStep[], CallRecord] {
  const whose = { callId: travellingId(state.callId), tenantId: state.handover?.tenantId ?? null };
  const { caller, called, trunkId, seq, times } = state;
  const { by, causeCode, lost: lostReason } = ending;
  return [
    stepOf(whose, seq + 1, 'call.arrived', times.arrivedAt, { caller, called, trunkId }),
    stepOf(whose, seq + 2, 'call.ended', at, { by, causeCode, lostReason }),
    { ...recordOf({ ...state, ...whose }, ending, at), id: whose.callId },
  ];
}
