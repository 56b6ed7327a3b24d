import { Module } from '@nestjs/common';

import { AcdModule } from '../acd/acd.module.js';
import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { CallSayingsService } from './call-sayings.service.js';
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
  imports: [AcdModule, LocalApiClientModule],
  providers: [
    CallSayingsService,
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
  exports: [CallSayingsService, ReportsService, ExportsService, FiguresService],
})
export class ReportsModule {}
