import { systemClock } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import type { Databases } from '../platform/database/databases.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { ExportEntity } from './entities/export.entity.js';
import type { ExportFiles } from './export-files.js';
import type { ExportBatch, ExportSource, ExportSources } from './export-source.js';
import { CsvFile } from './files/csv-file.js';
import type { TableFile } from './files/table-file.js';
import { XlsxFile } from './files/xlsx-file.js';
import type { ExportFailure } from './reports.errors.js';
import type { ReportsRepository } from './reports.repository.js';

export interface ExportParts {
  readonly databases: Databases;
  readonly reports: ReportsRepository;
  readonly sources: ExportSources;
  readonly files: ExportFiles;
}

/** Told to stop before it was done. */
export class Stopped extends Error {}

/** The disk has room for the calls, and no more. */
class NoRoom extends Error {}

/** Rows that are made into cells before others have their turn: some milliseconds of work. */
const ROWS_OF_TURN = 100;
const NOTE_EVERY_MS = 1000;

/** One export: the rows of one moment under a cursor, into one file, a few at a time. */
export class ExportRun {
  rows = 0;
  bytes = 0;
  private notedAt = 0;

  constructor(
    private readonly row: ExportEntity,
    private readonly parts: ExportParts,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * @param note puts values into the row; false says that nobody wants it any more
   * @throws Stopped, and what disk and database say
   */
  async work(note: (values: Partial<ExportEntity>) => Promise<boolean>): Promise<void> {
    const { files, databases, sources } = this.parts;
    this.goOn(await note({ status: 'running', startedAt: new Date(systemClock.now()) }));
    await files.prepare(this.row);
    const { tenantId } = this.row;
    const source = sources.of(this.row);
    const File = this.row.format === 'csv' ? CsvFile : XlsxFile;
    const file: TableFile = new File(files.unfinishedPath(this.row), source.columns);
    try {
      await databases.snapshotOfTenant(tenantId as TenantId, (session) => this.copy(session, source, file, note));
      await file.finish();
      this.bytes = file.bytes;
      this.goOn(true);
      await files.isWhole(this.row);
    } finally {
      await file.abandon();
    }
  }

  private async copy(
    session: DbSession,
    source: ExportSource,
    file: TableFile,
    note: (values: Partial<ExportEntity>) => Promise<boolean>,
  ): Promise<void> {
    await this.parts.reports.bePatient(session);
    for await (const batch of source.batches(session)) {
      await this.append(batch, file);
      await this.noteNowAndThen(file, note);
    }
  }

  private async append(batch: ExportBatch, file: TableFile): Promise<void> {
    for (let from = 0; from < batch.length; from += ROWS_OF_TURN) {
      this.goOn(true);
      const some = batch.slice(from, from + ROWS_OF_TURN);
      await file.add(some.map((cells) => cells()));
      this.rows += some.length;
      await othersTurn();
    }
  }

  private async noteNowAndThen(
    file: TableFile,
    note: (values: Partial<ExportEntity>) => Promise<boolean>,
  ): Promise<void> {
    const now = systemClock.now();
    if (now - this.notedAt < NOTE_EVERY_MS) return;
    this.notedAt = now;
    if (!(await this.parts.files.hasRoom())) throw new NoRoom();
    this.goOn(await note({ rowsDone: this.rows, bytes: String(file.bytes) }));
  }

  private goOn(wanted: boolean): void {
    if (!wanted || this.signal.aborted) throw new Stopped();
  }
}

/** What a person is told of it. */
export function failureOf(error: unknown): ExportFailure {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return error instanceof NoRoom || ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '') ? 'disk_full' : 'failed';
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
