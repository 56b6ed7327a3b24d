import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { CallId } from '../kernel/ids.js';
import type { AgentNow, AsteriskNow, CallbackNow, CallNow, ProcessNow, SpokenOfNow } from '../kernel/live-status.js';
import { Journal } from '../platform/journal/journal.js';
import { NoticeStreams } from '../platform/local-api/notice-streams.js';
import { ShipperService, type ShipperState } from '../platform/shipper/shipper.service.js';
import { TelephonyService } from '../telephony/telephony.service.js';
import { agentCommand, findAgent, findTenant, placingOf, sayingOf } from './agent-commands.js';
import { actOf } from './call-acts.js';
import { DutyKeeper } from './duty-keeper.service.js';
import { CallsService } from './calls.service.js';
import {
  agentNow,
  callbacksOf,
  callOf,
  countsOf,
  linesOf,
  moveOf,
  presentOf,
  spokenOf,
  statusOf,
  type HallCounts,
  type HallStatus,
  type LinesStatus,
  type TenantMove,
  type TenantPresent,
} from './calls-status.js';
import type { AccountNow } from './core/accounts.js';
import { asteriskNow } from './live-rows.js';

/** How the engine is, without what it does. */
interface Vitals {
  /** The engine's clock. */
  readonly now: number;
  readonly process: ProcessNow;
  readonly asterisk: AsteriskNow;
  readonly parts: ReturnType<CallsService['parts']>;
  readonly counts: HallCounts;
  readonly journal: ShipperState;
}

interface EngineStatus extends HallStatus, Vitals {
  /** This node. */
  readonly nodeId: string;
  readonly lines: LinesStatus;
  /** The last fact that is counted in. */
  readonly lastSeq: number;
  /** The last notices that are counted in. */
  readonly noticesAt: number;
}

/** Status and commands of the local API; it is served on a unix socket of the box only. */
@Controller('v1')
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    private readonly journal: Journal,
    private readonly telephony: TelephonyService,
    private readonly duties: DutyKeeper,
    private readonly shipper: ShipperService,
    private readonly notices: NoticeStreams,
  ) {}

  @Get('status')
  status(): EngineStatus {
    const { hall } = this.calls;
    return {
      ...this.vitals(),
      nodeId: hall.configuration.nodeId,
      ...statusOf(hall),
      lines: linesOf(hall.configuration, (endpoint) => this.telephony.line(endpoint)),
      lastSeq: this.journal.lastSeq(),
      noticesAt: this.notices.at,
    };
  }

  /** Small, however much there is to serve. */
  @Get('vitals')
  vitals(): Vitals {
    const now = systemClock.now();
    return {
      now,
      process: {
        pid: process.pid,
        startedAt: Math.round(now - process.uptime() * 1000),
        node: process.version,
        rssBytes: process.memoryUsage.rss(),
      },
      asterisk: asteriskNow(this.telephony.state()),
      parts: this.calls.parts(),
      counts: countsOf(this.calls.hall, (endpoint) => this.telephony.line(endpoint)),
      journal: this.shipper.state(),
    };
  }

  @Get('agents/:tenant/:number')
  agent(@Param('tenant') tenant: string, @Param('number') number: string): AgentNow {
    const { hall } = this.calls;
    return agentNow(hall, findAgent(hall.configuration, tenant, number));
  }

  /** Calls a customer for an agent; before the actions, of which it is none. */
  @Post('agents/:tenant/:number/calls')
  @HttpCode(200)
  placeCall(
    @Param('tenant') tenant: string,
    @Param('number') number: string,
    @Body() body: unknown,
  ): { readonly callId: string } {
    const { to, showing, callId } = placingOf(body);
    const agent = findAgent(this.calls.hall.configuration, tenant, number);
    return { callId: this.calls.placeCall(agent, { to, showing, callId }) };
  }

  @Post('agents/:tenant/:number/:action')
  @HttpCode(200)
  command(
    @Param('tenant') tenant: string,
    @Param('number') number: string,
    @Param('action') action: string,
    @Body() body: unknown,
  ): AgentNow {
    const config = this.calls.hall.configuration;
    const agent = findAgent(config, tenant, number);
    this.calls.commandAgent(agent.id, agentCommand(config, agent, action, body));
    return this.agent(tenant, number);
  }

  /** Calls, agents and queues of one tenant. */
  @Get('tenants/:tenant/present')
  presentOf(@Param('tenant') code: string): TenantPresent {
    const { hall } = this.calls;
    return presentOf(hall, findTenant(hall.configuration, code).id);
  }

  /** How far this node is with a tenant that moves away from it. */
  @Get('tenants/:tenant/move')
  moveOf(@Param('tenant') code: string): TenantMove {
    const { hall } = this.calls;
    const { id } = findTenant(hall.configuration, code);
    return moveOf(hall, id, this.duties.isWritten(id));
  }

  /** The money of one tenant, running calls included. */
  @Get('tenants/:tenant/account')
  accountOf(@Param('tenant') code: string): AccountNow {
    const { hall } = this.calls;
    return hall.accounts.accountNow(findTenant(hall.configuration, code).id, systemClock.now());
  }

  /** Who waits to be called back. */
  @Get('tenants/:tenant/callbacks')
  callbacksOf(@Param('tenant') code: string): { readonly callbacks: readonly CallbackNow[] } {
    const { hall } = this.calls;
    return { callbacks: callbacksOf(hall, findTenant(hall.configuration, code).id) };
  }

  @Post('tenants/:tenant/callbacks/:callbackId/cancel')
  @HttpCode(200)
  cancelCallback(
    @Param('tenant') code: string,
    @Param('callbackId') callbackId: string,
  ): { readonly callbackId: string } {
    this.calls.cancelCallback(findTenant(this.calls.hall.configuration, code).id, callbackId as CallId);
    return { callbackId };
  }

  /** One call of a tenant; those of others are unknown to it. */
  @Get('tenants/:tenant/calls/:callId')
  callOf(@Param('tenant') code: string, @Param('callId') callId: string): CallNow {
    const { hall } = this.calls;
    return callOf(hall, findTenant(hall.configuration, code).id, callId as CallId);
  }

  @Post('tenants/:tenant/calls/:callId/hang-up')
  @HttpCode(200)
  hangUpOf(@Param('tenant') code: string, @Param('callId') callId: string): { readonly callId: string } {
    const tenant = findTenant(this.calls.hall.configuration, code);
    this.calls.hangUpOf(tenant.id, callId as CallId);
    return { callId };
  }

  /** What an agent or a supervisor wants of a call. */
  @Post('tenants/:tenant/calls/:callId/acts')
  @HttpCode(200)
  actOn(
    @Param('tenant') code: string,
    @Param('callId') callId: string,
    @Body() body: unknown,
  ): { readonly callId: string } {
    const config = this.calls.hall.configuration;
    const { id } = findTenant(config, code);
    this.calls.actOn(id, callId as CallId, actOf(config, id, body));
    return { callId };
  }

  /** A call that runs, or has ended lately. */
  @Get('tenants/:tenant/calls/:callId/spoken-of')
  spokenOf(@Param('tenant') code: string, @Param('callId') callId: string): SpokenOfNow {
    const { hall } = this.calls;
    return spokenOf(hall, findTenant(hall.configuration, code).id, callId as CallId);
  }

  /** Of a call that runs, or has been over for long: whoever asks has seen it. */
  @Post('tenants/:tenant/calls/:callId/sayings')
  @HttpCode(200)
  sayOf(
    @Param('tenant') code: string,
    @Param('callId') callId: string,
    @Body() body: unknown,
  ): { readonly callId: string } {
    const config = this.calls.hall.configuration;
    const { id } = findTenant(config, code);
    this.calls.say(sayingOf(config, id, callId as CallId, body));
    return { callId };
  }

  @Post('calls/:callId/hang-up')
  @HttpCode(200)
  hangUp(@Param('callId') callId: string): { readonly callId: string } {
    this.calls.hangUp(callId as CallId);
    return { callId };
  }
}
