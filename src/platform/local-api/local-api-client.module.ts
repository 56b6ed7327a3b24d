import { Module } from '@nestjs/common';

import { CallsMirror } from './calls-mirror.js';
import { EngineDoors } from './engine-doors.js';
import { LocalApiClient } from './local-api.client.js';

/** The side of `web`: asks the engines and follows their events. */
@Module({
  providers: [EngineDoors, LocalApiClient, CallsMirror],
  exports: [EngineDoors, LocalApiClient, CallsMirror],
})
export class LocalApiClientModule {}
