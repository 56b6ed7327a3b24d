import { Module } from '@nestjs/common';

import { BillingModule } from '../../billing/billing.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { TenantsModule } from '../../platform/tenancy/tenants.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { BillingResources } from './billing-resources.js';

@Module({
  imports: [AccessModule, BillingModule, ConsoleRegisterModule, LinesModule, TenantsModule],
  providers: [BillingResources],
})
export class BillingResourcesModule {}
