import type { Destination } from '../../kernel/destination.js';
import type { PromptId } from '../../kernel/ids.js';

/** What callers in a queue are told of their place. */
export const TELLS = ['nothing', 'position', 'wait', 'both'] as const;
export type Tells = (typeof TELLS)[number];

/** What callers hear while they wait, and where they go when waiting makes no sense. */
export interface QueueWaiting {
  /** Played again and again in the place of the product's own music; null: that one. */
  readonly musicPromptId: PromptId | null;
  /** Played on entering; null: none. */
  readonly firstPromptId: PromptId | null;
  /** Played between the music, such as an advertisement. */
  readonly periodicPromptId: PromptId | null;
  readonly periodicEveryS: number;
  readonly tells: Tells;
  /** The place is told after so long, and then again at this interval; 0: once. */
  readonly tellsFromS: number;
  readonly tellsEveryS: number;
  /** Caller and agent hear the agent's number before they talk. */
  readonly announcesAgent: boolean;
  /** Callers who find so many in the queue go elsewhere; 0: nobody does. */
  readonly fullAt: number;
  /** Null: they wait all the same. */
  readonly whenFull: Destination | null;
  /** No agent of the queue is logged in. */
  readonly whenNobody: Destination | null;
  /** All who are logged in take a break. */
  readonly whenOnBreak: Destination | null;
}

/** What holds where nothing else is said. */
export const ONLY_MUSIC: QueueWaiting = {
  musicPromptId: null,
  firstPromptId: null,
  periodicPromptId: null,
  periodicEveryS: 60,
  tells: 'nothing',
  tellsFromS: 10,
  tellsEveryS: 60,
  announcesAgent: false,
  fullAt: 0,
  whenFull: null,
  whenNobody: null,
  whenOnBreak: null,
};

/** Who serves a queue, and who waits in it. */
export interface Staffing {
  readonly loggedIn: number;
  /** Take calls: free, in a call or in the wrap-up of one. */
  readonly atWork: number;
  readonly waiting: number;
}

export type LeavingWhy = 'full' | 'nobody_logged_in' | 'nobody_ready';

/** Where a caller goes instead of waiting, and why; null: they wait. */
export function elsewhere(
  waiting: QueueWaiting,
  { loggedIn, atWork, waiting: length }: Staffing,
): { readonly why: LeavingWhy; readonly to: Destination } | null {
  const { whenNobody, whenOnBreak, whenFull, fullAt } = waiting;
  if (loggedIn === 0 && whenNobody !== null) return { why: 'nobody_logged_in', to: whenNobody };
  if (loggedIn > 0 && atWork === 0 && whenOnBreak !== null) return { why: 'nobody_ready', to: whenOnBreak };
  if (fullAt > 0 && length >= fullAt && whenFull !== null) return { why: 'full', to: whenFull };
  return null;
}
