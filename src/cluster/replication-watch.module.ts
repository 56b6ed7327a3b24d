import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { ReplicationRepository } from './replication/replication.repository.js';
import { ReplicationWatch } from './replication/replication-watch.js';

/** On the admin node, in its process `web`: the beat for the nodes, and what is kept for each. */
@Module({
  imports: [DatabaseModule],
  providers: [ReplicationRepository, ReplicationWatch],
  exports: [ReplicationWatch],
})
export class ReplicationWatchModule {}
