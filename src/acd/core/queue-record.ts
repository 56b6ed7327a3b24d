import type { Queue } from './queue.js';

/** A queue as people see and edit one. */
export interface QueueRecord extends Omit<Queue, 'tenantId'> {
  readonly version: number;
  readonly name: string;
}
