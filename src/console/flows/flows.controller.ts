import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { FlowRecord } from '../../ivr/core/flow-version.js';
import { FlowsService } from '../../ivr/flows.service.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { answered, type Faulty } from '../billing/faulty.js';
import type { FlowChanged, FlowDesignView } from './flow-views.js';

/** Whatever a program may send. */
type Order = Readonly<Record<string, unknown>>;

/** The draft of a flow and its versions; the list of flows is a resource like others. */
@Controller('console/x/flows')
export class FlowsController {
  constructor(
    private readonly gate: Gate,
    private readonly flows: FlowsService,
  ) {}

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async design(@Req() request: Request, @Param('id') id: string): Promise<FlowDesignView> {
    return this.gate.read(actorOf(request), 'menu.read', async (session) => {
      const design = await this.flows.design(session, id);
      const others = await this.flows.publishedBeside(session, design.flow.id);
      return { ...design, others };
    });
  }

  /** Keeps a draft. Body: `version` as it was seen, `name`, `draft`. */
  @Post(':id')
  @HttpCode(200)
  async save(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('id') id: string,
    @Body() { version, name, draft }: Order,
  ): Promise<FlowChanged | Faulty> {
    return answered(response, () =>
      this.changed(actorOf(request), id, 'update', (session) =>
        this.flows.saveDraft(session, id, seen(version), { name, draft }),
      ),
    );
  }

  /** Callers get the draft from now on. Body: `version` as it was seen. */
  @Post(':id/publish')
  @HttpCode(200)
  async publish(@Req() request: Request, @Param('id') id: string, @Body() { version }: Order): Promise<FlowChanged> {
    const actor = actorOf(request);
    return this.changed(actor, id, 'publish', (session) =>
      this.flows.publish(session, id, seen(version), actor.name, new Date()),
    );
  }

  /** The draft becomes what a version is. Body: `version` as it was seen, `versionId`. */
  @Post(':id/restore')
  @HttpCode(200)
  async restore(
    @Req() request: Request,
    @Param('id') id: string,
    @Body() { version, versionId }: Order,
  ): Promise<FlowChanged> {
    return this.changed(actorOf(request), id, 'restore', (session) =>
      this.flows.restore(session, id, seen(version), typeof versionId === 'string' ? versionId : ''),
    );
  }

  private changed(
    actor: Actor,
    id: string,
    action: string,
    change: (session: DbSession) => Promise<FlowRecord>,
  ): Promise<FlowChanged> {
    return this.gate.change(actor, 'menu.update', async (session, tell) => {
      const before = await this.flows.findFlow(session, id);
      if (before === undefined) throw new NotFound();
      const flow = await change(session);
      tell({ action, objectType: 'flow', objectId: flow.id, objectLabel: flow.name, before, after: flow });
      return { flow };
    });
  }
}

/** A version that nobody has seen fits no row. */
function seen(version: unknown): number {
  return Number.isInteger(version) ? (version as number) : 0;
}
