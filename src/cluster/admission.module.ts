import { Module } from '@nestjs/common';

import { AccessModule } from '../platform/access/access.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LinkModule } from '../platform/link/link.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { AdmissionService } from './admission.service.js';
import { AdmissionRoutes } from './admission/admission-routes.js';
import { AdmissionRepository } from './admission/admission.repository.js';
import { ClusterActs } from './admission/cluster-acts.js';
import { ClusterAuthority } from './ca/cluster-authority.js';
import { MovesModule } from './moves.module.js';
import { ReplicationWatchModule } from './replication-watch.module.js';

/** On the admin node: who may join the cluster, and who belongs to it. */
@Module({
  imports: [DatabaseModule, AccessModule, LinkModule, TenancyModule, MovesModule, ReplicationWatchModule],
  providers: [ClusterAuthority, AdmissionRepository, ClusterActs, AdmissionService, AdmissionRoutes],
  exports: [AdmissionService, ClusterActs, ClusterAuthority],
})
export class AdmissionModule {}
