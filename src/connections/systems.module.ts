import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { Settings } from '../platform/settings/settings.js';
import { ConnectionsModule } from './connections.module.js';
import { NetworkGuard } from './network-guard.js';
import { Systems } from './systems.js';

export { Systems };

/** Of the engine: what flows ask while callers wait. */
@Module({
  imports: [ConnectionsModule, DatabaseModule, MetricsModule],
  providers: [
    {
      provide: NetworkGuard,
      useFactory: (settings: Settings) => new NetworkGuard(settings.connectionNetworks),
      inject: [Settings],
    },
    Systems,
  ],
  exports: [Systems],
})
export class SystemsModule {}
