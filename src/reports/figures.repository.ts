import { Injectable } from '@nestjs/common';

import type { AgentPhase } from '../kernel/domain-events.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { Interval } from './core/figures/figures.js';
import type { AgentOffer, AgentSpan, QueueVisit, TellingStep } from './core/figures/spans.js';

/** What lies in an interval, of one tenant; rows of the tables with their own names of columns. */
export interface VisitRow {
  readonly call_id: string;
  readonly seq: number;
  readonly queue_id: string;
  readonly began_at: Date;
  readonly over_at: Date | null;
  readonly outcome: QueueVisit['outcome'];
  readonly agent_id: string | null;
}

export interface OfferRow {
  readonly call_id: string;
  readonly seq: number;
  readonly agent_id: string;
  readonly began_at: Date;
  readonly over_at: Date | null;
  readonly outcome: AgentOffer['outcome'];
}

export interface SpanRow {
  readonly agent_id: string;
  readonly seq: number;
  readonly phase: AgentSpan['phase'];
  readonly reason: string | null;
  readonly call_id: string | null;
  readonly began_at: Date;
  readonly over_at: Date | null;
  /** The queue that its call was answered from by this agent. */
  readonly queue_id: string | null;
}

export interface HoldRow {
  readonly call_id: string;
  readonly seq: number;
  readonly agent_id: string | null;
  readonly began_at: Date;
  readonly over_at: Date | null;
  /** As SpanRow's. */
  readonly queue_id: string | null;
}

export interface QueueFiguresRow {
  readonly queue_id: string;
  readonly bucket: number;
  readonly offered: string;
  readonly answered: string;
  readonly answered_in_time: string;
  readonly abandoned: string;
  readonly abandoned_short: string;
  readonly overflowed: string;
  readonly callbacks: string;
  readonly lost: string;
  readonly most_waiting: number;
  readonly wait_answered_ms: string;
  readonly longest_wait_ms: string;
  readonly waiting_ms: string;
  readonly talk_ms: string;
  readonly hold_ms: string;
  readonly wrap_up_ms: string;
}

export interface AgentFiguresRow {
  readonly agent_id: string;
  readonly bucket: number;
  readonly offered: string;
  readonly answered: string;
  readonly missed: string;
  readonly conversations: string;
  readonly ready_ms: string;
  readonly not_ready_ms: string;
  readonly ring_ms: string;
  readonly talk_ms: string;
  readonly hold_ms: string;
  readonly wrap_up_ms: string;
  readonly reasons_ms: Readonly<Record<string, number>>;
}

/** A queue or an agent that is there now. */
export interface NamedRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

export type QueueRow = NamedRow & { readonly service_level_s: number; readonly short_abandon_s: number };

export interface PromiseRow {
  readonly starts_at: Date;
  readonly queue_id: string;
  readonly service_level_s: number;
  readonly short_abandon_s: number;
}

export interface TellingStepRow {
  readonly call_id: string;
  readonly seq: number;
  readonly at: Date;
  readonly step: TellingStep;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AgentStepRow {
  readonly agent_id: string;
  readonly seq: number;
  readonly at: Date;
  readonly to_phase: AgentPhase;
  readonly reason: string | null;
  readonly call_id: string | null;
}

/** What overlaps $1 (from) to $2 (before); who is longer than an hour is in an index of its own. */
const OVERLAPS = `began_at < $2 AND (over_at IS NULL OR over_at >= $1)
  AND (began_at >= $1::timestamptz - interval '1 hour' OR over_at IS NULL OR over_at - began_at > interval '1 hour')`;

/** The queue that a conversation, and what belongs to it, was answered from. */
const answeredFrom = (of: string): string => `(SELECT v.queue_id FROM reports.queue_visit v
  WHERE v.call_id = ${of}.call_id AND v.agent_id = ${of}.agent_id AND v.outcome = 'answered'
    AND v.over_at <= ${of}.began_at ORDER BY v.over_at DESC LIMIT 1)`;

const sums = (names: string): string => names.replaceAll(/\w+/g, 'sum($&) AS $&');

/** Figures and what they are made of, as the session's role sees them. */
@Injectable()
export class FiguresRepository {
  async keptUntil(session: DbSession): Promise<number> {
    const [row] = await session.query<{ kept_until: Date }[]>('SELECT kept_until FROM reports.figures_progress');
    return row?.kept_until.getTime() ?? 0;
  }

  queues(session: DbSession): Promise<QueueRow[]> {
    return session.query<QueueRow[]>('SELECT * FROM reports.queue ORDER BY number, id');
  }

  agents(session: DbSession): Promise<NamedRow[]> {
    return session.query<NamedRow[]>('SELECT * FROM reports.agent ORDER BY number, id');
  }

  visits(session: DbSession, tenantId: string, { from, to }: Interval): Promise<VisitRow[]> {
    return session.query<VisitRow[]>(`SELECT * FROM reports.queue_visit WHERE tenant_id = $3 AND ${OVERLAPS}`, [
      new Date(from),
      new Date(to),
      tenantId,
    ]);
  }

  offers(session: DbSession, tenantId: string, { from, to }: Interval): Promise<OfferRow[]> {
    return session.query<OfferRow[]>(`SELECT * FROM reports.agent_offer WHERE tenant_id = $3 AND ${OVERLAPS}`, [
      new Date(from),
      new Date(to),
      tenantId,
    ]);
  }

  spans(session: DbSession, tenantId: string, { from, to }: Interval): Promise<SpanRow[]> {
    return session.query<SpanRow[]>(
      `SELECT s.*, CASE WHEN s.phase IN ('talking', 'wrapUp') THEN ${answeredFrom('s')} END AS queue_id
       FROM (SELECT * FROM reports.agent_span WHERE tenant_id = $3 AND ${OVERLAPS}) AS s
       ORDER BY s.began_at, s.seq`,
      [new Date(from), new Date(to), tenantId],
    );
  }

  /** Who was ready or not ready since before an instant and is so still (isLasting). */
  lasting(session: DbSession, tenantId: string, before: number): Promise<SpanRow[]> {
    return session.query<SpanRow[]>(
      `SELECT s.*, NULL AS queue_id FROM reports.agent_span s
       WHERE tenant_id = $1 AND over_at IS NULL AND phase IN ('ready', 'notReady') AND began_at < $2`,
      [tenantId, new Date(before)],
    );
  }

  holds(session: DbSession, tenantId: string, { from, to }: Interval): Promise<HoldRow[]> {
    return session.query<HoldRow[]>(
      `SELECT h.*, ${answeredFrom('h')} AS queue_id
       FROM (SELECT * FROM reports.call_hold WHERE tenant_id = $3 AND ${OVERLAPS}) AS h`,
      [new Date(from), new Date(to), tenantId],
    );
  }

  /** What the queues promised in intervals that are kept. */
  promises(session: DbSession, tenantId: string, { from, to }: Interval): Promise<PromiseRow[]> {
    return session.query<PromiseRow[]>(
      `SELECT starts_at, queue_id, service_level_s, short_abandon_s FROM reports.queue_figures
       WHERE tenant_id = $1 AND starts_at >= $2 AND starts_at < $3`,
      [tenantId, new Date(from), new Date(to)],
    );
  }

  /**
   * What is kept of an interval, added up.
   *
   * @param starts the first instants of the stretches it is added up by, rising; `bucket` counts them from 0
   */
  keptQueues(session: DbSession, { from, to }: Interval, starts: readonly number[]): Promise<QueueFiguresRow[]> {
    return session.query<QueueFiguresRow[]>(
      `SELECT queue_id, width_bucket(starts_at, $3::timestamptz[]) - 1 AS bucket, max(most_waiting) AS most_waiting,
         max(longest_wait_ms) AS longest_wait_ms,
         ${sums('offered, answered, answered_in_time, abandoned, abandoned_short, overflowed, callbacks, lost')},
         ${sums('wait_answered_ms, waiting_ms, talk_ms, hold_ms, wrap_up_ms')}
       FROM reports.queue_figures WHERE starts_at >= $1 AND starts_at < $2 GROUP BY 1, 2`,
      [new Date(from), new Date(to), starts.map((start) => new Date(start))],
    );
  }

  /** As keptQueues. */
  keptAgents(session: DbSession, { from, to }: Interval, starts: readonly number[]): Promise<AgentFiguresRow[]> {
    return session.query<AgentFiguresRow[]>(
      `WITH kept AS (
         SELECT *, width_bucket(starts_at, $3::timestamptz[]) - 1 AS bucket FROM reports.agent_figures
         WHERE starts_at >= $1 AND starts_at < $2
       ), reasons AS (
         SELECT agent_id, bucket, jsonb_object_agg(key, ms) AS reasons_ms FROM (
           SELECT agent_id, bucket, key, sum(value::bigint) AS ms FROM kept, jsonb_each_text(reasons_ms) GROUP BY 1, 2, 3
         ) AS each GROUP BY 1, 2
       ), sums AS (
         SELECT agent_id, bucket, ${sums('offered, answered, missed, conversations')},
           ${sums('ready_ms, not_ready_ms, ring_ms, talk_ms, hold_ms, wrap_up_ms')}
         FROM kept GROUP BY 1, 2
       )
       SELECT sums.*, coalesce(reasons_ms, '{}') AS reasons_ms FROM sums LEFT JOIN reasons USING (agent_id, bucket)`,
      [new Date(from), new Date(to), starts.map((start) => new Date(start))],
    );
  }
}
