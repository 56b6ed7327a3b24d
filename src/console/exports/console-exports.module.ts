import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { AgentsModule } from '../../agents/agents.module.js';
import { BillingModule } from '../../billing/billing.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { CallRecordsConsole } from './call-records-console.js';
import { ExportsController } from './exports.controller.js';

/** Call records and exports at the console. */
@Module({
  imports: [AccessModule, AcdModule, AgentsModule, BillingModule, ReportsModule, TenancyModule, ConsoleRegisterModule],
  controllers: [ExportsController],
  providers: [CallRecordsConsole],
})
export class ConsoleExportsModule {}
