import { Module } from '@nestjs/common';

import { IvrModule } from '../../ivr/ivr.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { FlowResources } from './flow-resources.js';
import { FlowsController } from './flows.controller.js';

/** Flows at the console. */
@Module({
  imports: [AccessModule, IvrModule, ConsoleRegisterModule],
  controllers: [FlowsController],
  providers: [FlowResources],
})
export class ConsoleFlowsModule {}
