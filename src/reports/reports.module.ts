import { Module } from '@nestjs/common';

import { ExportFiles } from './export-files.js';
import { ExportSweeper } from './export-sweeper.js';
import { ExportWorker } from './export-worker.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';
import { FiguresKeeper } from './figures-keeper.js';
import { FiguresKeepingRepository } from './figures-keeping.repository.js';
import { FiguresRepository } from './figures.repository.js';
import { FiguresService } from './figures.service.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';

@Module({
  providers: [
    ReportsRepository,
    ReportsService,
    ExportsRepository,
    ExportFiles,
    ExportWorker,
    ExportSweeper,
    ExportsService,
    FiguresRepository,
    FiguresKeepingRepository,
    FiguresService,
    FiguresKeeper,
  ],
  exports: [ReportsService, ExportsService, FiguresService],
})
export class ReportsModule {}
