import { Injectable } from '@nestjs/common';

import type { CallDirection } from '../kernel/charge.js';
import type { CallStep, CallStepName, EndedBy, LostReason } from '../kernel/domain-events.js';
import type { RowPosition } from '../platform/database/paging.js';
import { sqlStateOf, type DbSession } from '../platform/database/transaction.js';
import { NEWEST_FIRST, type Between, type CallFilter, type CallSort } from './core/call-filter.js';
import type { CallResult, EndReason } from './core/words.js';

/** A row of the view reports.call_record, with its own names of columns. */
export interface CallRecordRow {
  readonly id: string;
  readonly direction: CallDirection;
  readonly arrived_at: Date;
  readonly caller: string;
  readonly called: string;
  readonly result: CallResult;
  readonly lost_reason: LostReason | null;
  readonly queue_id: string | null;
  readonly queue_number: string | null;
  readonly queue_name: string | null;
  readonly agent_id: string | null;
  readonly agent_number: string | null;
  readonly agent_name: string | null;
  readonly trunk_id: string | null;
  readonly trunk_name: string | null;
  readonly answered_at: Date | null;
  readonly menu_at: Date | null;
  readonly queued_at: Date | null;
  readonly offered_at: Date | null;
  readonly ringing_at: Date | null;
  readonly connected_at: Date | null;
  readonly ended_at: Date;
  readonly ended_at_is_late: boolean;
  /** bigint columns come as text. */
  readonly waited_ms: string;
  readonly rang_ms: string;
  readonly talked_ms: string;
  readonly total_ms: string;
  readonly offers: number;
  readonly ended_by: EndedBy;
  readonly cause_code: number;
  readonly recorded: boolean;
  readonly has_recording: boolean;
  readonly end_reason: EndReason | null;
  /** bigint; null: not priced. */
  readonly charged_micro: string | null;
  readonly charged_currency: string | null;
  readonly disposition_id: string | null;
  /** Code and name; null where it is gone. */
  readonly disposition_zh: string | null;
  readonly disposition_en: string | null;
  readonly note: string | null;
  readonly said_at: Date | null;
  readonly said_by: string | null;
  readonly disposition_left_out: boolean;
}

export type CallRecordColumn = keyof CallRecordRow;

export interface CallStepRow {
  readonly seq: number;
  readonly at: Date;
  readonly step: CallStepName;
  readonly detail: CallStep['detail'];
  readonly menu_name: string | null;
  readonly queue_number: string | null;
  readonly queue_name: string | null;
  readonly agent_number: string | null;
  readonly agent_name: string | null;
  readonly extension_dn: string | null;
  readonly trunk_name: string | null;
}

/** Columns that a sort goes by; the id makes the order one. */
const SORTED_BY: Readonly<Record<CallSort['by'], CallRecordColumn>> = {
  arrivedAt: 'arrived_at',
  waitedMs: 'waited_ms',
  talkedMs: 'talked_ms',
  totalMs: 'total_ms',
};

const CURSOR = 'export_rows';
/** SQLSTATE of a statement that took too long. */
const CANCELLED = '57014';

/** Reads the views of schema reports, as the session's role sees them. */
@Injectable()
export class ReportsRepository {
  /** @param most counts no further: the answer is then this number */
  async countCallRecords(session: DbSession, filter: CallFilter, most: number): Promise<number> {
    const where = new Where(filter);
    const [row] = await session.query<{ rows: number }[]>(
      `SELECT count(*)::int AS rows FROM (SELECT FROM reports.call r ${where.sql} LIMIT ${where.add(most)}) AS counted`,
      where.parameters,
    );
    return row?.rows ?? 0;
  }

  /**
   * As countCallRecords, for people who wait for it.
   *
   * @returns null where it takes longer than this; the transaction goes on
   */
  async countWithin(session: DbSession, filter: CallFilter, most: number, withinMs: number): Promise<number | null> {
    await session.query('SAVEPOINT counting');
    try {
      await session.query("SELECT set_config('statement_timeout', $1, true)", [String(withinMs)]);
      const counted = await this.countCallRecords(session, filter, most);
      // with it goes the time limit
      await session.query('ROLLBACK TO SAVEPOINT counting');
      return counted;
    } catch (error) {
      if (sqlStateOf(error) !== CANCELLED) throw error;
      await session.query('ROLLBACK TO SAVEPOINT counting');
      return null;
    }
  }

  /** The page is found in the index first, and only its rows are looked up: deep in a long list that is all the work. */
  async pageOfCallRecords(
    session: DbSession,
    filter: CallFilter,
    sort: CallSort,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<CallRecordRow[]> {
    const where = new Where(filter);
    return session.query<CallRecordRow[]>(
      `SELECT r.* FROM (
         SELECT r.id FROM reports.call r ${where.sql} ${orderBy(sort)}
         OFFSET ${where.add(offset)} LIMIT ${where.add(limit)}
       ) AS page JOIN reports.call_record r USING (id) ${orderBy(sort)}`,
      where.parameters,
    );
  }

  /**
   * Newest first, after a record: whatever comes meanwhile, no page has a record of another page.
   *
   * @returns arrived_at_us is that of RowPosition
   */
  async callRecordsAfter(
    session: DbSession,
    filter: CallFilter,
    after: RowPosition | null,
    limit: number,
  ): Promise<(CallRecordRow & { readonly arrived_at_us: string })[]> {
    const where = new Where(filter);
    const epoch = "timestamptz '1970-01-01 00:00:00+00'";
    const instant = (place: string): string => `${epoch} + ${place}::bigint * interval '1 microsecond'`;
    const condition =
      after === null
        ? where.sql
        : `${where.sql === '' ? 'WHERE' : `${where.sql} AND`}
           (r.arrived_at, r.id) < (${instant(where.add(after.atUs))}, ${where.add(after.id)})`;
    return session.query<(CallRecordRow & { readonly arrived_at_us: string })[]>(
      `SELECT r.*, (extract(epoch FROM r.arrived_at) * 1000000)::bigint::text AS arrived_at_us FROM (
         SELECT r.id FROM reports.call r ${condition} ${orderBy(NEWEST_FIRST)} LIMIT ${where.add(limit)}
       ) AS page JOIN reports.call_record r USING (id) ${orderBy(NEWEST_FIRST)}`,
      where.parameters,
    );
  }

  async findCallRecord(session: DbSession, id: string): Promise<CallRecordRow | undefined> {
    const rows = await session.query<CallRecordRow[]>('SELECT * FROM reports.call_record WHERE id = $1', [id]);
    return rows[0];
  }

  stepsOfCall(session: DbSession, callId: string): Promise<CallStepRow[]> {
    return session.query<CallStepRow[]>('SELECT * FROM reports.call_step WHERE call_id = $1 ORDER BY seq LIMIT 1000', [
      callId,
    ]);
  }

  /** Opens a cursor that lives as long as the transaction, one at a time. */
  async openCallRecords(
    session: DbSession,
    filter: CallFilter,
    sort: CallSort,
    columns: readonly CallRecordColumn[],
  ): Promise<void> {
    const where = new Where(filter);
    await session.query(
      `DECLARE ${CURSOR} NO SCROLL CURSOR FOR
       SELECT ${columns.join(', ')} FROM reports.call_record r ${where.sql} ${orderBy(sort)}`,
      where.parameters,
    );
  }

  /** The next rows under the cursor, with the columns it was opened for; none at its end. */
  fetchCallRecords(session: DbSession, rows: number): Promise<Partial<CallRecordRow>[]> {
    return session.query<Partial<CallRecordRow>[]>(`FETCH ${Math.trunc(rows)} FROM ${CURSOR}`);
  }

  /** A file may take its time to be written; the server waits for it longer than for people. */
  async bePatient(session: DbSession): Promise<void> {
    await session.query("SET LOCAL idle_in_transaction_session_timeout = '60s'");
    // most of the rows are wanted: not the plan that has the first ones soonest
    await session.query('SET LOCAL cursor_tuple_fraction = 1');
  }
}

function orderBy({ by, descending }: CallSort): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY r.${SORTED_BY[by]} ${direction}, r.id ${direction}`;
}

/** The conditions of a filter; what people typed goes in as parameters. */
class Where {
  readonly parameters: unknown[] = [];
  readonly sql: string;

  constructor(filter: CallFilter) {
    const conditions = [
      ...this.between('arrived_at', filter.arrivedAt, (instant) => new Date(instant)),
      ...this.between('waited_ms', filter.waitedMs),
      ...this.between('talked_ms', filter.talkedMs),
      ...this.between('total_ms', filter.totalMs),
      ...this.contains('caller', filter.caller),
      ...this.contains('called', filter.called),
      ...this.ofNumber(filter.number),
      ...this.ofDirection(filter.direction),
      ...this.ofTrunk(filter.trunk),
      ...this.oneOf('queue_id', 'uuid', filter.queueIds),
      ...this.oneOf('agent_id', 'uuid', filter.agentIds),
      ...this.resultIn(filter.results),
      ...this.ofDisposition(filter.dispositionIds),
      ...this.leftOut(filter.dispositionLeftOut),
      ...(filter.recorded === undefined ? [] : [`r.recorded = ${this.add(filter.recorded)}`]),
    ];
    this.sql = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  }

  /** @returns the placeholder */
  add(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  private between(
    column: CallRecordColumn,
    range: Between | undefined,
    as: (value: number) => unknown = (value) => value,
  ): string[] {
    return [
      ...(range?.from === undefined ? [] : [`r.${column} >= ${this.add(as(range.from))}`]),
      ...(range?.to === undefined ? [] : [`r.${column} <= ${this.add(as(range.to))}`]),
    ];
  }

  /** Numbers have no large and small letters, and LIKE is twice as fast. */
  private contains(column: CallRecordColumn, text: string | undefined): string[] {
    return text === undefined ? [] : [`r.${column} LIKE ${this.add(partOf(text))}`];
  }

  private ofNumber(number: string | undefined): string[] {
    if (number === undefined) return [];
    const place = this.add(number);
    return [`(r.caller = ${place} OR r.called = ${place})`];
  }

  private ofDirection(direction: CallDirection | undefined): string[] {
    return direction === undefined ? [] : [`r.direction = ${this.add(direction)}`];
  }

  private ofTrunk(name: string | undefined): string[] {
    if (name === undefined) return [];
    return [`r.trunk_id IN (SELECT id FROM reports.trunk WHERE name ILIKE ${this.add(partOf(name))})`];
  }

  /** The id of a record is that of its call. */
  private ofDisposition(ids: readonly string[] | undefined): string[] {
    if (ids === undefined) return [];
    const last = 'SELECT call_id FROM reports.last_disposition WHERE disposition_id';
    return [`r.id IN (${last} = ANY(${this.add(ids)}::uuid[]))`];
  }

  private leftOut(is: boolean | undefined): string[] {
    if (is === undefined) return [];
    return [`r.id ${is ? '' : 'NOT '}IN (SELECT call_id FROM reports.left_out_disposition)`];
  }

  private oneOf(column: CallRecordColumn, type: 'uuid' | 'text', values: readonly string[] | undefined): string[] {
    return values === undefined ? [] : [`r.${column} = ANY(${this.add(values)}::${type}[])`];
  }

  private resultIn(results: CallFilter['results']): string[] {
    if (results === undefined) return [];
    const [named] = this.oneOf(
      'result',
      'text',
      results.filter((result) => result !== 'lost'),
    );
    return results.includes('lost') ? [`(r.lost_reason IS NOT NULL OR ${named ?? 'false'})`] : [named ?? 'false'];
  }
}

/** The pattern for texts that contain this one. */
function partOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
