import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

import { AcdService } from '../acd/acd.service.js';
import { AgentsService } from '../agents/agents.service.js';
import { systemClock } from '../kernel/clock.js';
import { isZone } from '../kernel/zone.js';
import { Gate } from '../platform/access/gate.js';
import type { DbSession } from '../platform/database/transaction.js';
import { AgentRecordsService } from '../reports/agent-records.service.js';
import { dayBegan, figuresAsked, type FiguresOfWhat } from '../reports/core/figures/asked.js';
import {
  answeredShare,
  averageHandlingMs,
  averageSpeedOfAnswerMs,
  loginMs,
  occupancy,
  serviceLevel,
} from '../reports/core/figures/figures.js';
import { FiguresReports, MOST_LINES, type FiguresByWhat } from '../reports/figures-report.service.js';
import type { FiguresOf } from '../reports/figures.service.js';
import { PathsService, type PathLine } from '../reports/paths.service.js';
import { TooManyFigures } from '../reports/reports.errors.js';
import {
  listAgentFigures,
  listAgentRecords,
  listQueueFigures,
  type AgentFiguresBody,
  type QueueFiguresBody,
} from './dto/figures.js';
import { listPathFigures, type PathFiguresBody } from './dto/paths.js';
import { serve, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE } from './dto/schema.js';
import { Cursors, pageOfRows, readRow } from './http/cursor.js';
import { InvalidRequest } from './openapi.errors.js';

type QueueQuery = z.output<typeof listQueueFigures.query>;
type AgentQuery = z.output<typeof listAgentFigures.query>;
type PathQuery = z.output<typeof listPathFigures.query>;
type RecordQuery = z.output<typeof listAgentRecords.query>;
type RangeQuery = Pick<QueueQuery, 'from' | 'to' | 'by' | 'timeZone' | 'limit' | 'cursor'>;

const WRONG_RANGE = {
  zh: '时间范围有误：开始须早于结束，且不能太长',
  en: 'The time is wrong: it begins before it ends, and is not too long',
};
const NO_ZONE = { zh: '没有这个时区', en: 'There is no such time zone' };
/** Of queues, agents and flows that there are not: in no line. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Figures of queues, agents and flows, and what agents did. */
@Injectable()
export class FiguresApiController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly figures: FiguresReports,
    private readonly records: AgentRecordsService,
    private readonly agents: AgentsService,
    private readonly acd: AcdService,
    private readonly paths: PathsService,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listQueueFigures, (asked) => this.ofQueues(asked)),
    serve(listAgentFigures, (asked) => this.ofAgents(asked)),
    serve(listPathFigures, (asked) => this.ofPaths(asked)),
    serve(listAgentRecords, (asked) => this.listRecords(asked)),
  ];

  private async ofQueues(asked: Asked<QueueQuery, null>) {
    const { queue } = asked.query;
    const { items, nextCursor } = await this.page(asked, 'queues', async (session) => {
      if (queue === undefined) return [];
      const found = (await this.acd.allQueues(session)).filter(({ number }) => number === queue);
      return found.length === 0 ? [NOBODY] : found.map(({ id }) => id);
    });
    return { body: { items: items.map(queueBody), nextCursor } };
  }

  private async ofAgents(asked: Asked<AgentQuery, null>) {
    const { agent } = asked.query;
    const { items, nextCursor } = await this.page(asked, 'agents', (session) => this.idsOf(session, agent));
    return { body: { items: items.map(agentBody), nextCursor } };
  }

  private async ofPaths({ actor, tenantId, query }: Asked<PathQuery, null>) {
    const cursors = new Cursors('figures-paths', query);
    const after = cursors.read(query.cursor, 3);
    const { flow, version, limit = USUAL_PAGE } = query;
    return this.gate.read(actor, listPathFigures.permission, async (session) => {
      const versions = (await this.paths.versions(session)).filter(
        (one) => (flow === undefined || one.flow === flow) && (version === undefined || one.number === version),
      );
      const ids = versions.length === 0 ? [NOBODY] : versions.map(({ id }) => id);
      const lines = await this.paths.lines(session, tenantId, { ...askedIn(query, []), ids }).catch(toInvalid);
      const place = (line: PathLine) => [String(line.from).padStart(15, '0'), line.version.id, line.node];
      const { items, next } = pageOfRows(lines, place, { limit, after });
      return { body: { items: items.map(pathBody), nextCursor: cursors.write(next) } };
    });
  }

  private async listRecords({ actor, query }: Asked<RecordQuery, null>) {
    const cursors = new Cursors('agent-records', query);
    const after = readRow(cursors, query.cursor);
    const { from, to, agent, phase } = query;
    return this.gate.read(actor, listAgentRecords.permission, async (session) => {
      const ids = await this.idsOf(session, agent);
      const beganAt = {
        ...(from === undefined ? {} : { from: Date.parse(from) }),
        // instants are kept to the millisecond, and `to` itself is left out
        ...(to === undefined ? {} : { to: Date.parse(to) - 1 }),
      };
      const filter = {
        beganAt,
        ...(ids.length === 0 ? {} : { agentIds: ids }),
        ...(phase === undefined ? {} : { phases: [phase] }),
      };
      const { items, next } = await this.records.after(session, filter, after, query.limit ?? USUAL_PAGE);
      return {
        body: {
          items: items.map((record) => ({
            ...{ id: record.id, agent: record.agentNumber, phase: record.phase, reason: record.reason },
            ...{ callId: record.callId, beganAt: isoText(record.beganAt), overAt: maybeIsoText(record.overAt) },
          })),
          nextCursor: next === null ? null : cursors.write([next.atUs, next.id]),
        },
      };
    });
  }

  /** Empty where nobody is asked for. */
  private async idsOf(session: DbSession, number: string | undefined): Promise<readonly string[]> {
    if (number === undefined) return [];
    return [(await this.agents.findAgentByNumber(session, number))?.id ?? NOBODY];
  }

  /** @throws InvalidRequest */
  private async page<W extends FiguresOfWhat>(
    { actor, tenantId, query }: Asked<RangeQuery, null>,
    what: W,
    idsIn: (session: DbSession) => Promise<readonly string[]>,
  ): Promise<{ readonly items: readonly FiguresOf<FiguresByWhat[W]>[]; readonly nextCursor: string | null }> {
    const cursors = new Cursors(`figures-${what}`, query);
    const after = cursors.read(query.cursor, 2);
    return this.gate.read(actor, listQueueFigures.permission, async (session) => {
      const asked = askedIn(query, await idsIn(session));
      const all = { offset: 0, limit: MOST_LINES };
      const { lines } = await this.figures.page(session, tenantId, what, asked, all).catch(toInvalid);
      const { items, next } = pageOfRows(lines, ({ from, id }) => [String(from).padStart(15, '0'), id], {
        limit: query.limit ?? USUAL_PAGE,
        after,
      });
      return { items, nextCursor: cursors.write(next) };
    });
  }
}

/** @throws InvalidRequest */
function askedIn({ from, to, by = 'whole', timeZone = 'Asia/Shanghai' }: RangeQuery, ids: readonly string[]) {
  if (!isZone(timeZone)) throw new InvalidRequest([{ in: 'query', field: 'timeZone', text: NO_ZONE }]);
  const now = systemClock.now();
  const interval = {
    from: from ?? isoText(dayBegan(timeZone, now)),
    to: to ?? isoText(now + 1),
  };
  const { asked, wrong } = figuresAsked({ interval, by, ids: ids.join(',') }, timeZone);
  if (wrong.length > 0) throw new InvalidRequest([{ in: 'query', field: 'from', text: WRONG_RANGE }]);
  return asked;
}

/** To a program it is what it asked for that is wrong. */
function toInvalid(error: unknown): never {
  if (!(error instanceof TooManyFigures)) throw error;
  throw new InvalidRequest([{ in: 'query', field: 'by', text: error.text }]);
}

function queueBody({ from, number, figures }: FiguresOf<FiguresByWhat['queues']>): QueueFiguresBody {
  const { offered, answered, answeredInTime, abandoned, abandonedShort, overflowed, callbacks, lost } = figures;
  const { longestWaitMs, talkMs, holdMs, wrapUpMs } = figures;
  return {
    ...{ from: isoText(from), queue: number, offered, answered, answeredInTime, abandoned, abandonedShort },
    ...{ overflowed, callbacks, lost, longestWaitMs, talkMs, holdMs, wrapUpMs },
    serviceLevel: serviceLevel(figures),
    answeredShare: answeredShare(figures),
    speedOfAnswerMs: averageSpeedOfAnswerMs(figures),
    handlingMs: averageHandlingMs(figures),
  };
}

function pathBody({ from, version, node, figures }: PathLine): PathFiguresBody {
  return { from: isoText(from), flow: version.flow, version: version.number, node, ...figures };
}

function agentBody({ from, number, figures }: FiguresOf<FiguresByWhat['agents']>): AgentFiguresBody {
  return { from: isoText(from), agent: number, ...figures, loginMs: loginMs(figures), occupancy: occupancy(figures) };
}
