import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { RoutingRepository } from './routing.repository.js';
import { RoutingService } from './routing.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [RoutingRepository, RoutingService],
  exports: [RoutingService],
})
export class RoutingModule {}
