import { Module } from '@nestjs/common';

import { ConsoleRecords } from './adapter/console-records.js';
import { ConsoleRegisterModule } from './console-register.module.js';
import { ConsoleService } from './console.service.js';

/** The web console. Modules that tell the register something are imported beside this one. */
@Module({
  imports: [ConsoleRegisterModule],
  providers: [ConsoleService, ConsoleRecords],
  exports: [ConsoleService],
})
export class ConsoleModule {}
