import type { CallId, QueueId } from '../../kernel/ids.js';

/** What a call may know of the line of a queue. */
export interface LineView {
  /** How many come before the call; undefined where it does not wait. */
  ahead(callId: CallId): number | undefined;
  waiting(queueId: QueueId): number;
  loggedIn(queueId: QueueId): number;
  atWork(queueId: QueueId): number;
  /** Null: nobody can say. */
  expectedWaitMs(queueId: QueueId, ahead: number): number | null;
}
