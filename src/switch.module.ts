import { Module } from '@nestjs/common';

import { MembershipModule } from './cluster/membership.module.js';
import { NodePageModule } from './cluster/node-page.module.js';
import { NodeStatusModule, OwnStatus } from './cluster/node-status.module.js';
import { ReplicationModule } from './cluster/replication.module.js';
import { WorkModule } from './cluster/work.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DatabaseHealth } from './platform/health/database-health.js';
import { StrayPurgeModule } from './platform/tenancy/stray-purge.module.js';
import { MediaKeeper, MediaKeeperModule } from './prompts/media.module.js';
import { RecordingSourceModule } from './recording/recording-source.module.js';

/** The work of the process `web` on a switch node: the link to the admin node and what travels by it. No people, no programs. */
@Module({
  imports: [
    DatabaseModule,
    MembershipModule,
    ReplicationModule,
    NodeStatusModule,
    MediaKeeperModule,
    RecordingSourceModule,
    WorkModule,
    StrayPurgeModule,
    NodePageModule,
  ],
  providers: [DatabaseHealth],
})
export class SwitchModule {
  constructor(own: OwnStatus, media: MediaKeeper) {
    own.add(() => ({ mediaMissing: media.state().missing }));
  }
}
