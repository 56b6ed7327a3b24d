import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { AgentsModule } from '../../agents/agents.module.js';
import { BillingModule } from '../../billing/billing.module.js';
import { CalendarsModule } from '../../calendars/calendars.module.js';
import { IvrModule } from '../../ivr/ivr.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { JournalModule } from '../../platform/journal/journal.module.js';
import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { PromptsModule } from '../../prompts/prompts.module.js';
import { RoutingModule } from '../../routing/routing.module.js';
import { VoicemailModule } from '../../voicemail/voicemail.module.js';
import { ConfigReader } from './config-reader.js';
import { ConfigService } from './config.service.js';

@Module({
  imports: [
    DatabaseModule,
    JournalModule,
    TenancyModule,
    LinesModule,
    RoutingModule,
    IvrModule,
    AcdModule,
    CalendarsModule,
    AgentsModule,
    PromptsModule,
    BillingModule,
    VoicemailModule,
  ],
  providers: [ConfigReader, ConfigService],
  exports: [ConfigService],
})
export class ConfigModule {}
