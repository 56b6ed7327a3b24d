import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { TenantWork } from './work/tenant-work.js';
import { WorkRepository } from './work/work.repository.js';
import { WorkRoutes } from './work/work-routes.js';

/** Tenants' work on this node, and the admin node's way to it. */
@Module({
  imports: [LinkModule, TenancyModule],
  providers: [WorkRepository, TenantWork, WorkRoutes],
  exports: [TenantWork],
})
export class WorkModule {}
