import { Module } from '@nestjs/common';

import { TenancyRepository } from './tenancy.repository.js';
import { TenancyService } from './tenancy.service.js';
import { TenantUsage } from './tenant-usage.js';

@Module({
  providers: [TenancyRepository, TenancyService, TenantUsage],
  exports: [TenancyRepository, TenancyService, TenantUsage],
})
export class TenancyModule {}
