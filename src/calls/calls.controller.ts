import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';

import type { CallId } from '../kernel/ids.js';
import { Journal } from '../platform/journal/journal.js';
import { agentCommand, findAgent } from './agent-commands.js';
import { CallsService } from './calls.service.js';
import { statusOf, type HallStatus } from './calls-status.js';

/** Status and commands of the local API; it is served on a unix socket of the box only. */
@Controller('v1')
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    private readonly journal: Journal,
  ) {}

  @Get('status')
  status(): HallStatus & { readonly lastSeq: number; readonly parts: ReturnType<CallsService['parts']> } {
    return { ...statusOf(this.calls.hall), lastSeq: this.journal.lastSeq(), parts: this.calls.parts() };
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
