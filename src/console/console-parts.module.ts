import { Module } from '@nestjs/common';

import { ConsoleBillingModule } from './billing/console-billing.module.js';
import { ConsoleModule } from './console.module.js';
import { ConsoleExportsModule } from './exports/console-exports.module.js';
import { ConsoleFiguresModule } from './figures/console-figures.module.js';
import { ConsoleFlowsModule } from './flows/console-flows.module.js';
import { ConsoleLiveModule } from './live/console-live.module.js';
import { ConsoleNodesModule } from './nodes/console-nodes.module.js';
import { ConsolePromptsModule } from './prompts/console-prompts.module.js';
import { ConsoleRecordingsModule } from './recordings/console-recordings.module.js';
import { AccessResourcesModule } from './resources/access-resources.module.js';
import { BillingResourcesModule } from './resources/billing-resources.module.js';
import { InboundResourcesModule } from './resources/inbound-resources.module.js';
import { TenancyResourcesModule } from './resources/tenancy-resources.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { ConsoleEvaluationsModule } from './evaluations/console-evaluations.module.js';
import { ConsoleCalendarsModule } from './calendars/console-calendars.module.js';
import { ConsoleConnectionsModule } from './connections/console-connections.module.js';
import { ConsoleVoicemailModule } from './voicemail/console-voicemail.module.js';

/** The console with all that is told to it, as the process `web` has it. */
@Module({
  imports: [
    SignInModule,
    ConsoleModule,
    ConsoleLiveModule,
    TenancyResourcesModule,
    InboundResourcesModule,
    ConsolePromptsModule,
    ConsoleRecordingsModule,
    ConsoleExportsModule,
    ConsoleFiguresModule,
    ConsoleFlowsModule,
    ConsoleBillingModule,
    ConsoleNodesModule,
    ConsoleCalendarsModule,
    ConsoleEvaluationsModule,
    ConsoleConnectionsModule,
    ConsoleVoicemailModule,
    AccessResourcesModule,
    BillingResourcesModule,
  ],
})
export class ConsolePartsModule {}
