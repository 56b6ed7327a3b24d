import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { DbSession } from '../platform/database/transaction.js';
import { figuresByAgent, figuresByQueue, type Happened } from './core/figures/by-thing.js';
import {
  addAgentFigures,
  addQueueFigures,
  agentFigures,
  NO_AGENT_FIGURES,
  NO_QUEUE_FIGURES,
  type AgentFigures,
  type HandlingSpan,
  type Interval,
  type QueueFigures,
  type QueuePromise,
} from './core/figures/figures.js';
import { KEPT_MS, keptFrom, piecesOf } from './core/figures/pieces.js';
import {
  FiguresRepository,
  type AgentFiguresRow,
  type HoldRow,
  type NamedRow,
  type OfferRow,
  type PromiseRow,
  type QueueFiguresRow,
  type SpanRow,
  type VisitRow,
} from './figures.repository.js';

export interface FiguresOf<F> {
  readonly id: string;
  /** null: it is there no more. */
  readonly number: string | null;
  readonly name: string | null;
  /** The first instant of the stretch. */
  readonly from: number;
  readonly figures: F;
}

type Sums<F> = Map<string, Map<number, F>>;

/** Figures of queues and agents of any stretch of time, exact at its borders. */
@Injectable()
export class FiguresService {
  constructor(private readonly figures: FiguresRepository) {}

  /**
   * @param starts first instants of the stretches, rising, from `range.from` on; of no more than a few thousand
   * @returns of each stretch and queue that something happened in
   */
  async ofQueues(
    session: DbSession,
    tenantId: string,
    range: Interval,
    starts: readonly number[],
  ): Promise<FiguresOf<QueueFigures>[]> {
    const sums: Sums<QueueFigures> = new Map();
    const add = adder(sums, addQueueFigures, NO_QUEUE_FIGURES);
    const queues = await this.figures.queues(session);
    const { kept, rest } = await this.pieces(session, range, starts);
    for (const stretch of kept === null ? [] : await this.figures.keptQueues(session, kept, starts))
      add(stretch.queue_id, stretch.bucket, queueFiguresOf(stretch));
    const now = promisesOf(queues.map((row) => ({ ...row, queue_id: row.id })));
    for (const { bucket, from, to } of rest) {
      const happened = await this.happened(session, tenantId, { from, to });
      const startsAt = keptFrom(from);
      const promised = await this.promised(session, tenantId, { from: startsAt, to: startsAt + KEPT_MS });
      const promises = new Map([...now, ...(promised.get(startsAt) ?? [])]);
      for (const [id, found] of figuresByQueue(happened, promises, { from, to })) add(id, bucket, found);
    }
    return listed(sums, queues, starts);
  }

  /** As ofQueues. */
  async ofAgents(
    session: DbSession,
    tenantId: string,
    range: Interval,
    starts: readonly number[],
  ): Promise<FiguresOf<AgentFigures>[]> {
    const sums: Sums<AgentFigures> = new Map();
    const add = adder(sums, addAgentFigures, NO_AGENT_FIGURES);
    const { kept, rest } = await this.pieces(session, range, starts);
    for (const stretch of kept === null ? [] : await this.figures.keptAgents(session, kept, starts))
      add(stretch.agent_id, stretch.bucket, agentFiguresOf(stretch));
    if (kept !== null) {
      const lasting = (await this.figures.lasting(session, tenantId, kept.to)).map(toSpan);
      for (const [bucket, piece] of cutAt(starts, kept).entries()) {
        for (const span of lasting.filter(({ beganAt }) => beganAt < piece.to && piece.from < piece.to))
          add(span.agentId, bucket, agentFigures([], [span], [], piece));
      }
    }
    for (const { bucket, from, to } of rest) {
      const happened = await this.happened(session, tenantId, { from, to });
      for (const [id, found] of figuresByAgent(happened, { from, to })) add(id, bucket, found);
    }
    return listed(sums, await this.figures.agents(session), starts);
  }

  /** Everything of a tenant that reaches into an interval. */
  async happened(session: DbSession, tenantId: string, interval: Interval): Promise<Happened> {
    return {
      visits: (await this.figures.visits(session, tenantId, interval)).map(toVisit),
      offers: (await this.figures.offers(session, tenantId, interval)).map(toOffer),
      spans: (await this.figures.spans(session, tenantId, interval)).map(toSpan),
      holds: (await this.figures.holds(session, tenantId, interval)).map(toHold),
    };
  }

  /** What queues promised in intervals that are kept, by their first instants. */
  async promised(
    session: DbSession,
    tenantId: string,
    stretch: Interval,
  ): Promise<ReadonlyMap<number, ReadonlyMap<string, QueuePromise>>> {
    const rows = await this.figures.promises(session, tenantId, stretch);
    const byInterval = Map.groupBy(rows, ({ starts_at }) => starts_at.getTime());
    return new Map([...byInterval].map(([startsAt, ofInterval]) => [startsAt, promisesOf(ofInterval)]));
  }

  /** What queues promise now. */
  async promises(session: DbSession): Promise<ReadonlyMap<string, QueuePromise>> {
    const queues = await this.figures.queues(session);
    return promisesOf(queues.map((row) => ({ ...row, queue_id: row.id })));
  }

  /** What is kept as one stretch, the rest cut where stretches and kept intervals begin. */
  private async pieces(session: DbSession, range: Interval, starts: readonly number[]) {
    const keptUntil = await this.figures.keptUntil(session);
    // what has not been yet has no figures
    const { kept, rest } = piecesOf({ from: range.from, to: Math.min(range.to, systemClock.now()) }, keptUntil);
    const cut = rest.flatMap((piece) => {
      const borders = starts.filter((start) => start > piece.from && start < piece.to);
      for (let at = Math.ceil(piece.from / KEPT_MS) * KEPT_MS; at < piece.to; at += KEPT_MS) borders.push(at);
      const points = [...new Set([piece.from, ...borders, piece.to])].toSorted((a, b) => a - b);
      return points.slice(1).map((to, i) => ({ from: points[i] ?? to, to }));
    });
    return {
      kept,
      rest: cut
        .filter(({ from, to }) => from < to)
        .map((piece) => ({ ...piece, bucket: starts.findLastIndex((start) => start <= piece.from) })),
    };
  }
}

function promisesOf(rows: readonly Omit<PromiseRow, 'starts_at'>[]): ReadonlyMap<string, QueuePromise> {
  return new Map(
    rows.map((row) => [row.queue_id, { serviceLevelS: row.service_level_s, shortAbandonS: row.short_abandon_s }]),
  );
}

/** The stretches that begin at instants, as far as they lie in a range. */
function cutAt(starts: readonly number[], { from, to }: Interval): Interval[] {
  return starts.map((start, i) => ({ from: Math.max(start, from), to: Math.min(starts[i + 1] ?? to, to) }));
}

function adder<F>(sums: Sums<F>, plus: (a: F, b: F) => F, none: F): (id: string, bucket: number, more: F) => void {
  return (id, bucket, more) => {
    const ofThing = sums.get(id) ?? new Map<number, F>();
    ofThing.set(bucket, plus(ofThing.get(bucket) ?? none, more));
    sums.set(id, ofThing);
  };
}

function listed<F>(sums: Sums<F>, things: readonly NamedRow[], starts: readonly number[]): FiguresOf<F>[] {
  const named = new Map(things.map((thing) => [thing.id, thing]));
  return [...sums]
    .flatMap(([id, buckets]) =>
      [...buckets].map(([bucket, figures]) => ({
        ...{ id, number: named.get(id)?.number ?? null, name: named.get(id)?.name ?? null },
        ...{ from: starts[bucket] ?? 0, figures },
      })),
    )
    .toSorted((a, b) => a.from - b.from || (a.number ?? '').localeCompare(b.number ?? '', 'en', { numeric: true }));
}

function toVisit(row: VisitRow): Happened['visits'][number] {
  return {
    ...{ callId: row.call_id, seq: row.seq, queueId: row.queue_id, outcome: row.outcome, agentId: row.agent_id },
    ...{ enteredAt: row.began_at.getTime(), leftAt: row.over_at?.getTime() ?? null },
  };
}

function toOffer(row: OfferRow): Happened['offers'][number] {
  return {
    ...{ callId: row.call_id, seq: row.seq, agentId: row.agent_id, outcome: row.outcome },
    ...{ offeredAt: row.began_at.getTime(), overAt: row.over_at?.getTime() ?? null },
  };
}

function toSpan(row: SpanRow): HandlingSpan {
  return {
    ...{ agentId: row.agent_id, seq: row.seq, phase: row.phase, reason: row.reason, callId: row.call_id },
    ...{ beganAt: row.began_at.getTime(), overAt: row.over_at?.getTime() ?? null, queueId: row.queue_id },
  };
}

function toHold(row: HoldRow): Happened['holds'][number] {
  return {
    ...{ callId: row.call_id, seq: row.seq, agentId: row.agent_id, queueId: row.queue_id },
    ...{ beganAt: row.began_at.getTime(), overAt: row.over_at?.getTime() ?? null },
  };
}

function queueFiguresOf(row: QueueFiguresRow): QueueFigures {
  return {
    offered: Number(row.offered),
    answered: Number(row.answered),
    answeredInTime: Number(row.answered_in_time),
    abandoned: Number(row.abandoned),
    abandonedShort: Number(row.abandoned_short),
    overflowed: Number(row.overflowed),
    callbacks: Number(row.callbacks),
    lost: Number(row.lost),
    waitAnsweredMs: Number(row.wait_answered_ms),
    longestWaitMs: Number(row.longest_wait_ms),
    waitingMs: Number(row.waiting_ms),
    mostWaiting: row.most_waiting,
    talkMs: Number(row.talk_ms),
    holdMs: Number(row.hold_ms),
    wrapUpMs: Number(row.wrap_up_ms),
  };
}

function agentFiguresOf(row: AgentFiguresRow): AgentFigures {
  return {
    offered: Number(row.offered),
    answered: Number(row.answered),
    missed: Number(row.missed),
    conversations: Number(row.conversations),
    readyMs: Number(row.ready_ms),
    notReadyMs: Number(row.not_ready_ms),
    ringMs: Number(row.ring_ms),
    talkMs: Number(row.talk_ms),
    holdMs: Number(row.hold_ms),
    wrapUpMs: Number(row.wrap_up_ms),
    reasonsMs: row.reasons_ms,
  };
}
