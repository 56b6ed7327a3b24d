import { Module } from '@nestjs/common';

import { BillingModule } from '../../billing/billing.module.js';
import { ReratingsModule } from '../../billing/reratings.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { TenantsModule } from '../../platform/tenancy/tenants.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { BillingConsole } from './billing-console.js';
import { ReratingsController } from './reratings.controller.js';
import { TariffsController } from './tariffs.controller.js';

/** Tariffs at the console. */
@Module({
  imports: [AccessModule, BillingModule, ReratingsModule, LinesModule, TenantsModule, ConsoleRegisterModule],
  controllers: [TariffsController, ReratingsController],
  providers: [BillingConsole],
})
export class ConsoleBillingModule {}
