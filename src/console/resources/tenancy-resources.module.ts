import { Module } from '@nestjs/common';

import { MovesModule } from '../../cluster/moves.module.js';
import { LinesModule } from '../../lines/lines.module.js';
import { AccessModule } from '../../platform/access/access.module.js';
import { TenantsModule } from '../../platform/tenancy/tenants.module.js';
import { RoutingModule } from '../../routing/routing.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { TenancyResources } from './tenancy-resources.js';

@Module({
  imports: [AccessModule, ConsoleRegisterModule, TenantsModule, LinesModule, RoutingModule, MovesModule],
  providers: [TenancyResources],
})
export class TenancyResourcesModule {}
