import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';

import type { CallId } from '../kernel/ids.js';
import { agentCommand, findAgent } from './agent-commands.js';
import { BadCommand } from './calls.errors.js';
import { CallsService } from './calls.service.js';
import { statusOf, type HallStatus } from './calls-status.js';
import { streamFacts, type FactSource } from './events-stream.js';

export const FACT_SOURCE = Symbol('FactSource');

/** The local API: commands in, events out. It is served on a unix socket of the box only. */
@Controller('v1')
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  @Get('status')
  status(): HallStatus & { readonly lastSeq: number; readonly parts: ReturnType<CallsService['parts']> } {
    return { ...statusOf(this.calls.hall), lastSeq: this.facts.lastSeq(), parts: this.calls.parts() };
  }

  @Get('events')
  events(@Query('after') after: string | undefined, @Res() response: Response): void {
    const seq = after === undefined ? this.facts.lastSeq() : Number(after);
    if (!Number.isSafeInteger(seq) || seq < 0) {
      throw new BadCommand({ en: '"after" must be a whole number.', zh: '“after” 必须是整数。' });
    }
    response.type('application/x-ndjson').flushHeaders();
    streamFacts(this.facts, response, seq);
  }

  @Get('agents/:tenant/:number')
  agent(@Param('tenant') tenant: string, @Param('number') number: string): HallStatus['agents'][number] | undefined {
    findAgent(this.calls.hall.configuration, tenant, number);
    return statusOf(this.calls.hall).agents.find((agent) => agent.tenant === tenant && agent.number === number);
  }

  @Post('agents/:tenant/:number/:action')
  @HttpCode(200)
  command(
    @Param('tenant') tenant: string,
    @Param('number') number: string,
    @Param('action') action: string,
    @Body() body: unknown,
  ): HallStatus['agents'][number] | undefined {
    const config = this.calls.hall.configuration;
    const agent = findAgent(config, tenant, number);
    this.calls.commandAgent(agent.id, agentCommand(config, agent, action, body));
    return this.agent(tenant, number);
  }

  @Post('calls/:callId/hang-up')
  @HttpCode(200)
  hangUp(@Param('callId') callId: string): { readonly callId: string } {
    this.calls.hangUp(callId as CallId);
    return { callId };
  }
}
