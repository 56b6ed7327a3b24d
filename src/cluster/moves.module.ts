import { Module } from '@nestjs/common';

import { AccessModule } from '../platform/access/access.module.js';
import { LinkModule } from '../platform/link/link.module.js';
import { EngineDoorsModule } from '../platform/local-api/engine-doors.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { ClusterDoorsModule } from './doors.module.js';
import { MoveAccounting } from './move-accounting.service.js';
import { MoveSteps } from './moves/move-steps.js';
import { Mover } from './moves/mover.js';
import { MovesRepository } from './moves/moves.repository.js';
import { NodeLooks } from './moves/node-looks.js';
import { MovesService } from './moves.service.js';
import { WorkModule } from './work.module.js';
import { WorkCopier } from './work/work-copier.js';
import { WorkOfNodes } from './work/work-of-nodes.js';

/** Tenants from node to node; of the admin node. */
@Module({
  imports: [AccessModule, ClusterDoorsModule, LinkModule, EngineDoorsModule, TenancyModule, WorkModule],
  providers: [MovesRepository, MovesService, MoveAccounting, MoveSteps, Mover, NodeLooks, WorkOfNodes, WorkCopier],
  exports: [MovesService, MoveAccounting],
})
export class MovesModule {}
