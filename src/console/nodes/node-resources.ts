import { Injectable } from '@nestjs/common';

import { QueueSharesService } from '../../acd/queue-shares.service.js';
import { AdmissionService } from '../../cluster/admission.service.js';
import { ClusterService } from '../../cluster/cluster.service.js';
import { MovesService } from '../../cluster/moves.service.js';
import { NodesService } from '../../cluster/nodes.service.js';
import { AuditRepository } from '../../platform/access/audit.repository.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import { ConsoleRegister } from '../console-register.js';
import { nodesResource } from '../resources/nodes.js';
import { queueSharesResource, sharedQueuesResource } from '../resources/queue-shares.js';

/** Nodes of the cluster, and what callers cross between tenants. */
@Injectable()
export class NodeResources {
  constructor(
    register: ConsoleRegister,
    nodes: NodesService,
    cluster: ClusterService,
    admission: AdmissionService,
    shares: QueueSharesService,
    tenants: TenantsService,
    audit: AuditRepository,
    moves: MovesService,
  ) {
    register.addResource(
      nodesResource({ nodes, cluster, admission, moves: { moves, tenants, isAlone: nodes.isAlone } }),
      queueSharesResource({
        ...{ shares, audit },
        tenantName: async (session, id) => (await tenants.findTenant(session, id))?.name,
      }),
      sharedQueuesResource(shares),
    );
  }
}
