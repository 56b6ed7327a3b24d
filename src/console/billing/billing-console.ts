import { Injectable } from '@nestjs/common';

import { AccountsService } from '../../billing/accounts.service.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { ConsoleRegister } from '../console-register.js';
import { tariffsResource } from '../resources/tariffs.js';

/** Tariffs, pricing again and the tenants' calculator in the module "billing". */
@Injectable()
export class BillingConsole {
  constructor(
    register: ConsoleRegister,
    private readonly gate: Gate,
    private readonly tariffs: TariffsService,
    private readonly accounts: AccountsService,
  ) {
    register.addResource(tariffsResource(tariffs));
    register.addPage(
      {
        name: 'reratings',
        module: 'billing',
        icon: 'RefreshCw',
        label: { zh: '重新计费', en: 'Price again' },
        component: 'RatingAgainPage',
        permissions: ['tariff.rerate'],
      },
      {
        name: 'call-quote',
        module: 'billing',
        icon: 'Percent',
        label: { zh: '话费试算', en: 'Price calculator' },
        component: 'CallQuotePage',
        permissions: ['account.read'],
        data: (actor) => this.ownTariff(actor),
      },
    );
  }

  /** What the calculator of a tenant goes by; null where its calls are not priced. */
  private async ownTariff(actor: Actor): Promise<object> {
    return this.gate.read(actor, 'account.read', async (session) => {
      if (actor.tenantId === null) return { tariff: null };
      const { tariffId } = await this.accounts.accountOf(session, actor.tenantId);
      const tariff = tariffId === '' ? undefined : await this.tariffs.findTariff(session, tariffId);
      if (tariff === undefined) return { tariff: null };
      const { name, currency, timeZone } = tariff;
      return { tariff: { name, currency, timeZone } };
    });
  }
}
