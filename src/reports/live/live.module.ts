import { Module } from '@nestjs/common';

import { LocalApiClientModule } from '../../platform/local-api/local-api-client.module.js';
import { LiveFeed } from './live-feed.js';
import { LiveViewers } from './live-viewers.js';
import { SystemRepository } from './system.repository.js';
import { SystemWatch } from './system-watch.js';

/** The present, for people: the picture of the hall and of the system, and everybody who watches it. */
@Module({
  imports: [LocalApiClientModule],
  providers: [LiveFeed, LiveViewers, SystemWatch, SystemRepository],
  exports: [LiveViewers, SystemWatch, SystemRepository],
})
export class LiveModule {}
