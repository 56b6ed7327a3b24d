import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import { Databases } from '../platform/database/databases.js';
import { newId } from '../platform/database/new-id.js';
import type { ExportEntity } from './entities/export.entity.js';
import { ExportFiles } from './export-files.js';
import { ExportRun, failureOf, Stopped } from './export-run.js';
import { ExportSources } from './export-source.js';
import { ExportsRepository } from './exports.repository.js';
import { ReportsRepository } from './reports.repository.js';

/** More would only make each slower, and take from those who look at pages meanwhile. */
const AT_ONCE = 2;

interface Job {
  readonly row: ExportEntity;
  readonly stop: AbortController;
}

/** Works off exports in this process: two at once, tenants in turn. */
@Injectable()
export class ExportWorker implements OnModuleDestroy {
  /** Of this process; what another life has left unfinished is not worked at any more. */
  readonly life = newId();
  private readonly logger = new Logger(ExportWorker.name);
  private readonly waiting: Job[] = [];
  private readonly running = new Map<Job, Promise<void>>();
  private closing = false;

  constructor(
    private readonly databases: Databases,
    private readonly exports: ExportsRepository,
    private readonly reports: ReportsRepository,
    private readonly files: ExportFiles,
    private readonly sources: ExportSources,
  ) {}

  add(row: ExportEntity): void {
    this.waiting.push({ row, stop: new AbortController() });
    this.next();
  }

  /** Its row says so already. */
  cancel(id: string): void {
    const index = this.waiting.findIndex(({ row }) => row.id === id);
    if (index >= 0) this.waiting.splice(index, 1);
    for (const { row, stop } of this.running.keys()) if (row.id === id) stop.abort();
  }

  /** Stops all; their rows say that they were interrupted. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    for (const { row } of this.waiting.splice(0)) await this.end(row, { status: 'failed', failure: 'interrupted' });
    for (const { stop } of this.running.keys()) stop.abort();
    await Promise.all(this.running.values());
  }

  private next(): void {
    while (this.running.size < AT_ONCE && !this.closing) {
      const busy = new Set([...this.running.keys()].map(({ row }) => row.tenantId));
      const index = this.waiting.findIndex(({ row }) => !busy.has(row.tenantId));
      const [job] = this.waiting.splice(Math.max(index, 0), 1);
      if (job === undefined) return;
      this.running.set(
        job,
        this.work(job).finally(() => {
          this.running.delete(job);
          this.next();
        }),
      );
    }
  }

  private async work({ row, stop }: Job): Promise<void> {
    const run = new ExportRun(
      row,
      { databases: this.databases, reports: this.reports, files: this.files, sources: this.sources },
      stop.signal,
    );
    try {
      await run.work((values) => this.note(row, values));
      const { rows, bytes } = run;
      const ended = { status: 'done' as const, rowsDone: rows, rowsTotal: rows, bytes: String(bytes) };
      if (!(await this.end(row, ended))) await this.files.remove(row);
    } catch (error) {
      await this.files.remove(row).catch((err: unknown) => this.logger.warn({ err }, 'a file of an export is left'));
      if (error instanceof Stopped && !this.closing) return;
      const failure = error instanceof Stopped ? 'interrupted' : failureOf(error);
      if (failure === 'failed') this.logger.error({ err: error, exportId: row.id }, 'an export failed');
      await this.end(row, { status: 'failed', failure, rowsDone: run.rows });
    }
  }

  /** @returns false where it was cancelled meanwhile */
  private note(row: ExportEntity, values: Partial<ExportEntity>): Promise<boolean> {
    return this.databases.asTenant(row.tenantId as TenantId, (session) =>
      this.exports.noteProgress(session, row.id, values),
    );
  }

  /** A row that cannot be told now is told at the next start that it was interrupted. */
  private async end(row: ExportEntity, values: Partial<ExportEntity>): Promise<boolean> {
    try {
      return await this.note(row, { ...values, endedAt: new Date(systemClock.now()) });
    } catch (err) {
      this.logger.error({ err, exportId: row.id }, 'the end of an export is not noted');
      return false;
    }
  }
}
