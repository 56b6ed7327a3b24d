import type { AccessNumberId, FlowId } from '../../kernel/ids.js';
import type { Queue } from './queue.js';
import type { Strategy } from './queue-rules.js';
import type { QueueWaiting } from './queue-waiting.js';

/** A queue as people see and edit one. */
export interface QueueRecord
  extends Omit<Queue, 'tenantId' | 'musicClass' | 'selection' | 'waiting' | 'callback' | 'evaluation'>, QueueWaiting {
  readonly callerNumberIds: readonly AccessNumberId[];
  readonly version: number;
  readonly name: string;
  /** Callers are asked by this flow, after conversations of so many seconds; null: nobody is. */
  readonly evaluationFlowId: FlowId | null;
  readonly evaluationFromS: number;
  /** What figures judge by: answered within, and how soon who hangs up has not really waited. */
  readonly serviceLevelS: number;
  readonly shortAbandonS: number;
  readonly strategy: Strategy;
  readonly skill: string;
  readonly skillLevel: number;
  /** As typed: "30=5, 60=0". */
  readonly skillSteps: string;
  readonly stickyS: number;
  readonly byArea: boolean;
  readonly headStartS: number;
  /** As typed: "north=3, south=1". */
  readonly shares: string;
  /** One digit; empty: nobody is called back. */
  readonly callbackKey: string;
  readonly callbackFromS: number;
  /** 1 Monday … 7 Sunday */
  readonly callbackDays: readonly number[];
  readonly callbackFrom: string;
  readonly callbackTo: string;
  readonly callbackExpiryS: number;
  readonly callbackTries: number;
  readonly callbackPauseS: number;
}
