import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { MetricsModule } from '../platform/metrics/metrics.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { ClusterModule } from './cluster.module.js';
import { NodesService } from './nodes.service.js';
import { RelayModule } from './relay.module.js';
import { ReplicationWatchModule } from './replication-watch.module.js';
import { RelayKeeper } from './replication/relay-keeper.js';
import { NodeFigures } from './watch/node-figures.js';
import { NodeWatch } from './watch/node-watch.js';
import { OwnStatus } from './watch/own-status.js';
import { WatchRepository } from './watch/watch.repository.js';

/** On the admin node, in its process `web`: all nodes are watched, and shown to people. */
@Module({
  imports: [
    ClusterModule,
    LinkModule,
    LocalApiClientModule,
    MetricsModule,
    RelayModule,
    ReplicationWatchModule,
    TenancyModule,
  ],
  providers: [WatchRepository, OwnStatus, NodeFigures, NodeWatch, NodesService],
  exports: [NodesService],
})
export class NodesModule {
  constructor(own: OwnStatus, relay: RelayKeeper) {
    const { keeper } = relay;
    // what the nodes get comes by the relay: that it stands still is an alarm of this node
    if (keeper === null) return;
    own.add(() => {
      const { state, lagS } = keeper.state();
      return { replication: { state, lagS } };
    });
  }
}
