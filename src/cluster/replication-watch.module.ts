import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { Databases } from '../platform/database/databases.js';
import { Settings } from '../platform/settings/settings.js';
import { relayUrl } from './replication/place.js';
import { RelayDoors } from './replication/relay-doors.repository.js';
import { ReplicationRepository } from './replication/replication.repository.js';
import { ReplicationWatch } from './replication/replication-watch.js';

/** On the admin node: who gets in to copy the configuration, and to ship facts. */
@Module({
  imports: [DatabaseModule],
  providers: [
    ReplicationRepository,
    {
      provide: ReplicationWatch,
      inject: [Settings, Databases, ReplicationRepository],
      useFactory: ({ relay }: Settings, databases: Databases, repository: ReplicationRepository) =>
        new ReplicationWatch(databases, repository, relay === null ? null : new RelayDoors(relayUrl(relay))),
    },
  ],
  exports: [ReplicationWatch],
})
export class ReplicationWatchModule {}
