import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { LocalApiClientModule } from '../platform/local-api/local-api-client.module.js';
import { ReplicationModule } from './replication.module.js';
import { ReplicationKeeper } from './replication/replication-keeper.js';
import { NodeStatusRoute } from './watch/node-status.route.js';
import { OwnStatus } from './watch/own-status.js';
import { WatchRepository } from './watch/watch.repository.js';

// what else a process knows of its node is put together by its main module
export { OwnStatus };

/** On a switch node, in its process `web`: the admin node is told how it is. */
@Module({
  imports: [LinkModule, LocalApiClientModule, ReplicationModule],
  providers: [WatchRepository, OwnStatus, NodeStatusRoute],
  exports: [OwnStatus],
})
export class NodeStatusModule {
  constructor(own: OwnStatus, keeper: ReplicationKeeper) {
    own.add(() => {
      const { state, lagS } = keeper.state();
      return { replication: { state, lagS } };
    });
  }
}
