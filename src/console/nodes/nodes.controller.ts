import { Controller, Get, Param, Req } from '@nestjs/common';
import type { Request } from 'express';

import { ClusterService } from '../../cluster/cluster.service.js';
import { MovesService, type MoveRecord } from '../../cluster/moves.service.js';
import type { NodeNow } from '../../cluster/core/node-view.js';
import type { StandingAlarm } from '../../cluster/core/node-view.js';
import { NodesService } from '../../cluster/nodes.service.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { Homes, TenantPlaceView } from './node-views.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';

const LATEST = { ...WHOLE_LIST, limit: 1, sort: { by: 'askedAt', descending: true } };

/** What pages of nodes and of moves look at again and again, for operators of the platform. */
@Controller('console/x/nodes')
export class NodesController {
  constructor(
    private readonly gate: Gate,
    private readonly nodes: NodesService,
    private readonly cluster: ClusterService,
    private readonly moves: MovesService,
    private readonly tenants: TenantsService,
    private readonly tenancy: TenancyService,
  ) {}

  @Get('settings')
  async settings(@Req() request: Request): Promise<{ readonly sipDomain: string | null }> {
    return this.gate.read(actorOf(request), 'node.read', async (session) => ({
      sipDomain: await this.cluster.sipDomain(session),
    }));
  }

  /** Nodes that serve calls, and which of them has least to do; for a new tenant, or one that is to move. */
  @Get('homes')
  async homes(@Req() request: Request): Promise<Homes> {
    const actor = actorOf(request);
    const items = await this.gate.read(actor, 'tenant.read', async (session) => {
      const page = await this.nodes.pageOfNodes(session, WHOLE_LIST);
      return page.items;
    });
    const homes = items
      .filter(({ role, standing }) => role !== 'admin' && standing === 'active')
      .map(({ id, state, calls, agents, load, tenants }) => ({ id, state, calls, agents, load, tenants }));
    const suggested = await this.moves.suggestHome().catch(() => null);
    return { homes, suggested };
  }

  /** What stands above the first page of the platform. */
  @Get('alarms')
  alarms(@Req() request: Request): { readonly alarms: readonly StandingAlarm[] } {
    this.gate.require(actorOf(request), 'node.read');
    return { alarms: this.nodes.alarms() };
  }

  /** Where the telephones of the person's own company register. */
  @Get('sip-host')
  async sipHost(@Req() request: Request): Promise<{ readonly sipHost: string | null }> {
    const actor = actorOf(request);
    const tenant = await this.gate.read(actor, 'extension.read', (session) =>
      this.tenancy.tenantById(session, ownTenant(actor)),
    );
    return { sipHost: await this.cluster.telephonesOf(tenant.code, tenant.homeNodeId) };
  }

  @Get('tenants/:id')
  async place(@Req() request: Request, @Param('id') id: string): Promise<{ readonly place: TenantPlaceView }> {
    const place = await this.gate.read(actorOf(request), 'tenant.read', async (session) => {
      const tenant = await this.tenants.findTenant(session, id);
      if (tenant === undefined) return null;
      const { code, homeNodeId } = tenant;
      const { items } = await this.moves.pageOfMoves(session, { ...LATEST, filter: { tenantId: tenant.id } });
      const sipHost = await this.cluster.sipHostOf(session, code, homeNodeId);
      const [move] = items;
      return { sipHost, homeNodeId, move: move === undefined ? null : moveView(move) };
    });
    if (place === null) throw new NotFound();
    return { place };
  }

  @Get(':id/now')
  async now(@Req() request: Request, @Param('id') id: string): Promise<{ readonly now: NodeNow }> {
    const now = await this.gate.read(actorOf(request), 'node.read', (session) => this.nodes.nodeNow(session, id));
    if (now === undefined) throw new NotFound();
    return { now };
  }
}

function moveView({ id, fromNodeId, toNodeId, phase, why }: MoveRecord): TenantPlaceView['move'] {
  return { id, fromNodeId, toNodeId, phase, why };
}
