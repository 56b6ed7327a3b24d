import type { Instant } from '../../kernel/clock.js';
import { nextEdge, timeNow, type WeekHours } from '../../kernel/working-times.js';

/** Who waits in a queue may hang up and be called back when it is their turn. */
export interface QueueCallback {
  /** What callers press for it, one digit. */
  readonly key: string;
  /** They are told of it after so long a wait, seconds; from then on the key counts. */
  readonly fromS: number;
  /** When it is offered, and when people are called back, by the clock on the tenant's wall. */
  readonly hours: WeekHours;
  /** Whoever was not reached after so long is called no more, seconds. */
  readonly expiryS: number;
  /** How often the customer's telephone is tried, and how long it is let alone between two tries, seconds. */
  readonly tries: number;
  readonly pauseS: number;
}

/** Every day and hour. */
export const ALWAYS: WeekHours = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };

export function isCallbackTime({ hours }: Pick<QueueCallback, 'hours'>, zone: string, at: Instant): boolean {
  return timeNow({ shifts: [hours], days: [] }, zone, at).is === 'working';
}

/** The next instant at which its hours may begin or end; not every one of them is one. */
export function nextCallbackLook({ hours }: Pick<QueueCallback, 'hours'>, zone: string, at: Instant): Instant {
  return nextEdge([hours], zone, at);
}
