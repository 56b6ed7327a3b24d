import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { LinkServerModule } from '../platform/link/link-server.module.js';
import { LinkModule } from '../platform/link/link.module.js';
import { AdmissionRepository } from './admission/admission.repository.js';
import { MembershipKeeper } from './admission/membership-keeper.js';
import { ClusterAuthority } from './ca/cluster-authority.js';

/** In the process `web` of every node: its door for other nodes, and its own certificate. */
@Module({
  imports: [DatabaseModule, LinkModule, LinkServerModule],
  providers: [ClusterAuthority, AdmissionRepository, MembershipKeeper],
  exports: [MembershipKeeper],
})
export class MembershipModule {}
