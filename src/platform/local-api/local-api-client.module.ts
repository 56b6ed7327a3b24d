import { Module } from '@nestjs/common';

import { CallsMirror } from './calls-mirror.js';
import { LocalApiClient } from './local-api.client.js';

/** The side of `web`: asks the engine and follows its events. */
@Module({ providers: [LocalApiClient, CallsMirror], exports: [LocalApiClient, CallsMirror] })
export class LocalApiClientModule {}
