import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { FAILURE_TEXTS } from '../../billing/billing.errors.js';
import type { ReratingRecord } from '../../billing/core/rerating-record.js';
import { ReratingsService } from '../../billing/reratings.service.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import type { TenantId } from '../../kernel/ids.js';
import { microOf, microText } from '../../kernel/money.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import { answered, type Faulty } from './faulty.js';
import type { ChangeView, ReratingView } from './tariff-views.js';

/** The latest; older ones are in the audit log. */
const SHOWN = 50;

/** Pricing the calls of a period again after a tariff was corrected. */
@Controller('console/x/reratings')
export class ReratingsController {
  constructor(
    private readonly gate: Gate,
    private readonly reratings: ReratingsService,
    private readonly tariffs: TariffsService,
    private readonly tenants: TenantsService,
  ) {}

  /** The latest, newest first, with how far they are. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: Request): Promise<{ readonly reratings: readonly ReratingView[] }> {
    return this.gate.read(actorOf(request), 'tariff.read', async (session) => {
      const query = { filter: {}, sort: { by: 'createdAt', descending: true }, offset: 0, limit: SHOWN };
      const { items } = await this.reratings.pageOfReratings(session, query);
      const views: ReratingView[] = [];
      for (const item of items) views.push(await this.viewOf(session, item));
      return { reratings: views };
    });
  }

  /** What a trial has found, the first of it. */
  @Get(':id/changes')
  @Header('Cache-Control', 'no-store')
  async changes(
    @Req() request: Request,
    @Param('id') id: string,
  ): Promise<{ readonly changes: readonly ChangeView[] }> {
    return this.gate.read(actorOf(request), 'tariff.rerate', async (session) => {
      if ((await this.reratings.findRerating(session, id)) === undefined) throw new NotFound();
      const names = new Map<TenantId, string>();
      const changes: ChangeView[] = [];
      for (const { tenantId, at, formerMicro, newMicro, ...call } of await this.reratings.changesOf(session, id)) {
        const tenantName = names.get(tenantId) ?? (await this.nameOf(session, tenantId));
        names.set(tenantId, tenantName);
        const differenceMicro = microText(microOf(newMicro) - microOf(formerMicro));
        changes.push({ ...call, tenantName, at: at.getTime(), formerMicro, newMicro, differenceMicro });
      }
      return { changes };
    });
  }

  /** Body: `tariffId`, `tenantId` (null: all), `from` and `to` (milliseconds, `to` exclusive), `trial`. */
  @Post()
  @HttpCode(202)
  async start(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<{ readonly rerating: ReratingView } | Faulty> {
    const actor = actorOf(request);
    return answered(response, () =>
      this.gate.change(actor, 'tariff.rerate', async (session, tell) => {
        const made = await this.reratings.create(session, body, actor.name);
        const rerating = await this.viewOf(session, made);
        const { from, to, trial, tenantName } = rerating;
        tell({
          action: 'rerate',
          objectType: 'tariff',
          objectId: rerating.tariffId,
          objectLabel: rerating.tariffName,
          // what is done to one company is in its own log
          ...(made.tenantId === null || trial ? {} : { tenantId: made.tenantId }),
          after: {
            ...(tenantName === null ? {} : { tenant: tenantName }),
            from: new Date(from),
            to: new Date(to),
            trial,
          },
        });
        return { rerating };
      }),
    );
  }

  private async viewOf(session: DbSession, record: ReratingRecord): Promise<ReratingView> {
    const tariff = await this.tariffs.findTariff(session, record.tariffId);
    const { id, tariffId, tenantId, trial, status, total, lookedAt, changed } = record;
    const { differenceMicro, failure, requestedByName } = record;
    return {
      ...{ id, tariffId, tenantId, trial, status, total, lookedAt, changed, differenceMicro, requestedByName },
      failure: failure === null ? null : FAILURE_TEXTS[failure],
      tariffName: tariff?.name ?? '',
      currency: tariff?.currency ?? '',
      timeZone: tariff?.timeZone ?? 'UTC',
      tenantName: tenantId === null ? null : await this.nameOf(session, tenantId),
      from: record.from.getTime(),
      to: record.to.getTime(),
      createdAt: record.createdAt.getTime(),
      endedAt: record.endedAt?.getTime() ?? null,
    };
  }

  private async nameOf(session: DbSession, tenantId: TenantId): Promise<string> {
    const tenant = await this.tenants.findTenant(session, tenantId);
    return tenant === undefined ? '' : `${tenant.name} (${tenant.code})`;
  }
}
