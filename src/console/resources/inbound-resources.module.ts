import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { AgentsModule } from '../../agents/agents.module.js';
import { IvrModule } from '../../ivr/ivr.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { LocalApiClientModule } from '../../platform/local-api/local-api-client.module.js';
import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { InboundResources } from './inbound-resources.js';

@Module({
  imports: [
    ConsoleRegisterModule,
    IvrModule,
    AcdModule,
    AgentsModule,
    LinesModule,
    TenancyModule,
    LocalApiClientModule,
    ReportsModule,
  ],
  providers: [InboundResources],
})
export class InboundResourcesModule {}
