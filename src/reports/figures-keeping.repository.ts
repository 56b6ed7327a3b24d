import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import type { AgentFigures, Interval, QueueFigures, QueuePromise } from './core/figures/figures.js';
import type { NodeVisit } from './core/figures/paths.js';
import type { AgentOffer, AgentSpan, CallHold, QueueVisit } from './core/figures/spans.js';
import type { AgentStepRow, SpanRow, TellingStepRow } from './figures.repository.js';

/** How far the facts are taken in. */
export interface Progress {
  readonly callCameBy: string;
  readonly callFact: string;
  readonly agentCameBy: string;
  readonly agentFact: string;
  readonly keptUntil: number;
  /** Transactions from this one on may still be running. */
  readonly below: string;
}

/** A stretch of time of a tenant whose figures have to be made anew; null: it goes on. */
export interface Changed {
  readonly tenant_id: string;
  readonly began_at: Date;
  readonly over_at: Date | null;
}

/** Figures of an interval, by queue or agent. */
export interface Kept<F> {
  readonly startsAt: number;
  readonly figures: ReadonlyMap<string, F>;
}

export interface Arrived {
  readonly id: string;
  readonly came_by: string;
  readonly tenant_id: string | null;
}

const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** What the platform's `web` keeps of the facts for figures; the application may do none of it. */
@Injectable()
export class FiguresKeepingRepository {
  /** Takes hold of it until the end of the transaction. */
  async claim(session: DbSession): Promise<Progress> {
    // of another server, where the numbers of transactions are smaller (a restored copy): begin again
    await session.query(`UPDATE reports.figures_progress SET call_came_by = '0', call_fact = '', agent_came_by = '0',
      agent_fact = '' WHERE greatest(call_came_by, agent_came_by) > pg_snapshot_xmax(pg_current_snapshot())`);
    const rows = await session.query<
      { call: string; call_fact: string; agent: string; agent_fact: string; kept_until: Date; below: string }[]
    >(`SELECT call_came_by::text AS call, call_fact, agent_came_by::text AS agent, agent_fact, kept_until,
        pg_snapshot_xmin(pg_current_snapshot())::text AS below FROM reports.figures_progress FOR UPDATE`);
    const [row] = rows;
    if (row === undefined) throw new Error('reports.figures_progress has lost its row');
    return {
      ...{ callCameBy: row.call, callFact: row.call_fact, agentCameBy: row.agent, agentFact: row.agent_fact },
      ...{ keptUntil: row.kept_until.getTime(), below: row.below },
    };
  }

  async putProgress(session: DbSession, progress: Progress): Promise<void> {
    await session.query(
      `UPDATE reports.figures_progress SET call_came_by = $1::text::xid8, call_fact = $2,
         agent_came_by = $3::text::xid8, agent_fact = $4, kept_until = $5`,
      [
        ...[progress.callCameBy, progress.callFact, progress.agentCameBy, progress.agentFact],
        new Date(progress.keptUntil),
      ],
    );
  }

  arrivedSteps(
    session: DbSession,
    after: Progress,
    limit: number,
  ): Promise<(Arrived & { readonly call_id: string })[]> {
    return session.query<(Arrived & { readonly call_id: string })[]>(
      `SELECT id, came_by::text AS came_by, tenant_id, call_id FROM reports.telling_step
       WHERE (came_by, id) > ($1::text::xid8, $2) AND came_by < $3::text::xid8 ORDER BY came_by, id LIMIT $4`,
      [after.callCameBy, after.callFact, after.below, limit],
    );
  }

  arrivedAgentSteps(
    session: DbSession,
    after: Progress,
    limit: number,
  ): Promise<(Arrived & { readonly agent_id: string; readonly at: Date })[]> {
    return session.query<(Arrived & { readonly agent_id: string; readonly at: Date })[]>(
      `SELECT id, came_by::text AS came_by, tenant_id, agent_id, at FROM reports.agent_step
       WHERE (came_by, id) > ($1::text::xid8, $2) AND came_by < $3::text::xid8 ORDER BY came_by, id LIMIT $4`,
      [after.agentCameBy, after.agentFact, after.below, limit],
    );
  }

  stepsOfCalls(session: DbSession, callIds: readonly string[]): Promise<TellingStepRow[]> {
    return session.query<TellingStepRow[]>(
      'SELECT call_id, seq, at, step, detail FROM reports.telling_step WHERE call_id = ANY($1)',
      [callIds],
    );
  }

  /** An agent's steps from the last before `from` that begins nothing half done to the first such after `to`. */
  stepsOfAgent(session: DbSession, agentId: string, from: Date, to: Date): Promise<AgentStepRow[]> {
    return session.query<AgentStepRow[]>(
      `SELECT agent_id, seq, at, to_phase, reason, call_id FROM reports.agent_step
       WHERE agent_id = $1 AND at >= coalesce((SELECT max(b.at) FROM reports.agent_step b WHERE b.agent_id = $1
         AND b.at < $2 AND b.to_phase IN ('ready', 'notReady', 'loggedOut')), '-infinity')
         AND at <= coalesce((SELECT min(b.at) FROM reports.agent_step b WHERE b.agent_id = $1
         AND b.at > $3 AND b.to_phase IN ('ready', 'notReady', 'loggedOut')), 'infinity')
       ORDER BY at, seq`,
      [agentId, from, to],
    );
  }

  /** @returns what was kept of them, and what their agents did in them */
  async forgetCalls(session: DbSession, callIds: readonly string[]): Promise<Changed[]> {
    const inCalls = await session.query<Changed[]>(
      'SELECT tenant_id, began_at, over_at FROM reports.agent_span WHERE call_id = ANY($1)',
      [callIds],
    );
    const gone: Changed[] = [];
    for (const table of ['queue_visit', 'agent_offer', 'call_hold']) {
      const [rows] = await session.query<[Changed[], number]>(
        `DELETE FROM reports.${table} WHERE call_id = ANY($1) RETURNING tenant_id, began_at, over_at`,
        [callIds],
      );
      gone.push(...rows);
    }
    const [stays] = await session.query<[Changed[], number]>(
      'DELETE FROM reports.node_visit WHERE call_id = ANY($1) RETURNING tenant_id, began_at, began_at AS over_at',
      [callIds],
    );
    gone.push(...stays);
    return [...inCalls, ...gone];
  }

  /** What is kept of an agent that began from an instant on, and before another. */
  async spansOfAgent(session: DbSession, agentId: string, from: Date, before: Date | null): Promise<AgentSpan[]> {
    const rows = await session.query<Omit<SpanRow, 'queue_id'>[]>(
      `SELECT agent_id, seq, phase, reason, call_id, began_at, over_at FROM reports.agent_span
       WHERE agent_id = $1 AND began_at >= $2 AND began_at < coalesce($3, 'infinity'::timestamptz)`,
      [agentId, from, before],
    );
    return rows.map(({ agent_id, seq, phase, reason, call_id, began_at, over_at }) => ({
      ...{ agentId: agent_id, seq, phase, reason, callId: call_id },
      ...{ beganAt: began_at.getTime(), overAt: over_at?.getTime() ?? null },
    }));
  }

  async forgetSpans(session: DbSession, spans: readonly AgentSpan[]): Promise<void> {
    if (spans.length === 0) return;
    await session.query(
      `DELETE FROM reports.agent_span s USING unnest($1::uuid[], $2::integer[], $3::timestamptz[]) AS g (agent, seq, began)
       WHERE s.agent_id = g.agent AND s.seq = g.seq AND s.began_at = g.began`,
      [
        spans.map(({ agentId }) => agentId),
        spans.map(({ seq }) => seq),
        spans.map(({ beganAt }) => new Date(beganAt).toISOString()),
      ],
    );
  }

  async keepVisits(session: DbSession, tenantId: string, visits: readonly QueueVisit[]): Promise<void> {
    const rows = visits.map(({ callId, seq, queueId, enteredAt, leftAt, outcome, agentId }) => ({
      ...{ call_id: callId, seq, tenant_id: tenantId, queue_id: queueId, began_at: date(enteredAt) },
      ...{ over_at: date(leftAt), outcome, agent_id: agentId },
    }));
    await insert(session, 'queue_visit', rows);
  }

  async keepOffers(session: DbSession, tenantId: string, offers: readonly AgentOffer[]): Promise<void> {
    const rows = offers.map(({ callId, seq, agentId, offeredAt, overAt, outcome }) => ({
      ...{ call_id: callId, seq, tenant_id: tenantId, agent_id: agentId, began_at: date(offeredAt) },
      ...{ over_at: date(overAt), outcome },
    }));
    await insert(session, 'agent_offer', rows);
  }

  async keepHolds(session: DbSession, tenantId: string, holds: readonly CallHold[]): Promise<void> {
    const rows = holds.map(({ callId, seq, agentId, beganAt, overAt }) => ({
      ...{ call_id: callId, seq, tenant_id: tenantId, agent_id: agentId },
      ...{ began_at: date(beganAt), over_at: date(overAt) },
    }));
    await insert(session, 'call_hold', rows);
  }

  /** In nodes of flows. */
  async keepStays(session: DbSession, tenantId: string, stays: readonly NodeVisit[]): Promise<void> {
    const rows = stays.map(({ callId, seq, versionId, node, enteredAt, begins, leftBy }) => ({
      ...{ call_id: callId, seq, tenant_id: tenantId, version_id: versionId, node, began_at: date(enteredAt) },
      ...{ begins, left_by: leftBy },
    }));
    await insert(session, 'node_visit', rows);
  }

  async keepSpans(session: DbSession, tenantId: string, spans: readonly AgentSpan[]): Promise<void> {
    const rows = spans.map(({ agentId, seq, phase, reason, callId, beganAt, overAt }) => ({
      ...{ agent_id: agentId, seq, tenant_id: tenantId, phase, reason, call_id: callId },
      ...{ began_at: date(beganAt), over_at: date(overAt) },
    }));
    await insert(session, 'agent_span', rows);
  }

  /** The intervals of a tenant's stretches, which begin and end with one, are to be made anew. */
  async makeDue(session: DbSession, tenantId: string, stretches: readonly Interval[]): Promise<void> {
    if (stretches.length === 0) return;
    await session.query(
      `INSERT INTO reports.figures_due SELECT $1, s.starts_at
       FROM unnest($2::timestamptz[], $3::timestamptz[]) AS x ("from", "to"),
         generate_series(x."from", x."to" - interval '15 minutes', '15 minutes') AS s (starts_at)
       ON CONFLICT DO NOTHING`,
      [
        tenantId,
        stretches.map(({ from }) => new Date(from).toISOString()),
        stretches.map(({ to }) => new Date(to).toISOString()),
      ],
    );
  }

  /** Intervals that have passed since, of all who had something in them that is kept (isLasting). */
  async makePassedDue(session: DbSession, from: number, to: number): Promise<void> {
    const some = (
      table: string,
      which = 'true',
    ): string => `EXISTS (SELECT FROM reports.${table} o WHERE o.tenant_id = t.tenant_id
      AND o.began_at < s.starts_at + interval '15 minutes' AND (o.over_at IS NULL OR o.over_at >= s.starts_at)
      AND (o.began_at >= s.starts_at - interval '1 hour' OR o.over_at IS NULL
        OR o.over_at - o.began_at > interval '1 hour') AND ${which})`;
    await session.query(
      `INSERT INTO reports.figures_due
       SELECT t.tenant_id, s.starts_at FROM (SELECT tenant_id FROM reports.queue UNION SELECT tenant_id FROM reports.agent
           UNION SELECT tenant_id FROM reports.flow_version) AS t,
         generate_series($1::timestamptz, $2::timestamptz - interval '15 minutes', '15 minutes') AS s (starts_at)
       WHERE ${some('queue_visit')} OR ${some('agent_span', "NOT (o.over_at IS NULL AND o.phase IN ('ready', 'notReady'))")}
         OR EXISTS (SELECT FROM reports.node_visit o WHERE o.tenant_id = t.tenant_id AND o.began_at >= s.starts_at
           AND o.began_at < s.starts_at + interval '15 minutes')
       ON CONFLICT DO NOTHING`,
      [new Date(from), new Date(to)],
    );
  }

  /** Takes intervals out of those that are due, newest first. */
  async takeDue(session: DbSession, limit: number): Promise<{ tenant_id: string; starts_at: Date }[]> {
    const [rows] = await session.query<[{ tenant_id: string; starts_at: Date }[], number]>(
      `DELETE FROM reports.figures_due d USING (
         SELECT tenant_id, starts_at FROM reports.figures_due ORDER BY starts_at DESC LIMIT $1) AS n
       WHERE d.tenant_id = n.tenant_id AND d.starts_at = n.starts_at RETURNING d.tenant_id, d.starts_at`,
      [limit],
    );
    return rows;
  }

  /** In the place of all that was kept of the stretch. */
  async keepQueueFigures(
    session: DbSession,
    tenantId: string,
    stretch: Interval,
    kept: readonly Kept<QueueFigures & QueuePromise>[],
  ): Promise<void> {
    const rows = rowsOf(kept, (queueId, startsAt, f) => ({
      ...{ tenant_id: tenantId, queue_id: queueId, starts_at: date(startsAt) },
      ...{ service_level_s: f.serviceLevelS, short_abandon_s: f.shortAbandonS },
      ...{ offered: f.offered, answered: f.answered, answered_in_time: f.answeredInTime, abandoned: f.abandoned },
      ...{ abandoned_short: f.abandonedShort, overflowed: f.overflowed, lost: f.lost, most_waiting: f.mostWaiting },
      ...{ wait_answered_ms: f.waitAnsweredMs, longest_wait_ms: f.longestWaitMs, waiting_ms: f.waitingMs },
      ...{ talk_ms: f.talkMs, hold_ms: f.holdMs, wrap_up_ms: f.wrapUpMs, callbacks: f.callbacks },
    }));
    await replaceStretch(session, 'queue_figures', tenantId, stretch, rows);
  }

  /** As keepQueueFigures. */
  async keepAgentFigures(
    session: DbSession,
    tenantId: string,
    stretch: Interval,
    kept: readonly Kept<AgentFigures>[],
  ): Promise<void> {
    const rows = rowsOf(kept, (agentId, startsAt, f) => ({
      ...{ tenant_id: tenantId, agent_id: agentId, starts_at: date(startsAt), reasons_ms: f.reasonsMs },
      ...{ offered: f.offered, answered: f.answered, missed: f.missed, ready_ms: f.readyMs },
      ...{ conversations: f.conversations, hold_ms: f.holdMs },
      ...{ not_ready_ms: f.notReadyMs, ring_ms: f.ringMs, talk_ms: f.talkMs, wrap_up_ms: f.wrapUpMs },
    }));
    await replaceStretch(session, 'agent_figures', tenantId, stretch, rows);
  }

  /** As keepQueueFigures; each stay in a node belongs to the interval in which it began, whatever its end. */
  async keepPathFigures(session: DbSession, tenantId: string, stretch: Interval): Promise<void> {
    await replaceStretch(session, 'path_figures', tenantId, stretch, []);
    await session.query(
      `INSERT INTO reports.path_figures (tenant_id, version_id, starts_at, node, begins, left_by, visits)
       SELECT tenant_id, version_id, date_bin('15 minutes', began_at, 'epoch'), node, begins, left_by, count(*)
       FROM reports.node_visit WHERE tenant_id = $1 AND began_at >= $2 AND began_at < $3
       GROUP BY 1, 2, 3, 4, 5, 6`,
      [tenantId, new Date(stretch.from), new Date(stretch.to)],
    );
  }
}

function rowsOf<F>(
  kept: readonly Kept<F>[],
  rowOf: (id: string, startsAt: number, figures: F) => object,
): readonly object[] {
  return kept.flatMap(({ startsAt, figures }) => [...figures].map(([id, found]) => rowOf(id, startsAt, found)));
}

async function replaceStretch(
  session: DbSession,
  table: 'queue_figures' | 'agent_figures' | 'path_figures',
  tenantId: string,
  { from, to }: Interval,
  rows: readonly object[],
): Promise<void> {
  await session.query(`DELETE FROM reports.${table} WHERE tenant_id = $1 AND starts_at >= $2 AND starts_at < $3`, [
    tenantId,
    new Date(from),
    new Date(to),
  ]);
  await insert(session, table, rows);
}

async function insert(session: DbSession, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await session.query(
    `INSERT INTO reports.${table} SELECT * FROM jsonb_populate_recordset(NULL::reports.${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
