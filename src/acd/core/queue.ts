import type { Destination } from '../../kernel/destination.js';
import type { AccessNumberId, FlowId, QueueId, TenantId } from '../../kernel/ids.js';
import type { QueueCallback } from './queue-callback.js';
import type { QueueSelection } from './queue-rules.js';
import type { QueueWaiting } from './queue-waiting.js';

/** Callers are asked how it was, once their agent has hung up. */
export interface QueueEvaluation {
  readonly flowId: FlowId;
  /** After conversations of at least so long, seconds. */
  readonly fromS: number;
}

export interface Queue {
  readonly id: QueueId;
  readonly tenantId: TenantId;
  /** As people say it, e.g. 2000. */
  readonly number: string;
  readonly musicClass: string;
  /** How long one agent's telephone rings before the next is tried, seconds. */
  readonly ringTimeoutS: number;
  /** How long a caller waits before the overflow, seconds; 0 waits for ever. */
  readonly maxWaitS: number;
  readonly overflow: Destination;
  readonly wrapUpS: number;
  /** Agents are asked for a disposition; left out, as older copies of the configuration do: they are not. */
  readonly dispositionRequired?: boolean;
  readonly record: boolean;
  /** True: the caller is answered on entering (and hears music in full). False: answered when an agent answers. */
  readonly answerBeforeAgent: boolean;
  /** Numbers that may be shown for calls of its agents and its own; left out or empty: all of the tenant's. */
  readonly callerNumberIds?: readonly AccessNumberId[];
  /** Left out, as older copies of the configuration do: whoever is idle longest. */
  readonly selection?: QueueSelection;
  /** Left out, as older copies do: only music. */
  readonly waiting?: QueueWaiting;
  /** Left out: nobody is called back. */
  readonly callback?: QueueCallback;
  /** Left out: nobody is asked. */
  readonly evaluation?: QueueEvaluation;
}
