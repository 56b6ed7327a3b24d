import type { Instant } from '../../../kernel/clock.js';
import type { AgentOffer, AgentSpan, CallHold, QueueVisit } from './spans.js';

/** From (inclusive) to (exclusive). */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** What a queue promises: answered within, and how soon who hangs up has not really waited. */
export interface QueuePromise {
  readonly serviceLevelS: number;
  readonly shortAbandonS: number;
}

/**
 * Figures of one queue in one interval. Counts belong to the interval of their instant: `offered` to that of entering,
 * all others to that of the answer or of leaving, and with these their waits. Durations are split at the border.
 */
export interface QueueFigures {
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  /** Of the abandoned: so soon that they did not really wait. */
  readonly abandonedShort: number;
  readonly overflowed: number;
  /** Wished to be called back; neither answered nor lost, and no part of the service level. */
  readonly callbacks: number;
  readonly lost: number;
  /** Waits of the answered, for the average speed of answer. */
  readonly waitAnsweredMs: number;
  /** Of those whose wait was over in the interval, however it ended. */
  readonly longestWaitMs: number;
  /** All waiting within the interval; by its length: how many waited on average. */
  readonly waitingMs: number;
  readonly mostWaiting: number;
  readonly talkMs: number;
  /** Of talkMs: the caller was on hold, or waited beside a consultation. */
  readonly holdMs: number;
  readonly wrapUpMs: number;
}

/** What is told of a queue's day while it goes on. */
export type QueueToday = Pick<
  QueueFigures,
  'offered' | 'answered' | 'answeredInTime' | 'abandoned' | 'abandonedShort' | 'overflowed' | 'lost' | 'waitAnsweredMs'
>;

/** Figures of one agent in one interval; counts belong to the interval of their instant, durations are split. */
export interface AgentFigures {
  readonly offered: number;
  readonly answered: number;
  readonly missed: number;
  /** Conversations that were over, the agent's own calls among them. */
  readonly conversations: number;
  readonly readyMs: number;
  readonly notReadyMs: number;
  readonly ringMs: number;
  readonly talkMs: number;
  /** Of talkMs: the other side was on hold, or waited beside a consultation. */
  readonly holdMs: number;
  readonly wrapUpMs: number;
  /** Of notReadyMs, by reason; '' where none was given. */
  readonly reasonsMs: Readonly<Record<string, number>>;
}

/** A conversation or wrap-up with the queue its call was answered from; null: of no queue. */
export interface HandlingSpan extends AgentSpan {
  readonly queueId: string | null;
}

/** A hold with the queue its call was answered from. */
export interface QueueHold extends CallHold {
  readonly queueId: string | null;
}

export const NO_QUEUE_FIGURES: QueueFigures = {
  ...{
    offered: 0,
    answered: 0,
    answeredInTime: 0,
    abandoned: 0,
    abandonedShort: 0,
    overflowed: 0,
    lost: 0,
    callbacks: 0,
  },
  ...{ waitAnsweredMs: 0, longestWaitMs: 0, waitingMs: 0, mostWaiting: 0, talkMs: 0, holdMs: 0, wrapUpMs: 0 },
};

export const NO_AGENT_FIGURES: AgentFigures = {
  ...{ offered: 0, answered: 0, missed: 0, conversations: 0, readyMs: 0, notReadyMs: 0, ringMs: 0, talkMs: 0 },
  ...{ holdMs: 0, wrapUpMs: 0 },
  reasonsMs: {},
};

const lies = (at: Instant | null, { from, to }: Interval): boolean => at !== null && at >= from && at < to;

/** Milliseconds of the span within the interval; what is not over goes on beyond it. */
function within(beganAt: Instant, overAt: Instant | null, { from, to }: Interval): number {
  return Math.max(0, Math.min(overAt ?? to, to) - Math.max(beganAt, from));
}

/** Figures of one queue, of its visits and of the conversations, wrap-ups and holds of its callers. */
export function queueFigures(
  visits: readonly QueueVisit[],
  handling: readonly AgentSpan[],
  holds: readonly CallHold[],
  promise: QueuePromise,
  interval: Interval,
): QueueFigures {
  const over = visits.filter(({ leftAt }) => lies(leftAt, interval));
  const ended = (outcome: QueueVisit['outcome']): QueueVisit[] => over.filter((visit) => visit.outcome === outcome);
  const [answered, abandoned] = [ended('answered'), ended('abandoned')];
  return {
    offered: visits.filter(({ enteredAt }) => lies(enteredAt, interval)).length,
    answered: answered.length,
    answeredInTime: answered.filter((visit) => waitMs(visit) <= promise.serviceLevelS * 1000).length,
    abandoned: abandoned.length,
    abandonedShort: abandoned.filter((visit) => waitMs(visit) < promise.shortAbandonS * 1000).length,
    overflowed: ended('overflowed').length,
    callbacks: ended('callback').length,
    lost: ended('lost').length,
    waitAnsweredMs: sum(answered.map(waitMs)),
    longestWaitMs: over.reduce((longest, visit) => Math.max(longest, waitMs(visit)), 0),
    waitingMs: sum(visits.map(({ enteredAt, leftAt }) => within(enteredAt, leftAt, interval))),
    mostWaiting: mostAtOnce(visits, interval),
    talkMs: durationIn('talking', handling, interval),
    holdMs: durationOf(holds, interval),
    wrapUpMs: durationIn('wrapUp', handling, interval),
  };
}

/** Figures of one agent. */
export function agentFigures(
  offers: readonly AgentOffer[],
  spans: readonly AgentSpan[],
  holds: readonly CallHold[],
  interval: Interval,
): AgentFigures {
  const over = offers.filter(({ overAt }) => lies(overAt, interval));
  const reasonsMs: Record<string, number> = {};
  for (const { phase, reason, beganAt, overAt } of spans) {
    const ms = phase === 'notReady' ? within(beganAt, overAt, interval) : 0;
    if (ms > 0) reasonsMs[reason ?? ''] = (reasonsMs[reason ?? ''] ?? 0) + ms;
  }
  return {
    offered: offers.filter(({ offeredAt }) => lies(offeredAt, interval)).length,
    answered: over.filter(({ outcome }) => outcome === 'answered').length,
    missed: over.filter(({ outcome }) => outcome === 'missed').length,
    conversations: spans.filter(({ phase, overAt }) => phase === 'talking' && lies(overAt, interval)).length,
    readyMs: durationIn('ready', spans, interval),
    notReadyMs: durationIn('notReady', spans, interval),
    ringMs: durationIn('offered', spans, interval),
    talkMs: durationIn('talking', spans, interval),
    holdMs: durationOf(holds, interval),
    wrapUpMs: durationIn('wrapUp', spans, interval),
    reasonsMs,
  };
}

/** Figures of the union of intervals that do not overlap. */
export function addQueueFigures(a: QueueFigures, b: QueueFigures): QueueFigures {
  return {
    offered: a.offered + b.offered,
    answered: a.answered + b.answered,
    answeredInTime: a.answeredInTime + b.answeredInTime,
    abandoned: a.abandoned + b.abandoned,
    abandonedShort: a.abandonedShort + b.abandonedShort,
    overflowed: a.overflowed + b.overflowed,
    callbacks: a.callbacks + b.callbacks,
    lost: a.lost + b.lost,
    waitAnsweredMs: a.waitAnsweredMs + b.waitAnsweredMs,
    longestWaitMs: Math.max(a.longestWaitMs, b.longestWaitMs),
    waitingMs: a.waitingMs + b.waitingMs,
    mostWaiting: Math.max(a.mostWaiting, b.mostWaiting),
    talkMs: a.talkMs + b.talkMs,
    holdMs: a.holdMs + b.holdMs,
    wrapUpMs: a.wrapUpMs + b.wrapUpMs,
  };
}

export function todayOf(figures: QueueFigures): QueueToday {
  const { offered, answered, answeredInTime, abandoned, abandonedShort, overflowed, lost, waitAnsweredMs } = figures;
  return { offered, answered, answeredInTime, abandoned, abandonedShort, overflowed, lost, waitAnsweredMs };
}

/** Of several queues together. */
export function sumOfToday(queues: readonly QueueToday[]): QueueToday {
  return todayOf(
    queues.reduce<QueueFigures>((sum, one) => addQueueFigures(sum, { ...NO_QUEUE_FIGURES, ...one }), NO_QUEUE_FIGURES),
  );
}

/** Figures of the union of intervals that do not overlap. */
export function addAgentFigures(a: AgentFigures, b: AgentFigures): AgentFigures {
  const reasonsMs: Record<string, number> = { ...a.reasonsMs };
  for (const [reason, ms] of Object.entries(b.reasonsMs)) reasonsMs[reason] = (reasonsMs[reason] ?? 0) + ms;
  return {
    offered: a.offered + b.offered,
    answered: a.answered + b.answered,
    missed: a.missed + b.missed,
    conversations: a.conversations + b.conversations,
    readyMs: a.readyMs + b.readyMs,
    notReadyMs: a.notReadyMs + b.notReadyMs,
    ringMs: a.ringMs + b.ringMs,
    talkMs: a.talkMs + b.talkMs,
    holdMs: a.holdMs + b.holdMs,
    wrapUpMs: a.wrapUpMs + b.wrapUpMs,
    reasonsMs,
  };
}

/**
 * Answered within N seconds by all whose wait was over, but for those who hung up sooner than M seconds: "answered within
 * N / (offered - short abandoned)", where the offered are told by how their wait ended, so that a caller who waits over
 * the border of an interval cannot make more than 1 of it. Over an interval that no caller's wait crosses both are the
 * same.
 *
 * @returns 0 to 1; null where nobody counts
 */
export function serviceLevel(figures: QueueToday): number | null {
  const { answered, abandoned, overflowed, lost, abandonedShort, answeredInTime } = figures;
  return share(answeredInTime, answered + abandoned + overflowed + lost - abandonedShort);
}

/** Average speed of answer, milliseconds; null where nobody was answered. */
export function averageSpeedOfAnswerMs({ waitAnsweredMs, answered }: QueueToday): number | null {
  return share(waitAnsweredMs, answered);
}

/** Share of those whose wait was over that was answered, 0 to 1; null where nobody's was. */
export function answeredShare({ answered, abandoned, overflowed, lost }: QueueFigures): number | null {
  return share(answered, answered + abandoned + overflowed + lost);
}

/** Talk by conversation, milliseconds; null where none was over. */
export function averageTalkMs({ talkMs, conversations }: AgentFigures): number | null {
  return share(talkMs, conversations);
}

/** Talk (hold among it) and wrap-up by answered call, milliseconds; null where there was none. */
export function averageHandlingMs({ talkMs, wrapUpMs, answered }: QueueFigures): number | null {
  return share(talkMs + wrapUpMs, answered);
}

/** (talk + wrap-up) / (talk + wrap-up + ready), 0 to 1; null where the agent did none of them. */
export function occupancy({ talkMs, wrapUpMs, readyMs }: AgentFigures): number | null {
  return share(talkMs + wrapUpMs, talkMs + wrapUpMs + readyMs);
}

/** How long the agent was logged in, milliseconds. */
export function loginMs({ readyMs, notReadyMs, ringMs, talkMs, wrapUpMs }: AgentFigures): number {
  return readyMs + notReadyMs + ringMs + talkMs + wrapUpMs;
}

function share(part: number, whole: number): number | null {
  return whole <= 0 ? null : part / whole;
}

function waitMs({ enteredAt, leftAt }: QueueVisit): number {
  return (leftAt ?? enteredAt) - enteredAt;
}

function durationIn(phase: AgentSpan['phase'], spans: readonly AgentSpan[], interval: Interval): number {
  return durationOf(
    spans.filter((span) => span.phase === phase),
    interval,
  );
}

function durationOf(spans: readonly { beganAt: Instant; overAt: Instant | null }[], interval: Interval): number {
  return sum(spans.map(({ beganAt, overAt }) => within(beganAt, overAt, interval)));
}

/** How many waited at the same instant; who leaves in the instant in which another enters has made room for them. */
function mostAtOnce(visits: readonly QueueVisit[], { from, to }: Interval): number {
  if (to <= from) return 0;
  const changes: { readonly at: Instant; readonly by: 1 | -1 }[] = [];
  for (const { enteredAt, leftAt } of visits) {
    if (enteredAt >= to || (leftAt !== null && (leftAt <= from || leftAt === enteredAt))) continue;
    changes.push({ at: Math.max(enteredAt, from), by: 1 });
    if (leftAt !== null && leftAt < to) changes.push({ at: leftAt, by: -1 });
  }
  let [now, most] = [0, 0];
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
