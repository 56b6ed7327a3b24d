import { Injectable } from '@nestjs/common';

import { NotReadyReasonsService } from '../acd/not-ready-reasons.service.js';
import type { TenantId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { AgentRecordsRepository } from './agent-records.repository.js';
import { agentRecordFilter, type AgentRecordFilter, type OwnReasons } from './core/agent-record.js';
import { callFilter, NEWEST_FIRST } from './core/call-filter.js';
import type { CallColumnName } from './core/call-record.js';
import type { ExportKind, ExportWish } from './core/export.js';
import { figuresAsked, type FiguresOfWhat } from './core/figures/asked.js';
import { FiguresReports } from './figures-report.service.js';
import { AgentRecordTable } from './files/agent-record-table.js';
import { CallRecordTable } from './files/call-record-table.js';
import { PathTable } from './files/path-table.js';
import { FiguresTable } from './files/figures-table.js';
import type { Cell, TableColumn } from './files/table-file.js';
import { WallClock } from './files/wall-clock.js';
import { PathsService } from './paths.service.js';
import { ReportsRepository } from './reports.repository.js';

/** Rows that are not cells yet: each is made into some when it is its turn. */
export type ExportBatch = readonly (() => Cell[])[];

/** A table to be written into a file. */
export interface ExportSource {
  readonly columns: readonly TableColumn[];
  /** All rows as the session sees them at this moment, some at a time. */
  batches(session: DbSession): AsyncGenerator<ExportBatch>;
}

export interface ExportOrder {
  readonly tenantId: string;
  readonly kind: ExportKind;
  readonly wish: ExportWish;
}

const FETCHED_ROWS = 1000;

/** Where the rows of an export come from. */
@Injectable()
export class ExportSources {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly agentRecords: AgentRecordsRepository,
    private readonly figures: FiguresReports,
    private readonly reasons: NotReadyReasonsService,
    private readonly paths: PathsService,
  ) {}

  of({ kind, wish, tenantId }: ExportOrder): ExportSource {
    switch (kind) {
      case 'call_record':
        return this.callRecords(wish);
      case 'agent_record':
        return this.recordsOfAgents(wish);
      case 'queue_figures':
        return this.figuresOf('queues', wish, tenantId as TenantId);
      case 'agent_figures':
        return this.figuresOf('agents', wish, tenantId as TenantId);
      case 'path_figures':
        return this.pathsOf(wish, tenantId as TenantId);
    }
  }

  /** How many rows there are, counted no further than `most`; of figures how many there are at most. */
  async count(session: DbSession, { kind, wish, tenantId }: ExportOrder, most: number): Promise<number> {
    switch (kind) {
      case 'call_record':
        return this.reports.countCallRecords(session, callFilter(wish.filter).filter, most);
      case 'agent_record':
        return this.agentRecords.count(session, recordsAsked(wish), most);
      case 'queue_figures':
      case 'agent_figures': {
        const what = kind === 'queue_figures' ? 'queues' : 'agents';
        const { asked } = figuresAsked(wish.filter, wish.timeZone);
        const outline = await this.figures.outline(session, tenantId as TenantId, what, asked);
        return Math.min(outline.most, most);
      }
      case 'path_figures': {
        const { asked } = figuresAsked(wish.filter, wish.timeZone);
        return Math.min(await this.paths.mostEnds(session, tenantId as TenantId, asked), most);
      }
    }
  }

  private callRecords(wish: ExportWish): ExportSource {
    const { reports } = this;
    const names = wish.columns as readonly CallColumnName[];
    const table = new CallRecordTable(names, wish.language, new WallClock(wish.timeZone));
    return {
      columns: table.columns,
      async *batches(session) {
        const { filter } = callFilter(wish.filter);
        await reports.openCallRecords(session, filter, wish.sort ?? NEWEST_FIRST, table.sources);
        for (;;) {
          const rows = await reports.fetchCallRecords(session, FETCHED_ROWS);
          if (rows.length === 0) return;
          yield rows.map((row) => () => table.cells(row));
        }
      },
    };
  }

  private recordsOfAgents(wish: ExportWish): ExportSource {
    const { agentRecords, reasons } = this;
    const tableWith = (own: OwnReasons): AgentRecordTable =>
      new AgentRecordTable(wish.columns, wish.language, new WallClock(wish.timeZone), own);
    return {
      columns: tableWith(new Map()).columns,
      async *batches(session) {
        const table = tableWith(await reasons.reasonsByKey(session));
        await agentRecords.open(session, recordsAsked(wish));
        for (;;) {
          const rows = await agentRecords.fetch(session, FETCHED_ROWS);
          if (rows.length === 0) return;
          yield rows.map((row) => () => table.cells(row));
        }
      },
    };
  }

  private figuresOf(what: FiguresOfWhat, wish: ExportWish, tenantId: TenantId): ExportSource {
    const { figures } = this;
    const table = new FiguresTable(what, wish.columns, wish.language, new WallClock(wish.timeZone));
    const { asked } = figuresAsked(wish.filter, wish.timeZone);
    return {
      columns: table.columns,
      async *batches(session) {
        for await (const lines of figures.batches(session, tenantId, what, asked)) {
          yield lines.map((line) => () => table.cells(line));
        }
        const { sum } = await figures.outline(session, tenantId, what, asked);
        yield [() => table.total(sum)];
      },
    };
  }

  private pathsOf(wish: ExportWish, tenantId: TenantId): ExportSource {
    const { paths } = this;
    const table = new PathTable(wish.columns, wish.language, new WallClock(wish.timeZone));
    const { asked } = figuresAsked(wish.filter, wish.timeZone);
    return {
      columns: table.columns,
      async *batches(session) {
        for await (const lines of paths.batches(session, tenantId, asked)) {
          yield lines.flatMap((line) => table.lines(line));
        }
      },
    };
  }
}

/** What nothing can match is matched by nothing, rather than left out. */
function recordsAsked({ filter: asked }: ExportWish): AgentRecordFilter {
  const { filter, wrong } = agentRecordFilter(asked);
  return wrong.length === 0 ? filter : { ...filter, phases: [] };
}
