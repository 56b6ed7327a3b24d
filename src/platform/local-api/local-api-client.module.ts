import { Module } from '@nestjs/common';

import { CallsMirror } from './calls-mirror.js';
import { EngineDoorsModule } from './engine-doors.module.js';
import { LocalApiClient } from './local-api.client.js';

/** The side of `web`: asks the engines and follows their events. */
@Module({
  imports: [EngineDoorsModule],
  providers: [LocalApiClient, CallsMirror],
  exports: [EngineDoorsModule, LocalApiClient, CallsMirror],
})
export class LocalApiClientModule {}
