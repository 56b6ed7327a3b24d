import type { QueueId } from '../../kernel/ids.js';

/**
 * What is known of how fast a queue moves, learnt from its calls. Sums in which older calls count for less and less, so
 * that their quotients follow the day.
 */
export interface QueuePace {
  readonly version: 1;
  readonly queueId: QueueId;
  /** Calls of the queue that its agents have done with. */
  readonly served: number;
  /** What its agents spent meanwhile on calls, of this queue and of others, from the offer to the end of the wrap-up. */
  readonly busyMs: number;
  /** Callers who gave up, and what all callers, those included, have waited. */
  readonly abandoned: number;
  readonly waitedMs: number;
  /** Calls that agents have taken, and how long their telephones rang until then. */
  readonly answers: number;
  readonly rangMs: number;
}

/** Of so many calls the mean is made. */
const CALLS_REMEMBERED = 100;
/** Few give up: of them more is remembered. */
const WAITS_REMEMBERED = 400;
/** What a call is taken to need before the first has ended, milliseconds. */
const FIRST_GUESS_MS = 180_000;

export function blankPace(queueId: QueueId): QueuePace {
  return { version: 1, queueId, served: 1, busyMs: FIRST_GUESS_MS, abandoned: 0, waitedMs: 0, answers: 0, rangMs: 0 };
}

/**
 * An agent who serves the queue is done with a call.
 *
 * @param busyMs from the offer to the end of the wrap-up
 * @param isOwn it was a call of this queue; others take of the agent's time
 */
export function paceAfterCall(pace: QueuePace, busyMs: number, isOwn: boolean): QueuePace {
  if (!isOwn) return { ...pace, busyMs: pace.busyMs + busyMs };
  const keep = 1 - 1 / CALLS_REMEMBERED;
  return { ...pace, served: pace.served * keep + 1, busyMs: pace.busyMs * keep + busyMs };
}

/** A caller waits no longer: they are answered, or they gave up. */
export function paceAfterWait(pace: QueuePace, waitedMs: number, gaveUp: boolean): QueuePace {
  const keep = 1 - 1 / WAITS_REMEMBERED;
  return { ...pace, abandoned: pace.abandoned * keep + (gaveUp ? 1 : 0), waitedMs: pace.waitedMs * keep + waitedMs };
}

/** An agent has taken a call of the queue, after their telephone had rung so long. */
export function paceAfterAnswer(pace: QueuePace, rangMs: number): QueuePace {
  const keep = 1 - 1 / CALLS_REMEMBERED;
  return { ...pace, answers: pace.answers * keep + 1, rangMs: pace.rangMs * keep + rangMs };
}

/**
 * How long a caller who does not give up will still wait, milliseconds; null: nobody is there who could answer.
 *
 * While somebody waits all agents are busy, so calls of the queue are taken at the rate `agents * served / busyMs`, and
 * each of those ahead gives up at the rate `abandoned / waitedMs` (both are the maximum-likelihood estimates for
 * exponential times of which some are cut off). The wait is then the time in which a line that moves by both becomes
 * empty, a sum of exponential stages: W. Whitt, "Predicting Queueing Delays", Management Science 45 (1999), section 3.
 * The caller's own patience counts as one more in each stage: told is the mean of those who are answered in the end,
 * which is what can be observed. When the line is empty the telephone of an agent still has to ring.
 *
 * @param ahead how many come before this caller
 * @param agents who serve the queue and take calls: free, in a call or in the wrap-up of one
 */
export function expectedWaitMs(pace: QueuePace, ahead: number, agents: number): number | null {
  if (agents <= 0) return null;
  const taken = (agents * pace.served) / Math.max(1, pace.busyMs);
  const givenUp = pace.waitedMs > 0 ? pace.abandoned / pace.waitedMs : 0;
  let waitMs = pace.answers > 0 ? pace.rangMs / pace.answers : 0;
  for (let others = 0; others <= ahead; others += 1) waitMs += 1 / (taken + (others + 1) * givenUp);
  return waitMs;
}
