import { Module } from '@nestjs/common';

import { CallsModule } from './calls/calls.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { Journal } from './platform/journal/journal.js';
import { JournalModule } from './platform/journal/journal.module.js';
import { LocalApiServerModule } from './platform/local-api/local-api-server.module.js';
import { ShipperModule } from './platform/shipper/shipper.module.js';

/** The work of the process `calls`: the hall with the rooms it asks, its journal, and the way its facts travel. */
@Module({ imports: [DatabaseModule, JournalModule, ShipperModule, CallsModule, LocalApiServerModule.for(Journal)] })
export class EngineModule {}
