import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import type { Actor } from '../platform/access/actor.js';
import { NotPermitted } from '../platform/access/access.errors.js';
import { Gate } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { Fetches } from '../platform/files/fetches.js';
import { callFilter } from './core/call-filter.js';
import type { CallColumnName } from './core/call-record.js';
import type { ExportView } from './core/export.js';
import { exportInput, type ExportInput } from './dto/export-input.js';
import type { ExportEntity } from './entities/export.entity.js';
import { ExportFiles } from './export-files.js';
import { ExportWorker } from './export-worker.js';
import { ExportsRepository } from './exports.repository.js';
import { FAILURES, NoFile, TooManyExports, TooManyRows } from './reports.errors.js';
import { ReportsRepository } from './reports.repository.js';

export interface ExportedFile {
  readonly path: string;
  /** For the person who saves it. */
  readonly name: string;
  readonly type: string;
}

/** Rows of one export: five sheets of Excel. */
export const MOST_ROWS = 5_000_000;
/** Of one tenant at once, running or waiting. */
const MOST_UNFINISHED = 5;
const MOST_LISTED = 50;
export const KEPT_MS = 7 * 86_400_000;

const PERMISSION = 'call_record.export';
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Exports of a tenant: asked for, watched, cancelled, fetched. The work itself is ExportWorker's. */
@Injectable()
export class ExportsService {
  private readonly fetches = new Fetches('from the first part');

  constructor(
    private readonly gate: Gate,
    private readonly exports: ExportsRepository,
    private readonly reports: ReportsRepository,
    private readonly worker: ExportWorker,
    private readonly files: ExportFiles,
  ) {}

  /**
   * Puts an export into the line.
   *
   * @param input see ExportInput; filter as lists take it
   * @throws NotPermitted, InvalidInput, TooManyRows, TooManyExports
   */
  async start(actor: Actor, input: unknown): Promise<ExportView> {
    const tenantId = tenantOf(actor);
    const { kind, format, ...asked } = exportInput(input, actor.language);
    const wish = { ...asked, columns: asked.columns.filter((name) => maySee(actor, name)) };
    if (wish.columns.length === 0) throw new NotPermitted();
    const rowsTotal = await this.gate.read(actor, PERMISSION, (session) =>
      this.reports.countCallRecords(session, callFilter(wish.filter).filter, MOST_ROWS + 1),
    );
    if (rowsTotal > MOST_ROWS) throw new TooManyRows(MOST_ROWS);
    const row = this.newRow(actor, tenantId, { kind, format, ...wish }, rowsTotal);
    await this.gate.change(actor, PERMISSION, async (session, tell) => {
      if ((await this.exports.countUnfinished(session)) >= MOST_UNFINISHED) throw new TooManyExports(MOST_UNFINISHED);
      await this.exports.insertExport(session, row);
      tell({
        action: 'export',
        objectType: kind,
        objectId: row.id,
        objectLabel: `${format} · ${rowsTotal}`,
        after: { format, rows: rowsTotal, filter: wish.filter, columns: wish.columns },
      });
    });
    this.worker.add(row);
    return toView(row);
  }

  /** The tenant's latest, whoever asked for them. @throws NotPermitted */
  async list(actor: Actor): Promise<ExportView[]> {
    tenantOf(actor);
    const rows = await this.gate.read(actor, PERMISSION, (session) => this.exports.listExports(session, MOST_LISTED));
    return rows.map(toView);
  }

  /** @throws NotPermitted, NotFound */
  async find(actor: Actor, id: string): Promise<ExportView> {
    return toView(await this.row(actor, id));
  }

  /** One that is over stays as it is. @throws NotPermitted, NotFound */
  async cancel(actor: Actor, id: string): Promise<ExportView> {
    tenantOf(actor);
    await this.gate.change(actor, PERMISSION, async (session, tell) => {
      const row = await this.exports.findExport(session, id);
      if (row === null) throw new NotFound();
      const values = { status: 'cancelled' as const, endedAt: new Date(systemClock.now()) };
      if (!(await this.exports.noteProgress(session, id, values))) return;
      tell({ action: 'cancel_export', objectType: row.kind, objectId: id, objectLabel: row.format });
    });
    this.worker.cancel(id);
    return this.find(actor, id);
  }

  /**
   * The file of a finished export. Who fetches it, wholly or any part of it, is in the audit log before anything leaves:
   * once for all that they fetch of it in ten minutes.
   *
   * @throws NotPermitted (also of a file with what calls cost), NotFound, NoFile
   */
  async fetch(actor: Actor, id: string): Promise<ExportedFile> {
    const row = await this.row(actor, id);
    const path = this.files.path(row);
    if (row.status !== 'done' || !(await this.files.exists(path))) throw new NoFile();
    if (!row.wish.columns.every((name) => maySee(actor, name))) throw new NotPermitted();
    await this.fetches.witness(actor.operatorId, id, systemClock.now(), () =>
      this.gate.witness(actor, PERMISSION, {
        action: 'download',
        objectType: row.kind,
        objectId: id,
        objectLabel: `${row.format} · ${row.rowsDone}`,
        after: { format: row.format, rows: row.rowsDone, filter: row.wish.filter },
      }),
    );
    const day = row.createdAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    const word = row.wish.language === 'zh' ? '呼叫详单' : 'call-records';
    return { path, name: `${word}-${day}.${row.format}`, type: TYPES[row.format] };
  }

  private async row(actor: Actor, id: string): Promise<ExportEntity> {
    tenantOf(actor);
    const row = await this.gate.read(actor, PERMISSION, (session) => this.exports.findExport(session, id));
    if (row === null) throw new NotFound();
    return row;
  }

  private newRow(
    actor: Actor,
    tenantId: TenantId,
    { kind, format, ...wish }: ExportInput,
    rowsTotal: number,
  ): ExportEntity {
    return {
      id: newId(),
      tenantId,
      kind,
      format,
      wish,
      requestedBy: actor.operatorId,
      requestedByName: actor.name,
      createdAt: new Date(systemClock.now()),
      startedAt: null,
      endedAt: null,
      status: 'queued',
      failure: null,
      rowsDone: 0,
      rowsTotal,
      bytes: '0',
      worker: this.worker.life,
    };
  }
}

/** What calls cost is for who may see charges. */
export function maySee({ permissions }: Actor, column: CallColumnName): boolean {
  return column !== 'chargedMicro' || permissions.has('charge.read');
}

/** Call records are tenants': the platform's operators have none. */
function tenantOf({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw new NotPermitted();
  return tenantId;
}

function toView(row: ExportEntity): ExportView {
  const endedAt = row.endedAt?.getTime() ?? null;
  return {
    id: row.id,
    kind: row.kind,
    format: row.format,
    wish: row.wish,
    requestedBy: row.requestedByName,
    createdAt: row.createdAt.getTime(),
    endedAt,
    keptUntil: row.status === 'done' && endedAt !== null ? endedAt + KEPT_MS : null,
    status: row.status,
    failure: row.failure === null ? null : FAILURES[row.failure],
    rowsDone: row.rowsDone,
    rowsTotal: row.rowsTotal,
    bytes: Number(row.bytes),
  };
}
