import { Controller, Get, Param, Req } from '@nestjs/common';
import type { Request } from 'express';

import { ClusterService } from '../../cluster/cluster.service.js';
import { NodesService, type NodeNow } from '../../cluster/nodes/nodes.service.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { NotFound } from '../../platform/errors/record.errors.js';

/** What pages of nodes look at again and again, for operators of the platform. */
@Controller('console/x/nodes')
export class NodesController {
  constructor(
    private readonly gate: Gate,
    private readonly nodes: NodesService,
    private readonly cluster: ClusterService,
  ) {}

  @Get('settings')
  async settings(@Req() request: Request): Promise<{ readonly sipDomain: string | null }> {
    return this.gate.read(actorOf(request), 'node.read', async (session) => ({
      sipDomain: await this.cluster.sipDomain(session),
    }));
  }

  @Get(':id/now')
  async now(@Req() request: Request, @Param('id') id: string): Promise<{ readonly now: NodeNow }> {
    const now = await this.gate.read(actorOf(request), 'node.read', (session) => this.nodes.nodeNow(session, id));
    if (now === undefined) throw new NotFound();
    return { now };
  }
}
