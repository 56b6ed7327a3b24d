import { Injectable } from '@nestjs/common';

import { AccountsService } from '../../billing/accounts.service.js';
import { ChargesService } from '../../billing/charges.service.js';
import type { AccountRecord, Balance } from '../../billing/core/account-record.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import { systemClock } from '../../kernel/clock.js';
import { microOf, microText, parseAmount, type MicroText } from '../../kernel/money.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import type { TenantPresent } from '../../platform/local-api/present-status.js';
import { TenancyService, type Tenant } from '../../platform/tenancy/tenancy.service.js';
import { TenantsService } from '../../platform/tenancy/tenants.service.js';
import type { Usage } from '../../platform/tenancy/tenant-usage.js';
import { ConsoleRegister } from '../console-register.js';
import { ownTenant } from '../resources/own-tenant.js';
import { figureWords, LIMIT_ACTIONS, LIMIT_NAMES } from '../words/limit-words.js';
import type {
  AccountMoney,
  AccountSettings,
  AccountView,
  LimitView,
  MovementView,
  QuotaView,
  StandingView,
} from './account-view.js';
import { tenantNow } from './tenant-now.js';
import { standingOf } from './standing.js';

type AccountNow = Awaited<ReturnType<LocalApiClient['accountOf']>>;

/** What the database knows of a tenant's account. */
interface OnRecord {
  readonly tenant: Tenant;
  readonly account: AccountRecord;
  readonly balance: Balance;
  readonly usage: Usage;
  readonly movements: readonly MovementView[];
  readonly limits: readonly LimitView[] | null;
  readonly packages: ReadonlyMap<string, string>;
}

/** Lines of the short lists on the page. */
const LATEST = { ...WHOLE_LIST, limit: 5 };
/** The engine answers within milliseconds, unless something is wrong with it. */
const AT_ONCE_MS = 300;
const BYTES_PER_MB = 1_048_576;

/** A tenant's own account: its money as it is now, what it may use and what it uses. */
@Injectable()
export class AccountPages {
  constructor(
    register: ConsoleRegister,
    private readonly gate: Gate,
    private readonly accounts: AccountsService,
    private readonly charges: ChargesService,
    private readonly tariffs: TariffsService,
    private readonly tenancy: TenancyService,
    private readonly tenants: TenantsService,
    private readonly engine: LocalApiClient,
  ) {
    register.addPage({
      name: 'account',
      module: 'billing',
      icon: 'CreditCard',
      label: { zh: '账户', en: 'Account' },
      component: 'AccountPage',
      permissions: ['account.read'],
      data: (actor) => this.account(actor),
    });
  }

  async account(actor: Actor): Promise<AccountView> {
    const known = await this.gate.read(actor, 'account.read', (session) => this.onRecord(session, actor));
    const { code } = known.tenant;
    // no transaction waits for the engine
    const [now, present] = await Promise.all([
      this.engine.accountOf(code).catch(() => null),
      this.engine.presentOf(code).catch(() => null),
    ]);
    const money = moneyOf(known, now);
    return {
      at: systemClock.now(),
      standing: standing(known, money.availableMicro),
      settings: settingsOf(known.account),
      money,
      movements: known.movements,
      limits: known.limits,
      quotas: quotasOf(known, present),
    };
  }

  /** Asked for above every page, so that an engine that takes its time is not waited for. */
  async standing(actor: Actor): Promise<StandingView> {
    const { tenant, ...known } = await this.gate.read(actor, 'account.read', async (session) => {
      const tenantId = ownTenant(actor);
      return {
        tenant: await this.tenancy.tenantById(session, tenantId),
        account: await this.accounts.accountOf(session, tenantId),
        balance: await this.accounts.balanceOf(session, tenantId),
      };
    });
    const now = await soon(this.engine.accountOf(tenant.code));
    const live = now?.availableMicro ?? null;
    const availableMicro = live ?? availableOf(known.account, known.balance);
    return { standing: standing(known, live), availableMicro, currency: known.account.currency ?? '' };
  }

  private async onRecord(session: DbSession, actor: Actor): Promise<OnRecord> {
    const tenantId = ownTenant(actor);
    const account = await this.accounts.accountOf(session, tenantId);
    const { items: movements } = await this.accounts.pageOfMovements(session, LATEST);
    return {
      tenant: await this.tenancy.tenantById(session, tenantId),
      account,
      balance: await this.accounts.balanceOf(session, tenantId),
      usage: await this.tenants.usageOf(session, tenantId),
      movements: movements.map(({ id, at, kind, amountMicro, note }) => ({
        ...{ id, kind, amountMicro, note },
        at: at.toISOString(),
      })),
      limits: await this.limits(session, actor),
      packages: await this.packageNames(session, account),
    };
  }

  private async limits(session: DbSession, { permissions, language }: Actor): Promise<readonly LimitView[] | null> {
    if (!permissions.has('limit_reached.read')) return null;
    const { items } = await this.charges.pageOfLimits(session, LATEST);
    return items.map(({ id, at, limit, action, detail }) => ({
      id,
      at: at.toISOString(),
      limit: LIMIT_NAMES[limit][language],
      action: LIMIT_ACTIONS[action][language],
      figures: figureWords(limit, detail, language),
    }));
  }

  /** By the version that holds now. */
  private async packageNames(session: DbSession, { tariffId }: AccountRecord): Promise<ReadonlyMap<string, string>> {
    const tariff = tariffId === '' ? undefined : await this.tariffs.findTariff(session, tariffId);
    const now = systemClock.now();
    const current = tariff?.versions.find(({ validFrom }) => validFrom.getTime() <= now);
    const names = current === undefined ? [] : await this.tariffs.packageNames(session, current.id);
    return new Map([...names].map(([code, name]) => [code, name || code]));
  }
}

/** null where there is no answer, or not at once. */
async function soon<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), AT_ONCE_MS);
  });
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}

function standing({ account, balance }: Pick<OnRecord, 'account' | 'balance'>, liveMicro: MicroText | null) {
  return standingOf({
    tariffId: account.tariffId,
    availableMicro: liveMicro ?? availableOf(account, balance),
    lowBalanceMicro: micro(account.lowBalance),
  });
}

function availableOf({ mode, creditLimit }: AccountRecord, { balanceMicro }: Balance): MicroText {
  const more = mode === 'postpaid' ? (parseAmount(creditLimit) ?? 0n) : 0n;
  return microText(microOf(balanceMicro) + more);
}

function moneyOf({ account, balance, packages }: OnRecord, now: AccountNow | null): AccountMoney {
  if (now === null) {
    const availableMicro = account.tariffId === '' ? null : availableOf(account, balance);
    const nothing = { runningCalls: 0, accruedMicro: '0', endsAt: null, packages: [] };
    return { live: false, balanceMicro: balance.balanceMicro, availableMicro, ...nothing };
  }
  return {
    live: true,
    balanceMicro: now.balanceMicro,
    availableMicro: now.availableMicro,
    runningCalls: now.running.calls,
    accruedMicro: now.running.accruedMicro,
    endsAt: now.endsAt,
    packages: now.packages.map(({ code, seconds, leftS }) => ({ name: packages.get(code) ?? code, seconds, leftS })),
  };
}

function settingsOf(account: AccountRecord): AccountSettings {
  const { tariffName, currency, mode, internationalOpen, premiumOpen, nightFrom, nightTo, nightCallLimit } = account;
  return {
    ...{ mode, internationalOpen, premiumOpen, nightFrom, nightTo },
    tariff: tariffName,
    currency: currency ?? '',
    creditLimitMicro: micro(account.creditLimit) ?? '0',
    lowBalanceMicro: micro(account.lowBalance),
    hourLimitMicro: micro(account.hourLimit),
    dayLimitMicro: micro(account.dayLimit),
    nightCallLimit: nightCallLimit === '' ? null : nightCallLimit,
  };
}

function quotasOf({ tenant, usage }: OnRecord, present: TenantPresent | null): readonly QuotaView[] {
  const now = present === null ? null : tenantNow(present);
  const { promptBytes } = usage;
  return [
    { name: 'channels', used: now?.channels ?? null, allowed: tenant.channelLimit },
    { name: 'seats', used: now?.seats ?? null, allowed: tenant.seatLimit },
    { name: 'ivr', used: now?.ivr ?? null, allowed: tenant.ivrLimit },
    { name: 'recorded', used: now?.recorded ?? null, allowed: tenant.recordedSeatLimit },
    { name: 'agents', used: usage.agents ?? null, allowed: tenant.agentLimit },
    { name: 'extensions', used: usage.extensions ?? null, allowed: tenant.extensionLimit },
    {
      name: 'prompts',
      used: promptBytes === undefined ? null : Math.ceil(promptBytes / BYTES_PER_MB),
      allowed: tenant.promptStorageLimitMb,
    },
  ];
}

function micro(amount: string): MicroText | null {
  const found = parseAmount(amount);
  return found === null ? null : microText(found);
}
