import { Module } from '@nestjs/common';

import { BillingModule } from '../../billing/billing.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { LocalApiClientModule } from '../../platform/local-api/local-api-client.module.js';
import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { TenantsModule } from '../../platform/tenancy/tenants.module.js';
import { AccountPages } from '../billing/account-pages.js';
import { AccountStandingController } from '../billing/account-standing.controller.js';
import { TenantNowController } from '../billing/tenant-now.controller.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { BillingResources } from './billing-resources.js';

@Module({
  imports: [
    AccessModule,
    BillingModule,
    ConsoleRegisterModule,
    LinesModule,
    LocalApiClientModule,
    TenancyModule,
    TenantsModule,
  ],
  controllers: [AccountStandingController, TenantNowController],
  providers: [BillingResources, AccountPages],
})
export class BillingResourcesModule {}
