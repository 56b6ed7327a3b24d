import { Module } from '@nestjs/common';

import { ClusterModule } from '../cluster/cluster.module.js';
import { ReferencesModule } from '../platform/references/references.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { LinesRepository } from './lines.repository.js';
import { LinesService } from './lines.service.js';
import { RingGroupsRepository } from './ring-groups.repository.js';
import { RingGroupsService } from './ring-groups.service.js';
import { TenantTrunksRepository } from './tenant-trunks.repository.js';
import { TenantTrunksService } from './tenant-trunks.service.js';

@Module({
  imports: [ClusterModule, ReferencesModule, TenancyModule],
  providers: [
    LinesRepository,
    LinesService,
    RingGroupsRepository,
    RingGroupsService,
    TenantTrunksRepository,
    TenantTrunksService,
  ],
  exports: [LinesService, RingGroupsService, TenantTrunksService],
})
export class LinesModule {}
