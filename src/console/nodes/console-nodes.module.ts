import { Module } from '@nestjs/common';

import { AcdModule } from '../../acd/acd.module.js';
import { AdmissionModule } from '../../cluster/admission.module.js';
import { ClusterModule } from '../../cluster/cluster.module.js';
import { MovesModule } from '../../cluster/moves.module.js';
import { NodesModule } from '../../cluster/nodes.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { TenancyModule } from '../../platform/tenancy/tenancy.module.js';
import { TenantsModule } from '../../platform/tenancy/tenants.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { NodeResources } from './node-resources.js';
import { NodesController } from './nodes.controller.js';

/** Nodes of the cluster and queues between tenants at the console. */
@Module({
  imports: [
    AccessModule,
    AcdModule,
    AdmissionModule,
    ClusterModule,
    MovesModule,
    NodesModule,
    TenancyModule,
    TenantsModule,
    ConsoleRegisterModule,
  ],
  controllers: [NodesController],
  providers: [NodeResources],
})
export class ConsoleNodesModule {}
