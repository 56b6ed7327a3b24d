import { Module } from '@nestjs/common';

import { AccessModule } from '../platform/access/access.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { AccountsRepository } from './accounts.repository.js';
import { BillingModule } from './billing.module.js';
import { RerateWorker } from './rerate-worker.js';
import { ReratingsRepository } from './reratings.repository.js';
import { ReratingsService } from './reratings.service.js';

/** Pricing again; of the process `web`. */
@Module({
  imports: [BillingModule, AccessModule, TenancyModule],
  providers: [AccountsRepository, RerateWorker, ReratingsRepository, ReratingsService],
  exports: [RerateWorker, ReratingsService],
})
export class ReratingsModule {}
