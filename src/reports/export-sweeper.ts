import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import { Databases } from '../platform/database/databases.js';
import { Rounds } from '../platform/timers/rounds.js';
import { filesTooMany } from './core/kept-files.js';
import { ExportFiles } from './export-files.js';
import { ExportWorker } from './export-worker.js';
import { KEPT_MS } from './exports.service.js';
import { ExportsRepository } from './exports.repository.js';

const EVERY_MS = 60_000;
/** Of all files together; beyond it, who has most loses some. */
const MOST_BYTES = 5 * 1024 ** 3;

/** A file that nobody knows of may be one that is being written, or has just been finished. */
const UNTOUCHED_MS = 600_000;

/** What earlier lives of the process have left behind is told as interrupted; what is old, or too much, is removed. */
@Injectable()
export class ExportSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExportSweeper.name);
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweep(),
    (err) => {
      this.logger.warn({ err }, 'old exports are not swept');
    },
  );

  constructor(
    private readonly databases: Databases,
    private readonly exports: ExportsRepository,
    private readonly files: ExportFiles,
    private readonly worker: ExportWorker,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start(0);
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  async sweep(): Promise<void> {
    const now = systemClock.now();
    const kept = await this.databases.transaction('operator', async (session) => {
      await this.exports.failThoseOfOthers(session, this.worker.life, 'interrupted', new Date(now));
      await this.exports.deleteEndedBefore(session, new Date(now - KEPT_MS));
      const files = await this.exports.listFiles(session);
      const gone = filesTooMany(
        files.map((file) => ({ ...file, bytes: Number(file.bytes) })),
        MOST_BYTES,
      );
      for (const id of gone) await this.exports.deleteExport(session, id);
      return files.filter((file) => !gone.has(file.id));
    });
    await this.files.keepOnly(new Set(kept.map((file) => this.files.path(file))), now - UNTOUCHED_MS);
  }
}
