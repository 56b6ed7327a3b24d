import { fitsQueues, type Disposition } from '../../acd/core/disposition.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallSaying } from '../../kernel/domain-events.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';

/** Somebody says something of a call: during it, in the wrap-up, or long after. What is left out was not spoken of. */
export interface CallSaid {
  readonly type: 'call.said';
  /** Of the saying; the same when it is ordered again. */
  readonly id: string;
  readonly tenantId: TenantId;
  readonly callId: CallId;
  /** Which agent says it; null: somebody else. */
  readonly agentId: AgentId | null;
  /** As people know who says it. */
  readonly by: string;
  readonly dispositionId?: string | null;
  readonly note?: string | null;
  /** The message that was left in it is dealt with, or is not after all. */
  readonly handled?: boolean;
}

export function sayingOf(said: CallSaid, at: Instant): CallSaying {
  const { id, tenantId, callId, agentId, by, dispositionId, note, handled } = said;
  return {
    ...{ kind: 'call.saying', what: 'said', id, at, tenantId, callId, agentId, by },
    ...(dispositionId === undefined ? {} : { dispositionId }),
    ...(note === undefined ? {} : { note }),
    ...(handled === undefined ? {} : { handled }),
  };
}

/** The wrap-up is over, and a disposition that was asked for is not there. */
export function leftOut(
  agent: { readonly agentId: AgentId; readonly tenantId: TenantId; readonly seq: number },
  callId: CallId,
  by: string,
  at: Instant,
): CallSaying {
  const { agentId, tenantId, seq } = agent;
  const id = `${callId}:left-out:${agentId}:${String(seq)}`;
  return { kind: 'call.saying', what: 'left_out', id, at, tenantId, callId, agentId, by };
}

/** The disposition of this code that an agent of these queues may choose. */
export function dispositionKeyed(
  dispositions: readonly Disposition[],
  code: string,
  queueIds: readonly QueueId[],
): Disposition | undefined {
  return dispositions.find((one) => one.code === code && fitsQueues(one, queueIds));
}
