import { Injectable } from '@nestjs/common';

import { ApiKeysService } from '../../platform/access/api-keys.service.js';
import { AuditService } from '../../platform/access/audit.service.js';
import { OperatorsService } from '../../platform/access/operators.service.js';
import { RolesService } from '../../platform/access/roles.service.js';
import { ConsoleRegister } from '../console-register.js';
import { apiKeysResource } from './api-keys.js';
import { auditResource } from './audit.js';
import { operatorsResource } from './operators.js';
import { rolesResource } from './roles.js';

/** Who may do what, and what they did: the same for tenants and for the platform, each seeing their own. */
@Injectable()
export class AccessResources {
  constructor(
    register: ConsoleRegister,
    operators: OperatorsService,
    roles: RolesService,
    audit: AuditService,
    keys: ApiKeysService,
  ) {
    for (const side of ['tenant', 'platform'] as const) {
      register.addResource(
        operatorsResource(operators, roles, side),
        rolesResource(roles, side),
        auditResource(audit, register, side),
      );
    }
    register.addResource(apiKeysResource(keys));
  }
}
