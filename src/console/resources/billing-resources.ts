import { Injectable } from '@nestjs/common';

import { AccountsService } from '../../billing/accounts.service.js';
import { ChargesService, codesIn } from '../../billing/charges.service.js';
import type { ChargeRecord } from '../../billing/core/charge-record.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import { LinesService } from '../../lines/lines.service.js';
import { TenantTrunksService } from '../../lines/tenant-trunks.service.js';
import type { Actor } from '../../platform/access/actor.js';
import { AuditRepository } from '../../platform/access/audit.repository.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import { ConsoleRegister } from '../console-register.js';
import { movementsResource } from './balance-movements.js';
import { chargesResource, type ChargeNames } from './charges.js';
import { limitsReachedResource } from './limits-reached.js';
import { tenantTrunksResource } from './tenant-trunks.js';
import { tenantAccountsResource } from './tenant-accounts.js';

/** Tenants' money: the platform sees and changes all accounts, a tenant sees its own. */
@Injectable()
export class BillingResources implements ChargeNames {
  constructor(
    register: ConsoleRegister,
    accounts: AccountsService,
    charges: ChargesService,
    tenants: TenantsService,
    audit: AuditRepository,
    shares: TenantTrunksService,
    private readonly tariffs: TariffsService,
    private readonly lines: LinesService,
  ) {
    const nameOf = async (session: DbSession, id: string): Promise<string | undefined> => {
      const tenant = await tenants.findTenant(session, id);
      return tenant === undefined ? undefined : `${tenant.name} (${tenant.code})`;
    };
    const trunkName = async (session: DbSession, id: string): Promise<string | undefined> =>
      (await lines.findTrunk(session, id))?.name;
    register.addResource(
      tenantAccountsResource({ accounts, audit, nameOf }),
      tenantTrunksResource({ shares, audit, tenantName: nameOf, trunkName }),
    );
    for (const side of ['tenant', 'platform'] as const) {
      register.addResource(
        chargesResource(charges, this, side),
        movementsResource(accounts, side),
        limitsReachedResource(charges, side),
      );
    }
  }

  /** A tenant sees the tariff that its calls are priced by; one of before it may not. */
  async version(
    session: DbSession,
    { tariffVersionId, calculation }: ChargeRecord,
  ): ReturnType<ChargeNames['version']> {
    const version = await this.tariffs.versionName(session, tariffVersionId);
    const text =
      version === undefined
        ? { zh: '以前的资费', en: 'A former tariff' }
        : { zh: `${version.tariff}，第 ${version.number} 版`, en: `${version.tariff}, version ${version.number}` };
    const names = await this.tariffs.rateNames(session, tariffVersionId, codesIn(calculation));
    return { text, rates: new Map([...names].map(([code, name]) => [code, name || code])) };
  }

  async trunks(session: DbSession, actor: Actor): Promise<ReadonlyMap<string, string>> {
    if (!actor.permissions.has('trunk.read')) return new Map();
    const { items } = await this.lines.pageOfTrunks(session, WHOLE_LIST);
    return new Map(items.map(({ id, name }) => [id, name]));
  }
}
