import { Module } from '@nestjs/common';

import { DatabaseModule } from './platform/database/database.module.js';
import { DatabaseHealth } from './platform/health/database-health.js';
import { LocalApiClientModule } from './platform/local-api/local-api-client.module.js';

/** The work of the process `web`: people's and programs' doors; the rooms of floor 6 come in here. */
@Module({ imports: [DatabaseModule, LocalApiClientModule], providers: [DatabaseHealth] })
export class WebModule {}
