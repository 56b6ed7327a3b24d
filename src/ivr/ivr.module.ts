import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { FlowsRepository } from './flows.repository.js';
import { FlowsService } from './flows.service.js';
import { IvrRepository } from './ivr.repository.js';
import { IvrService } from './ivr.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [IvrRepository, IvrService, FlowsRepository, FlowsService],
  exports: [IvrService, FlowsService],
})
export class IvrModule {}
