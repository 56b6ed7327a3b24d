import { Module } from '@nestjs/common';

import { RoutingRepository } from './routing.repository.js';
import { RoutingService } from './routing.service.js';

@Module({ providers: [RoutingRepository, RoutingService], exports: [RoutingService] })
export class RoutingModule {}
