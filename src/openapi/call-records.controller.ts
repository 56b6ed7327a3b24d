import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

import { AcdService } from '../acd/acd.service.js';
import { DispositionsService } from '../acd/dispositions.service.js';
import { AgentsService } from '../agents/agents.service.js';
import { Gate } from '../platform/access/gate.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import type { CallFilter } from '../reports/core/call-filter.js';
import type { CallRecordFact } from '../reports/core/call-record.js';
import { ReportsService } from '../reports/reports.service.js';
import { getCallRecord, listCallRecords, type CallRecordBody } from './dto/call-records.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE } from './dto/schema.js';
import { Cursors, readRow } from './http/cursor.js';

type Query = z.output<typeof listCallRecords.query>;

/** Calls that are over. */
@Injectable()
export class CallRecordsController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly reports: ReportsService,
    private readonly agents: AgentsService,
    private readonly acd: AcdService,
    private readonly dispositions: DispositionsService,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listCallRecords, (asked) => this.list(asked)),
    serve(getCallRecord, (asked) => this.one(asked)),
  ];

  private async list({ actor, query }: Asked<Query, null>) {
    const cursors = new Cursors('call-records', query);
    const after = readRow(cursors, query.cursor);
    return this.gate.read(actor, listCallRecords.permission, async (session) => {
      const filter = await this.filter(session, query);
      const limit = query.limit ?? USUAL_PAGE;
      const { items, next } = await this.reports.callRecordsAfter(session, filter, after, limit);
      return {
        body: {
          items: items.map(toBody),
          nextCursor: next === null ? null : cursors.write([next.atUs, next.id]),
        },
      };
    });
  }

  private one({ actor, params }: Asked<unknown, unknown>): Promise<Answered<CallRecordBody>> {
    return this.gate.read(actor, getCallRecord.permission, async (session) => {
      const record = await this.reports.callRecordFact(session, params.id ?? '');
      if (record === undefined) throw new NotFound();
      return { body: toBody(record) };
    });
  }

  private async dispositionIds(session: DbSession, code: string): Promise<string[]> {
    const all = await this.dispositions.listDispositions(session);
    return all.filter((one) => one.code === code).map(({ id }) => id);
  }

  /** Numbers that nobody has are in no record. */
  private async filter(session: DbSession, query: Query): Promise<CallFilter> {
    const { from, to, number, queue, agent, direction, result, disposition } = query;
    const queues = queue === undefined ? [] : await this.acd.allQueues(session);
    const found = agent === undefined ? undefined : await this.agents.findAgentByNumber(session, agent);
    return {
      ...(from === undefined && to === undefined
        ? {}
        : {
            arrivedAt: {
              ...(from === undefined ? {} : { from: Date.parse(from) }),
              // instants are kept to the millisecond, and `to` itself is left out
              ...(to === undefined ? {} : { to: Date.parse(to) - 1 }),
            },
          }),
      ...(number === undefined ? {} : { number }),
      ...(queue === undefined ? {} : { queueIds: queues.filter((one) => one.number === queue).map(({ id }) => id) }),
      ...(agent === undefined ? {} : { agentIds: found === undefined ? [] : [found.id] }),
      ...(direction === undefined ? {} : { direction }),
      ...(disposition === undefined ? {} : { dispositionIds: await this.dispositionIds(session, disposition) }),
      ...(result === undefined ? {} : { results: [result] }),
    };
  }
}

function toBody(record: CallRecordFact): CallRecordBody {
  return {
    id: record.id,
    direction: record.direction,
    caller: record.caller,
    called: record.called,
    result: record.result,
    queue: record.queue,
    agent: record.agent,
    arrivedAt: isoText(record.arrivedAt),
    answeredAt: maybeIsoText(record.answeredAt),
    queuedAt: maybeIsoText(record.queuedAt),
    ringingAt: maybeIsoText(record.ringingAt),
    connectedAt: maybeIsoText(record.connectedAt),
    endedAt: isoText(record.endedAt),
    endedAtIsLate: record.endedAtIsLate,
    waitedMs: record.waitedMs,
    rangMs: record.rangMs,
    talkedMs: record.talkedMs,
    totalMs: record.totalMs,
    offers: record.offers,
    endedBy: record.endedBy,
    causeCode: record.causeCode,
    recorded: record.recorded,
    disposition: record.disposition === null ? null : { ...record.disposition.label },
    note: record.note,
    dispositionMissing: record.dispositionLeftOut,
  };
}
