import { Injectable } from '@nestjs/common';

import { MovesService } from '../../cluster/moves.service.js';
import { RingGroupsService } from '../../lines/ring-groups.service.js';
import { LinesService } from '../../lines/lines.service.js';
import { AuditRepository } from '../../platform/access/audit.repository.js';
import { Settings } from '../../platform/settings/settings.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import { RoutingService } from '../../routing/routing.service.js';
import { ConsoleRegister } from '../console-register.js';
import { accessNumbersResource } from './access-numbers.js';
import { ringGroupsResource } from './ring-groups.js';
import { extensionsResource } from './extensions.js';
import { platformNumbersResource } from './platform-numbers.js';
import { tenantMovesResource } from './tenant-moves.js';
import { tenantsResource } from './tenants.js';
import { trunksResource } from './trunks.js';

/** What the platform gives to tenants, and the tenants' telephones and numbers. */
@Injectable()
export class TenancyResources {
  constructor(
    register: ConsoleRegister,
    tenants: TenantsService,
    lines: LinesService,
    ringGroups: RingGroupsService,
    routing: RoutingService,
    audit: AuditRepository,
    moves: MovesService,
    settings: Settings,
  ) {
    const rooms = { moves, tenants, isAlone: settings.cluster.bind === '' };
    register.addResource(
      tenantsResource(rooms, settings.nodeName),
      tenantMovesResource(rooms),
      platformNumbersResource(routing, audit, async (session, id) => {
        const tenant = await tenants.findTenant(session, id);
        return tenant === undefined ? '' : `${tenant.name} (${tenant.code})`;
      }),
      trunksResource(lines),
      accessNumbersResource(routing),
      extensionsResource(lines),
      ringGroupsResource(ringGroups),
    );
  }
}
