import { Module } from '@nestjs/common';

import { AccessModule } from '../../platform/access/access.module.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ExportsController } from './exports.controller.js';

/** Exports at the console. */
@Module({ imports: [AccessModule, ReportsModule], controllers: [ExportsController] })
export class ConsoleExportsModule {}
