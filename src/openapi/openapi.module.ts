import { Module } from '@nestjs/common';

import { AcdModule } from '../acd/acd.module.js';
import { AgentsModule } from '../agents/agents.module.js';
import { BillingModule } from '../billing/billing.module.js';
import { LinesModule } from '../lines/lines.module.js';
import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { AccountController } from './account.controller.js';
import { AgentMessagesController } from './agent-messages.controller.js';
import { AgentsController } from './agents.controller.js';
import { ApiRoutes } from './api-routes.js';
import { ApiWatch } from './api-watch.js';
import { CallActsController } from './call-acts.controller.js';
import { CallRecordsController } from './call-records.controller.js';
import { CallSayingsController } from './call-sayings.controller.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallsController } from './calls.controller.js';
import { ChargesController } from './charges.controller.js';
import { DocsPages } from './document/docs-pages.js';
import { EnginePresent } from './engine-present.js';
import { FiguresApiController } from './figures.controller.js';
import { RateLimits } from './http/rate-limits.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IdempotencyService } from './idempotency.service.js';
import { OpenApiService } from './openapi.service.js';
import { QueuesController } from './queues.controller.js';
import { VoicemailMessagesController } from './voicemail-messages.controller.js';
import { Witnessed } from './witnessed.js';

const controllers = [
  AccountController,
  AgentMessagesController,
  AgentsController,
  CallActsController,
  CallRecordsController,
  CallSayingsController,
  CallbacksController,
  CallsController,
  ChargesController,
  FiguresApiController,
  QueuesController,
  VoicemailMessagesController,
];

/** Controllers here are bound by the table of routes, not by Nest's router. */
@Module({
  imports: [AcdModule, AgentsModule, BillingModule, LinesModule, LocalApiClientModule, ReportsModule],
  providers: [
    ...controllers,
    ApiRoutes,
    ApiWatch,
    DocsPages,
    EnginePresent,
    IdempotencyRepository,
    IdempotencyService,
    OpenApiService,
    RateLimits,
    Witnessed,
  ],
  exports: [OpenApiService],
})
export class OpenApiModule {}
