import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { systemClock } from '../../kernel/clock.js';
import type { Actor } from '../../platform/access/actor.js';
import type { Permission } from '../../platform/access/core/permissions.js';
import { Gate } from '../../platform/access/gate.js';
import { AccessHttp } from '../../platform/access/http/access-http.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { LiveService } from '../../reports/live.service.js';

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
   * platform see trunks, counts of all tenants and the system.
   */
  @Get('events')
  events(@Req() request: Request, @Res() response: Response): void {
    const actor = actorOf(request);
    this.gate.require(actor, permissionOf(actor));
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // a proxy before us must not gather events
      'X-Accel-Buffering': 'no',
    });
    const { operatorId, tenantId } = actor;
    const end = this.live.watch({ operatorId, tenantId, sink: response });
    this.recheck(request, response, actor, end);
  }

  private recheck(request: Request, response: Response, actor: Actor, end: (why: string) => void): void {
    let checkedAt = systemClock.now();
    const timer = setInterval(() => {
      this.access.recheck(request).then(
        (found) => {
          checkedAt = systemClock.now();
          const still = found?.tenantId === actor.tenantId && found.permissions.has(permissionOf(found));
          if (!still) end(found === undefined ? 'signed_out' : 'not_permitted');
        },
        (error: unknown) => {
          this.logger.warn(error instanceof Error ? error.message : error);
          if (systemClock.now() - checkedAt > UNCHECKED_MS) end('unchecked');
        },
      );
    }, this.recheckMs);
    response.once('close', () => clearInterval(timer));
  }
}

function permissionOf({ tenantId }: Actor): Permission {
  return tenantId === null ? 'platform_live.read' : 'live.read';
}
