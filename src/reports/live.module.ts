import { Module } from '@nestjs/common';

import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveViewers } from './live/live-viewers.js';
import { SystemRepository } from './live/system.repository.js';
import { SystemWatch } from './live/system-watch.js';
import { TodayFigures } from './live/today-figures.js';
import { LiveService } from './live.service.js';
import { ReportsModule } from './reports.module.js';

/** The present, for people: the picture of the hall and of the system, and everybody who watches it. */
@Module({
  imports: [LocalApiClientModule, ReportsModule],
  providers: [LiveFeed, LiveViewers, TodayFigures, SystemWatch, SystemRepository, LiveService],
  exports: [LiveService],
})
export class LiveModule {}
