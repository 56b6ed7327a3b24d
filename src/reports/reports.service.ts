import { Injectable } from '@nestjs/common';

import type { ListQuery, Page, RowPosition } from '../platform/database/paging.js';
import { LARGEST_PAGE } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { callFilter, callSort, type CallFilter, type CallSort } from './core/call-filter.js';
import type { CallRecordFact, CallRecordView, NamedThing, NumberedThing, SaidDisposition } from './core/call-record.js';
import { story, type NamedStep, type StoryLine } from './core/story.js';
import { ReportsRepository, type CallRecordRow, type CallStepRow } from './reports.repository.js';

export interface CallRecordPage extends Page<CallRecordView> {
  /** There are more than `total`: it was not counted further. */
  readonly totalIsLeast: boolean;
}

/** Counting to here takes a fifth of a second where the index alone answers, and about a second where rows are looked at. */
export const MOST_COUNTED = 2_000_000;
/** People wait for a page, not for its count. */
const COUNT_WITHIN_MS = 3000;
const CALL_ID = /^[\w.:-]{1,100}$/;

/** What people ask about calls that are over. The session decides whose. */
@Injectable()
export class ReportsService {
  constructor(private readonly reports: ReportsRepository) {}

  /**
   * @param query filter: arrivedAt, direction, caller, called, queueId, agentId, trunk (its name), result ("lost" for all reasons),
   *   recorded, dispositionId (the last that was said), dispositionLeftOut, waitedMs, talkedMs, totalMs; sort by arrivedAt (newest first when left out), waitedMs, talkedMs, totalMs
   */
  async pageOfCallRecords(session: DbSession, query: ListQuery): Promise<CallRecordPage> {
    const { filter, wrong } = callFilter(query.filter);
    if (wrong.length > 0) return { items: [], total: 0, totalIsLeast: false };
    const counted = await this.reports.countWithin(session, filter, MOST_COUNTED + 1, COUNT_WITHIN_MS);
    if (counted === null) return this.uncountedPage(session, filter, query);
    const total = Math.min(counted, MOST_COUNTED);
    const offset = Math.min(Math.max(0, Math.trunc(query.offset)), counted);
    const limit = Math.min(pageSize(query), total - offset);
    if (limit <= 0) return { items: [], total, totalIsLeast: counted > total };
    const sort = callSort(query.sort);
    const fromEnd = total - offset - limit;
    // the second half of a long list is nearer from its end
    const rows =
      counted === total && fromEnd < offset
        ? (
            await this.reports.pageOfCallRecords(session, filter, reversed(sort), { offset: fromEnd, limit })
          ).toReversed()
        : await this.reports.pageOfCallRecords(session, filter, sort, { offset, limit });
    return { items: rows.map(toView), total, totalIsLeast: counted > total };
  }

  /** The page alone, and whether another follows it. */
  private async uncountedPage(session: DbSession, filter: CallFilter, query: ListQuery): Promise<CallRecordPage> {
    const [offset, limit] = [Math.max(0, Math.trunc(query.offset)), pageSize(query)];
    const wanted = { offset, limit: limit + 1 };
    const rows = await this.reports.pageOfCallRecords(session, filter, callSort(query.sort), wanted);
    return {
      items: rows.slice(0, limit).map(toView),
      total: offset + rows.length,
      totalIsLeast: rows.length > limit,
    };
  }

  /**
   * A stretch of the list, newest first, for programs that read it piece by piece.
   *
   * @param after the last record that was read; null: from the begin
   * @returns `next` is null at the end of the list
   */
  async callRecordsAfter(
    session: DbSession,
    filter: CallFilter,
    after: RowPosition | null,
    limit: number,
  ): Promise<{ readonly items: readonly CallRecordFact[]; readonly next: RowPosition | null }> {
    const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
    const rows = await this.reports.callRecordsAfter(session, filter, after, most + 1);
    const items = rows.slice(0, most);
    const last = items.at(-1);
    const isMore = rows.length > most && last !== undefined;
    return { items: items.map(toFact), next: isMore ? { atUs: last.arrived_at_us, id: last.id } : null };
  }

  /** As programs read it; undefined: the session sees no such call. */
  async callRecordFact(session: DbSession, id: string): Promise<CallRecordFact | undefined> {
    if (!CALL_ID.test(id)) return undefined;
    const row = await this.reports.findCallRecord(session, id);
    return row === undefined ? undefined : toFact(row);
  }

  /** undefined: the session sees no such call. */
  async findCallRecord(session: DbSession, id: string): Promise<CallRecordView | undefined> {
    if (!CALL_ID.test(id)) return undefined;
    const row = await this.reports.findCallRecord(session, id);
    return row === undefined ? undefined : toView(row);
  }

  /** What happened during a call, step by step; empty where the session sees no such call. */
  async storyOfCall(session: DbSession, id: string): Promise<readonly StoryLine[]> {
    if (!CALL_ID.test(id)) return [];
    return story((await this.reports.stepsOfCall(session, id)).map(toStep));
  }
}

function pageSize({ limit }: ListQuery): number {
  return Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
}

function reversed({ by, descending }: CallSort): CallSort {
  return { by, descending: !descending };
}

function toView(row: CallRecordRow): CallRecordView {
  return {
    id: row.id,
    direction: row.direction,
    arrivedAt: row.arrived_at.getTime(),
    caller: row.caller,
    called: row.called,
    result: row.result,
    lostReason: row.lost_reason,
    queue: named(row.queue_id, row.queue_number, row.queue_name),
    agent: named(row.agent_id, row.agent_number, row.agent_name),
    trunk: named(row.trunk_id, row.trunk_name),
    answeredAt: instant(row.answered_at),
    menuAt: instant(row.menu_at),
    queuedAt: instant(row.queued_at),
    offeredAt: instant(row.offered_at),
    ringingAt: instant(row.ringing_at),
    connectedAt: instant(row.connected_at),
    endedAt: row.ended_at.getTime(),
    endedAtIsLate: row.ended_at_is_late,
    waitedMs: Number(row.waited_ms),
    rangMs: Number(row.rang_ms),
    talkedMs: Number(row.talked_ms),
    totalMs: Number(row.total_ms),
    offers: row.offers,
    endedBy: row.ended_by,
    endReason: row.end_reason,
    causeCode: row.cause_code,
    chargedMicro: row.charged_micro,
    chargedCurrency: row.charged_currency,
    recorded: row.recorded,
    hasRecording: row.has_recording,
    disposition: saidDisposition(row),
    note: row.note,
    saidAt: instant(row.said_at),
    saidBy: row.said_by,
    dispositionLeftOut: row.disposition_left_out,
  };
}

function saidDisposition(row: CallRecordRow): SaidDisposition | null {
  const { disposition_id: id, disposition_zh: zh, disposition_en: en } = row;
  return id === null ? null : { id, label: { zh: zh ?? id, en: en ?? id } };
}

function toFact(row: CallRecordRow): CallRecordFact {
  return {
    ...toView(row),
    queue: numbered(row.queue_id, row.queue_number, row.queue_name),
    agent: numbered(row.agent_id, row.agent_number, row.agent_name),
  };
}

function numbered(id: string | null, number: string | null, name: string | null): NumberedThing | null {
  return id === null ? null : { number, name };
}

function named(id: string | null, ...parts: readonly (string | null)[]): NamedThing | null {
  return id === null ? null : { id, label: labelOf(parts) ?? id };
}

function toStep(row: CallStepRow): NamedStep {
  return {
    seq: row.seq,
    at: row.at.getTime(),
    step: row.step,
    detail: row.detail,
    menu: row.menu_name,
    queue: labelOf([row.queue_number, row.queue_name]),
    agent: labelOf([row.agent_number, row.agent_name]),
    extension: row.extension_dn,
    trunk: row.trunk_name,
  };
}

function labelOf(parts: readonly (string | null)[]): string | null {
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? null : given.join(' ');
}

function instant(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}
