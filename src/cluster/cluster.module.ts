import { Module } from '@nestjs/common';

import { ClusterRepository } from './cluster.repository.js';
import { ClusterService } from './cluster.service.js';

@Module({ providers: [ClusterRepository, ClusterService], exports: [ClusterRepository, ClusterService] })
export class ClusterModule {}
