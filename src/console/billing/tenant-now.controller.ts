import { Controller, Get, Param, Req } from '@nestjs/common';
import type { Request } from 'express';

import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import type { TenantNowView } from './account-view.js';
import { tenantNow } from './tenant-now.js';

/** What a tenant holds at this moment, for operators of the platform. */
@Controller('console/x/tenants')
export class TenantNowController {
  constructor(
    private readonly gate: Gate,
    private readonly tenants: TenantsService,
    private readonly engine: LocalApiClient,
  ) {}

  /** `now` is null while the engine does not answer. */
  @Get(':id/now')
  async now(@Req() request: Request, @Param('id') id: string): Promise<{ readonly now: TenantNowView | null }> {
    const tenant = await this.gate.read(actorOf(request), 'tenant.read', (session) =>
      this.tenants.findTenant(session, id),
    );
    if (tenant === undefined) throw new NotFound();
    const present = await this.engine.presentOf(tenant.code).catch(() => null);
    return { now: present === null ? null : tenantNow(present) };
  }
}
