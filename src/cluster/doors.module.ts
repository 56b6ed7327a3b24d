import { Module } from '@nestjs/common';

import { LinkModule } from '../platform/link/link.module.js';
import { EngineDoorsModule } from '../platform/local-api/engine-doors.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { ClusterEngineDoors } from './doors/cluster-engine-doors.js';
import { ClusterPlaces } from './places.service.js';
import { PlacesRepository } from './doors/places.repository.js';

/** The way from the admin node to the engines of the cluster; where nodes and tenants are. */
@Module({
  imports: [LinkModule, EngineDoorsModule, TenancyModule],
  providers: [PlacesRepository, ClusterPlaces, ClusterEngineDoors],
  exports: [PlacesRepository, ClusterPlaces, ClusterEngineDoors],
})
export class ClusterDoorsModule {}
