import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { LinesRepository } from './lines.repository.js';
import { LinesService } from './lines.service.js';

@Module({
  imports: [ReferencesModule, TenancyModule],
  providers: [LinesRepository, LinesService],
  exports: [LinesService],
})
export class LinesModule {}
