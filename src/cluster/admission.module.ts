import { Module } from '@nestjs/common';

import { AccessModule } from '../platform/access/access.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LinkModule } from '../platform/link/link.module.js';
import { AdmissionService } from './admission.service.js';
import { AdmissionRoutes } from './admission/admission-routes.js';
import { AdmissionRepository } from './admission/admission.repository.js';
import { ClusterActs } from './admission/cluster-acts.js';
import { ClusterAuthority } from './ca/cluster-authority.js';

/** On the admin node: who may join the cluster, and who belongs to it. */
@Module({
  imports: [DatabaseModule, AccessModule, LinkModule],
  providers: [ClusterAuthority, AdmissionRepository, ClusterActs, AdmissionService, AdmissionRoutes],
  exports: [AdmissionService, ClusterActs, ClusterAuthority],
})
export class AdmissionModule {}
