import { Module } from '@nestjs/common';

import { BillingModule } from '../../billing/billing.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { CallRecordsConsole } from './call-records-console.js';
import { ExportsController } from './exports.controller.js';

/** Call records and exports at the console. */
@Module({
  imports: [AccessModule, BillingModule, ReportsModule, ConsoleRegisterModule],
  controllers: [ExportsController],
  providers: [CallRecordsConsole],
})
export class ConsoleExportsModule {}
