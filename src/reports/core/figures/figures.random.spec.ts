import fc from 'fast-check';

import {
  addAgentFigures,
  addQueueFigures,
  agentFigures,
  loginMs,
  queueFigures,
  serviceLevel,
  type Interval,
} from './figures.js';
import { piecesOf } from './pieces.js';
import type { AgentOffer, AgentSpan, CallHold, QueueVisit } from './spans.js';

/** Whatever happened, figures of two adjoining intervals add up to those of both, and are what a second hand counts. */

const LONG_S = 60;
const PROMISE = { serviceLevelS: 10, shortAbandonS: 4 };

const stretch = fc
  .tuple(fc.nat(LONG_S), fc.option(fc.nat(LONG_S / 2)))
  .map(([from, long]) => ({ from: from * 1000, to: long === null ? null : (from + long) * 1000 }));
const visits = fc.array(
  fc
    .tuple(stretch, fc.constantFrom('answered', 'abandoned', 'overflowed', 'lost'))
    .map(([{ from, to }, outcome]): QueueVisit => ({
      ...{ callId: 'c', seq: 1, queueId: 'q', agentId: null },
      ...{ enteredAt: from, leftAt: to, outcome: to === null ? null : outcome },
    })),
  { maxLength: 12 },
);
const spans = fc.array(
  fc
    .tuple(
      stretch,
      fc.constantFrom('ready', 'notReady', 'offered', 'talking', 'wrapUp'),
      fc.constantFrom('lunch', null),
    )
    .map(([{ from, to }, phase, reason]): AgentSpan => ({
      ...{ agentId: 'a', seq: 1, phase, reason, callId: null, beganAt: from, overAt: to },
    })),
  { maxLength: 12 },
);
const holds = fc.array(
  stretch.map(({ from, to }): CallHold => ({ callId: 'c', seq: 1, agentId: 'a', beganAt: from, overAt: to })),
  { maxLength: 5 },
);
const offers = fc.array(
  fc.tuple(stretch, fc.constantFrom('answered', 'missed', 'withdrawn')).map(([{ from, to }, outcome]): AgentOffer => ({
    ...{ callId: 'c', seq: 1, agentId: 'a', offeredAt: from, overAt: to, outcome: to === null ? null : outcome },
  })),
  { maxLength: 8 },
);
const borders = fc
  .tuple(fc.nat(LONG_S), fc.nat(LONG_S), fc.nat(LONG_S))
  .map((seconds) => seconds.toSorted((a, b) => a - b).map((s) => s * 1000) as [number, number, number]);

describe('figures of intervals', () => {
  it('of two adjoining ones add up to those of both', () => {
    fc.assert(
      fc.property(visits, spans, holds, offers, borders, (v, s, h, o, [from, middle, to]) => {
        const of = (interval: Interval) => queueFigures(v, s, h, PROMISE, interval);
        expect(addQueueFigures(of({ from, to: middle }), of({ from: middle, to }))).toEqual(of({ from, to }));
        const ofAgent = (interval: Interval) => agentFigures(o, s, h, interval);
        expect(addAgentFigures(ofAgent({ from, to: middle }), ofAgent({ from: middle, to }))).toEqual(
          ofAgent({ from, to }),
        );
      }),
    );
  });

  it('are what is counted second by second', () => {
    fc.assert(
      fc.property(visits, spans, holds, borders, (v, s, h, [from, , to]) => {
        const seconds = Array.from({ length: (to - from) / 1000 }, (_, i) => from + i * 1000);
        const isIn = (at: number, begin: number, end: number | null): boolean => begin <= at && (end ?? Infinity) > at;
        const waiting = seconds.map((at) => v.filter((one) => isIn(at, one.enteredAt, one.leftAt)).length);
        const busy = (phase: string): number =>
          seconds.reduce(
            (ms, at) => ms + 1000 * s.filter((one) => one.phase === phase && isIn(at, one.beganAt, one.overAt)).length,
            0,
          );
        const at = (instant: number | null): boolean => seconds.some((second) => second === instant);
        const left = v.filter(({ leftAt }) => at(leftAt));
        const answered = left.filter(({ outcome }) => outcome === 'answered');
        const waits = (some: readonly QueueVisit[]): number[] => some.map((one) => (one.leftAt ?? 0) - one.enteredAt);
        const figures = queueFigures(v, s, h, PROMISE, { from, to });
        expect(figures).toMatchObject({
          offered: v.filter(({ enteredAt }) => at(enteredAt)).length,
          answered: answered.length,
          answeredInTime: waits(answered).filter((ms) => ms <= 10_000).length,
          abandonedShort: waits(left.filter(({ outcome }) => outcome === 'abandoned')).filter((ms) => ms < 4000).length,
          waitAnsweredMs: waits(answered).reduce((a, b) => a + b, 0),
          longestWaitMs: Math.max(0, ...waits(left)),
          waitingMs: waiting.reduce((a, b) => a + b * 1000, 0),
          mostWaiting: Math.max(0, ...waiting),
          talkMs: busy('talking'),
          holdMs: seconds.reduce(
            (ms, at) => ms + 1000 * h.filter((one) => isIn(at, one.beganAt, one.overAt)).length,
            0,
          ),
          wrapUpMs: busy('wrapUp'),
        });
        const level = serviceLevel(figures);
        expect(level === null || (level >= 0 && level <= 1)).toBe(true);
        const all = ['ready', 'notReady', 'offered', 'talking', 'wrapUp'].reduce((ms, phase) => ms + busy(phase), 0);
        expect(loginMs(agentFigures([], s, h, { from, to }))).toBe(all);
      }),
    );
  });

  it('a range falls into what is kept and what is not, without a gap and without an overlap', () => {
    const instant = fc.nat(20).chain((quarter) => fc.nat(3).map((by) => quarter * 900_000 + by * 200_000));
    fc.assert(
      fc.property(instant, instant, fc.nat(20), (a, b, untilQuarter) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        const { kept, rest } = piecesOf(range, untilQuarter * 900_000);
        const all = [...(kept === null ? [] : [kept]), ...rest].toSorted((x, y) => x.from - y.from);
        expect(all.reduce((end, piece) => (piece.from === end ? piece.to : NaN), range.from)).toBe(range.to);
        expect((kept?.to ?? 0) <= untilQuarter * 900_000 && (kept?.from ?? 0) % 900_000 === 0).toBe(true);
      }),
    );
  });
});
