import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import type { Actor } from '../platform/access/actor.js';
import { NotPermitted } from '../platform/access/access.errors.js';
import type { TenantPermission } from '../platform/access/core/permissions.js';
import { Gate } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import type { Text } from '../platform/errors/callrack-error.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { Fetches } from '../platform/files/fetches.js';
import { EXPORT_KINDS, type ExportKind, type ExportView } from './core/export.js';
import { exportInput, type ExportInput } from './dto/export-input.js';
import type { ExportEntity } from './entities/export.entity.js';
import { ExportFiles } from './export-files.js';
import { ExportSources } from './export-source.js';
import { ExportWorker } from './export-worker.js';
import { ExportsRepository } from './exports.repository.js';
import { FiguresReach } from './figures-reach.service.js';
import { FAILURES, NoFile, TooManyExports, TooManyRows } from './reports.errors.js';

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

const PERMISSIONS: Readonly<Record<ExportKind, TenantPermission>> = {
  call_record: 'call_record.export',
  queue_figures: 'figures.export',
  agent_figures: 'figures.export',
  path_figures: 'figures.export',
  agent_record: 'figures.export',
};
/** Of files, for people who save them. */
const FILE_NAMES: Readonly<Record<ExportKind, Text>> = {
  call_record: { zh: '呼叫详单', en: 'call-records' },
  queue_figures: { zh: '队列统计', en: 'queue-figures' },
  agent_figures: { zh: '座席统计', en: 'agent-figures' },
  path_figures: { zh: '流程路径', en: 'flow-paths' },
  agent_record: { zh: '座席详单', en: 'agent-records' },
};
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
    private readonly sources: ExportSources,
    private readonly worker: ExportWorker,
    private readonly files: ExportFiles,
    private readonly reach: FiguresReach,
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
    const columns = asked.columns.filter((name) => kind !== 'call_record' || maySee(actor, name));
    if (columns.length === 0) throw new NotPermitted();
    const permission = PERMISSIONS[kind];
    const { wish, rowsTotal } = await this.gate.read(actor, permission, async (session) => {
      const filter = await this.reach.narrowed(session, actor, kind, asked.filter);
      const narrowed = { ...asked, columns, filter };
      const order = { kind, wish: narrowed, tenantId };
      return { wish: narrowed, rowsTotal: await this.sources.count(session, order, MOST_ROWS + 1) };
    });
    if (rowsTotal > MOST_ROWS) throw new TooManyRows(MOST_ROWS);
    const row = this.newRow(actor, tenantId, { kind, format, ...wish }, rowsTotal);
    await this.gate.change(actor, permission, async (session, tell) => {
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

  /** The tenant's latest, whoever asked for them; to who is limited to groups no figures of others. @throws NotPermitted */
  async list(actor: Actor): Promise<ExportView[]> {
    tenantOf(actor);
    const kinds = EXPORT_KINDS.filter((kind) => actor.permissions.has(PERMISSIONS[kind]));
    const rows = await this.gate.read(actor, PERMISSIONS[kinds[0] ?? 'call_record'], (session) =>
      this.exports.listExports(session, kinds, MOST_LISTED),
    );
    return rows.filter((row) => isFor(actor, row)).map(toView);
  }

  /** @throws NotPermitted, NotFound */
  async find(actor: Actor, id: string): Promise<ExportView> {
    return toView(await this.row(actor, id));
  }

  /** One that is over stays as it is. @throws NotPermitted, NotFound */
  async cancel(actor: Actor, id: string): Promise<ExportView> {
    const row = await this.row(actor, id);
    await this.gate.change(actor, PERMISSIONS[row.kind], async (session, tell) => {
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
    if (row.kind === 'call_record' && !row.wish.columns.every((name) => maySee(actor, name))) throw new NotPermitted();
    await this.fetches.witness(actor.operatorId, id, systemClock.now(), () =>
      this.gate.witness(actor, PERMISSIONS[row.kind], {
        action: 'download',
        objectType: row.kind,
        objectId: id,
        objectLabel: `${row.format} · ${row.rowsDone}`,
        after: { format: row.format, rows: row.rowsDone, filter: row.wish.filter },
      }),
    );
    const day = row.createdAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
    const word = FILE_NAMES[row.kind][row.wish.language];
    return { path, name: `${word}-${day}.${row.format}`, type: TYPES[row.format] };
  }

  private async row(actor: Actor, id: string): Promise<ExportEntity> {
    tenantOf(actor);
    const kinds = EXPORT_KINDS.filter((kind) => actor.permissions.has(PERMISSIONS[kind]));
    const row = await this.gate.read(actor, PERMISSIONS[kinds[0] ?? 'call_record'], (session) =>
      this.exports.findExport(session, id),
    );
    // as if it were not there: what of it is not for this person
    if (row === null || !kinds.includes(row.kind) || !isFor(actor, row)) throw new NotFound();
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
export function maySee({ permissions }: Actor, column: string): boolean {
  return column !== 'chargedMicro' || permissions.has('charge.read');
}

/** Files of figures tell of whom they were made for. */
function isFor({ groupIds, operatorId }: Actor, { kind, requestedBy }: ExportEntity): boolean {
  return groupIds === undefined || kind === 'call_record' || requestedBy === operatorId;
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
