import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { PathsService } from '../../reports/paths.service.js';
import { ownTenant } from '../resources/own-tenant.js';
import { askedIn } from './figures.controller.js';
import type { PathsView } from './path-views.js';

/** How callers went through a version of a flow. Query: from, to (instants), ids (of the version). */
@Controller('console/x/figures')
export class PathsController {
  constructor(
    private readonly gate: Gate,
    private readonly paths: PathsService,
  ) {}

  @Get('paths')
  @Header('Cache-Control', 'no-store')
  ofVersion(@Req() request: Request, @Query() query: unknown): Promise<PathsView> {
    const actor = actorOf(request);
    this.gate.require(actor, 'figures.read');
    const tenantId = ownTenant(actor);
    const asked = askedIn(query as Readonly<Record<string, unknown>>);
    return this.gate.read(actor, 'figures.read', async (session) => {
      const versions = await this.paths.versions(session);
      const versionId = asked.ids[0] ?? versions.find(({ inUse }) => inUse)?.id ?? null;
      const nodes = versionId === null ? [] : await this.paths.ofVersion(session, tenantId, versionId, asked);
      return { versions, versionId, nodes };
    });
  }
}
