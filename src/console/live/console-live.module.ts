import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { LiveModule } from '../../reports/live.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { LiveController, RECHECK_MS } from './live.controller.js';
import { LivePages } from './live-pages.js';

/** The present at the console. */
@Module({
  imports: [AccessModule, AcdModule, ConsoleRegisterModule, LinesModule, LiveModule],
  controllers: [LiveController],
  providers: [LivePages, { provide: RECHECK_MS, useValue: 60_000 }],
})
export class ConsoleLiveModule {}
