import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module.js';
import { TenancyModule } from './tenancy.module.js';
import { TenantPurge } from './tenant-purge.js';
import { TenantPurgeRepository } from './tenant-purge.repository.js';
import { TenantsService } from './tenants.service.js';

/** What the platform's operators do with tenants; of the process `web`. */
@Module({
  imports: [TenancyModule, AccessModule],
  providers: [TenantPurge, TenantPurgeRepository, TenantsService],
  exports: [TenantPurge, TenantsService],
})
export class TenantsModule {}
