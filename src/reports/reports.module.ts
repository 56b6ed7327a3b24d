import { Module } from '@nestjs/common';

import { AcdModule } from '../acd/acd.module.js';
import { AgentsModule } from '../agents/agents.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { AgentRecordsRepository } from './agent-records.repository.js';
import { AgentRecordsService } from './agent-records.service.js';
import { CallbackRecordsRepository } from './callback-records.repository.js';
import { CallbackRecordsService } from './callback-records.service.js';
import { CallSayingsService } from './call-sayings.service.js';
import { ListHitsRepository } from './list-hits.repository.js';
import { ListHitsService } from './list-hits.service.js';
import { EvaluationsRepository } from './evaluations.repository.js';
import { EvaluationsService } from './evaluations.service.js';
import { ExportFiles } from './export-files.js';
import { ExportSources } from './export-source.js';
import { ExportSweeper } from './export-sweeper.js';
import { ExportWorker } from './export-worker.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';
import { FiguresKeeper } from './figures-keeper.js';
import { FiguresKeepingRepository } from './figures-keeping.repository.js';
import { FiguresReach } from './figures-reach.service.js';
import { FiguresReports } from './figures-report.service.js';
import { FiguresRepository } from './figures.repository.js';
import { FiguresService } from './figures.service.js';
import { PathsRepository } from './paths.repository.js';
import { PathsService } from './paths.service.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { TodayService } from './today.service.js';
import { VoicemailMessagesRepository } from './voicemail-messages.repository.js';
import { VoicemailMessagesService } from './voicemail-messages.service.js';

@Module({
  imports: [AcdModule, AgentsModule, BillingModule, LocalApiClientModule],
  providers: [
    CallbackRecordsRepository,
    CallbackRecordsService,
    CallSayingsService,
    ListHitsRepository,
    ListHitsService,
    ReportsRepository,
    ReportsService,
    AgentRecordsRepository,
    AgentRecordsService,
    ExportSources,
    ExportsRepository,
    ExportFiles,
    ExportWorker,
    ExportSweeper,
    ExportsService,
    FiguresRepository,
    FiguresKeepingRepository,
    FiguresService,
    FiguresReach,
    FiguresReports,
    FiguresKeeper,
    PathsRepository,
    PathsService,
    TodayService,
    EvaluationsRepository,
    EvaluationsService,
    VoicemailMessagesRepository,
    VoicemailMessagesService,
  ],
  exports: [
    CallbackRecordsService,
    CallSayingsService,
    ListHitsService,
    ReportsService,
    ExportsService,
    FiguresService,
    FiguresReach,
    FiguresReports,
    FiguresKeeper,
    PathsService,
    AgentRecordsService,
    TodayService,
    EvaluationsService,
    VoicemailMessagesService,
  ],
})
export class ReportsModule {}
