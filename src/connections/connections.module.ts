import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ConnectionsService } from './connections.service.js';

@Module({
  imports: [ReferencesModule],
  providers: [ConnectionsRepository, ConnectionsService],
  exports: [ConnectionsRepository, ConnectionsService],
})
export class ConnectionsModule {}
