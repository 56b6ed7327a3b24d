import { Module, type OnApplicationBootstrap } from '@nestjs/common';

import { Health } from '../platform/health/health.js';
import { HealthModule } from '../platform/health/health.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { Settings } from '../platform/settings/settings.js';
import { ReplicationWatchModule } from './replication-watch.module.js';
import { copyOnRelay } from './replication/place.js';
import { RelayKeeper } from './replication/relay-keeper.js';
import { showReplication } from './replication/replication-signs.js';
import { ReplicationWatch } from './replication/replication-watch.js';

/** On the admin node, in its process `web` alone: the relay follows, the beat for the nodes. */
@Module({
  imports: [ReplicationWatchModule, HealthModule, MetricsModule],
  providers: [
    {
      provide: RelayKeeper,
      inject: [Settings],
      useFactory: (settings: Settings) => new RelayKeeper(copyOnRelay(settings)),
    },
  ],
  exports: [RelayKeeper],
})
export class RelayModule implements OnApplicationBootstrap {
  constructor(
    private readonly watch: ReplicationWatch,
    relay: RelayKeeper,
    metrics: Metrics,
    health: Health,
  ) {
    if (relay.keeper !== null) showReplication(relay.keeper, metrics, health, 'relay');
  }

  onApplicationBootstrap(): void {
    this.watch.start();
  }
}
