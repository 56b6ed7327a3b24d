import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { ClusterRepository } from './cluster.repository.js';
import { ClusterService } from './cluster.service.js';

@Module({
  imports: [DatabaseModule],
  providers: [ClusterRepository, ClusterService],
  exports: [ClusterRepository, ClusterService],
})
export class ClusterModule {}
