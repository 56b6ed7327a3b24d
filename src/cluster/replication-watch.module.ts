import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { Databases } from '../platform/database/databases.js';
import { Health } from '../platform/health/health.js';
import { HealthModule } from '../platform/health/health.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { Settings } from '../platform/settings/settings.js';
import { copyOnRelay, relayUrl } from './replication/place.js';
import { RelayDoors } from './replication/relay-doors.repository.js';
import { RelayKeeper } from './replication/relay-keeper.js';
import { showReplication } from './replication/replication-signs.js';
import { ReplicationRepository } from './replication/replication.repository.js';
import { ReplicationWatch } from './replication/replication-watch.js';

/** On the admin node, in its process `web`: the relay follows, the beat for the nodes, and who gets in. */
@Module({
  imports: [DatabaseModule, HealthModule, MetricsModule],
  providers: [
    ReplicationRepository,
    {
      provide: ReplicationWatch,
      inject: [Settings, Databases, ReplicationRepository],
      useFactory: ({ relay }: Settings, databases: Databases, repository: ReplicationRepository) =>
        new ReplicationWatch(databases, repository, relay === null ? null : new RelayDoors(relayUrl(relay))),
    },
    {
      provide: RelayKeeper,
      inject: [Settings],
      useFactory: (settings: Settings) => new RelayKeeper(copyOnRelay(settings)),
    },
  ],
  exports: [ReplicationWatch, RelayKeeper],
})
export class ReplicationWatchModule {
  constructor(relay: RelayKeeper, metrics: Metrics, health: Health) {
    if (relay.keeper !== null) showReplication(relay.keeper, metrics, health, 'relay');
  }
}
