import { Module } from '@nestjs/common';

import { Health } from '../platform/health/health.js';
import { HealthModule } from '../platform/health/health.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';
import { copyOnNode } from './replication/place.js';
import { PACE, ReplicationKeeper } from './replication/replication-keeper.js';
import { showReplication } from './replication/replication-signs.js';

/** On a switch node, in its process `web`: the copy of the configuration is kept. */
@Module({
  imports: [HealthModule, MetricsModule],
  providers: [
    {
      provide: ReplicationKeeper,
      inject: [Settings, ClusterFiles],
      useFactory: (settings: Settings, files: ClusterFiles) => new ReplicationKeeper(copyOnNode(settings, files), PACE),
    },
  ],
  exports: [ReplicationKeeper],
})
export class ReplicationModule {
  constructor(keeper: ReplicationKeeper, metrics: Metrics, health: Health) {
    showReplication(keeper, metrics, health);
  }
}
