import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { FiguresConsole } from './figures-console.js';
import { FiguresController } from './figures.controller.js';
import { PathsController } from './paths.controller.js';

/** Figures of queues, agents and flows at the console. */
@Module({
  imports: [AccessModule, AcdModule, ReportsModule, ConsoleRegisterModule],
  controllers: [FiguresController, PathsController],
  providers: [FiguresConsole],
})
export class ConsoleFiguresModule {}
