import { Module } from '@nestjs/common';

import { ConsoleModule } from './console/console.module.js';
import { ConsoleExportsModule } from './console/exports/console-exports.module.js';
import { ConsoleLiveModule } from './console/live/console-live.module.js';
import { ConsolePromptsModule } from './console/prompts/console-prompts.module.js';
import { ConsoleRecordingsModule } from './console/recordings/console-recordings.module.js';
import { TenancyResourcesModule } from './console/resources/tenancy-resources.module.js';
import { InboundResourcesModule } from './console/resources/inbound-resources.module.js';
import { AccessResourcesModule } from './console/resources/access-resources.module.js';
import { SignInModule } from './console/sign-in/sign-in.module.js';
import { AccessModule } from './platform/access/access.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DatabaseHealth } from './platform/health/database-health.js';
import { LocalApiClientModule } from './platform/local-api/local-api-client.module.js';

/** The work of the process `web`: people's and programs' doors; the rooms of floor 6 come in here. */
@Module({
  imports: [
    DatabaseModule,
    LocalApiClientModule,
    AccessModule,
    SignInModule,
    ConsoleModule,
    ConsoleLiveModule,
    TenancyResourcesModule,
    InboundResourcesModule,
    ConsolePromptsModule,
    ConsoleRecordingsModule,
    ConsoleExportsModule,
    AccessResourcesModule,
  ],
  providers: [DatabaseHealth],
})
export class WebModule {}
