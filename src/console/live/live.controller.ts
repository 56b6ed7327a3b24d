import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { systemClock } from '../../kernel/clock.js';
import type { Actor } from '../../platform/access/actor.js';
import type { Permission } from '../../platform/access/core/permissions.js';
import { Gate } from '../../platform/access/gate.js';
import { AccessHttp } from '../../platform/access/http/access-http.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import type { LiveReach } from '../../reports/core/live/live-picture.js';
import { LiveService, type Watching } from '../../reports/live.service.js';

/** Token of the time within which rights that were taken away take effect, milliseconds. */
export const RECHECK_MS = Symbol('recheckMs');
/** While rights cannot be looked up, who had them a moment ago goes on seeing so long. */
const UNCHECKED_MS = 5 * 60_000;

/** The present as a stream of events, for whoever may see it. */
@Controller('console/x/live')
export class LiveController {
  private readonly logger = new Logger('live');

  constructor(
    private readonly gate: Gate,
    private readonly access: AccessHttp,
    private readonly live: LiveService,
    @Inject(RECHECK_MS) private readonly recheckMs: number,
  ) {}

  /**
   * Server-sent events: `picture` (everything), `changes` (lines that are others now, ids of those that are gone),
   * `beat` every 15 s, `end` when the person may not see it any more. A tenant's people see the tenant, those of the
   * platform see trunks, counts of all tenants and the system. Who is limited to groups of agents sees theirs.
   */
  @Get('events')
  async events(@Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = actorOf(request);
    this.gate.require(actor, permissionOf(actor));
    const reach = await this.reachOf(actor);
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // a proxy before us must not gather events
      'X-Accel-Buffering': 'no',
    });
    const { operatorId, tenantId } = actor;
    const watching = this.live.watch({ operatorId, tenantId, reach, sink: response });
    this.recheck(request, response, actor, watching);
  }

  private recheck(request: Request, response: Response, actor: Actor, watching: Watching): void {
    let checkedAt = systemClock.now();
    const check = async (): Promise<void> => {
      const found = await this.access.recheck(request);
      const still = found?.tenantId === actor.tenantId && found.permissions.has(permissionOf(found));
      if (still) watching.reachIs(await this.reachOf(found));
      else watching.end(found === undefined ? 'signed_out' : 'not_permitted');
      checkedAt = systemClock.now();
    };
    const timer = setInterval(() => {
      check().catch((error: unknown) => {
        this.logger.warn(error instanceof Error ? error.message : error);
        if (systemClock.now() - checkedAt > UNCHECKED_MS) watching.end('unchecked');
      });
    }, this.recheckMs);
    response.once('close', () => clearInterval(timer));
  }

  private async reachOf(actor: Actor): Promise<LiveReach | null> {
    if (actor.groupIds === undefined) return null;
    return this.gate.read(actor, permissionOf(actor), (session) => this.live.reachOf(session, actor));
  }
}

function permissionOf({ tenantId }: Actor): Permission {
  return tenantId === null ? 'platform_live.read' : 'live.read';
}
