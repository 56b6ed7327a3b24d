import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { TariffId, TenantId } from '../kernel/ids.js';
import { amountText, microOf, microText, type MicroText } from '../kernel/money.js';
import { isZone } from '../kernel/zone.js';
import type { Listing, RejectedRow } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { ChangedMeanwhile } from '../platform/errors/record.errors.js';
import { notThere } from '../platform/references/reference-input.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { FormUsedAlready, NoCurrency } from './billing.errors.js';
import type { AccountLine, AccountRecord, Balance, MovementRecord } from './core/account-record.js';
import { defaultAccount, type Account } from './core/account.js';
import { accountInput, paymentInput, type AccountInput } from './dto/account-input.js';
import type { AccountOverviewEntity } from './entities/account-overview.entity.js';
import type { AccountEntity } from './entities/account.entity.js';
import type { MovementEntity } from './entities/movement.entity.js';
import { TariffsRepository } from './tariffs.repository.js';

/** Accounts of tenants: how their calls are priced, what they may spend, what was paid in. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tariffs: TariffsRepository,
    private readonly tenancy: TenancyService,
  ) {}

  /** For the engine: the accounts of its node's tenants that have any, or money. */
  async listAccounts(session: DbSession): Promise<Listing<Account>> {
    const rows = new Map((await this.accounts.accounts(session)).map((row) => [row.id, row]));
    const money = new Map((await this.accounts.moneyAtNode(session)).map((row) => [row.tenant_id, row]));
    const seen = new Set((await this.tenancy.listTenants(session)).map(({ id }) => id as string));
    const rejected: RejectedRow[] = [];
    const items: Account[] = [];
    for (const id of new Set([...rows.keys(), ...money.keys()])) {
      // charges of tenants of other nodes may be here, their accounts are not
      if (!seen.has(id)) continue;
      const account = toAccount(rows.get(id) ?? defaultRow(id));
      const sums = money.get(id);
      const { credit_micro: creditMicro = '0', charged_micro: chargedMicro = '0' } = sums ?? {};
      const { timeZone } = account;
      // a tenant without its account would call for nothing
      const zone = isZone(timeZone) ? timeZone : defaultAccount(account.tenantId).timeZone;
      if (zone !== timeZone)
        rejected.push({ table: 'tenant_account', id, why: `no such time zone: ${timeZone}, ${zone} is taken` });
      items.push({ ...account, timeZone: zone, creditMicro, chargedMicro });
    }
    return { items, rejected };
  }

  /** What holds without a row where there is none. @throws NotFound where the session sees no such tenant */
  async accountOf(session: DbSession, tenantId: string): Promise<AccountRecord> {
    const { id } = await this.tenancy.tenantById(session, tenantId);
    return this.toRecord(session, (await this.accounts.account(session, id)) ?? defaultRow(id));
  }

  /** All tenants, with an account or without; for the platform. */
  async pageOfAccounts(session: DbSession, query: ListQuery): Promise<Page<AccountLine>> {
    const { items, total } = await this.accounts.pageOfAccounts(session, query);
    return { items: items.map(toLine), total };
  }

  /**
   * @param version 0 for a tenant without a row
   * @throws NotFound, InvalidInput, ChangedMeanwhile
   */
  async updateAccount(session: DbSession, tenantId: string, version: number, input: unknown): Promise<AccountRecord> {
    const before = await this.accountOf(session, tenantId);
    const wish = validInput(accountInput, { ...before, ...(input as object) });
    const currency = await this.currencyWith(session, before, wish.tariffId);
    const values = { ...toColumns(wish), currency };
    if (version === 0) await this.insert(session, { ...values, id: before.id, version: 1 });
    else await this.accounts.updateAccount(session, before.id, version, values);
    return this.toRecord(session, { ...values, id: before.id, version: version + 1 });
  }

  /**
   * Puts money into an account, or corrects it; once for a token, however often it is asked for.
   *
   * @param input `{kind: 'top_up' | 'correction', amount: "100.00", note, token}`; the token is a UUID made with the form
   * @returns what is entered; `again`: it was before
   * @throws NotFound, InvalidInput, NoCurrency, FormUsedAlready where the token was another payment's
   */
  async pay(
    session: DbSession,
    tenantId: string,
    input: unknown,
    byName: string,
  ): Promise<MovementRecord & { readonly again: boolean }> {
    const account = await this.accountOf(session, tenantId);
    const { amount: amountMicro, ...payment } = validInput(paymentInput, input);
    if (account.currency === null) throw new NoCurrency();
    const at = new Date(systemClock.now());
    const row = { ...payment, id: newId(), tenantId: account.id, at, amountMicro, byName, reratingId: null };
    if (await this.accounts.insertPayment(session, row)) return { ...toMovement(row), again: false };
    const before = await this.accounts.movementByToken(session, payment.token);
    const isSame = (['tenantId', 'kind', 'amountMicro', 'note'] as const).every((name) => before?.[name] === row[name]);
    if (before === null || !isSame) throw new FormUsedAlready();
    return { ...toMovement(before), again: true };
  }

  async pageOfMovements(session: DbSession, query: ListQuery): Promise<Page<MovementRecord>> {
    const newestFirst = query.sort ?? { by: 'at', descending: true };
    const { items, total } = await this.accounts.pageOfMovements(session, { ...query, sort: newestFirst });
    return { items: items.map(toMovement), total };
  }

  /** undefined where the session sees none. */
  async findMovement(session: DbSession, id: string): Promise<MovementRecord | undefined> {
    const row = await this.accounts.movement(session, id);
    return row === null ? undefined : toMovement(row);
  }

  /** As it lies in the database; what running calls have cost so far is the engine's to tell. @throws NotFound */
  async balanceOf(session: DbSession, tenantId: string): Promise<Balance> {
    const { id } = await this.tenancy.tenantById(session, tenantId);
    const { credit_micro: creditMicro, charged_micro: chargedMicro } = await this.moneyOf(session, id);
    const balanceMicro = microText(microOf(creditMicro) - microOf(chargedMicro));
    const currency = (await this.accounts.account(session, id))?.currency ?? null;
    return { creditMicro, chargedMicro, balanceMicro, currency };
  }

  private async moneyOf(session: DbSession, tenantId: string) {
    const [money] = await this.accounts.money(session, tenantId);
    return money ?? { credit_micro: '0', charged_micro: '0' };
  }

  private async insert(session: DbSession, row: AccountEntity): Promise<void> {
    try {
      await this.accounts.insertAccount(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new ChangedMeanwhile() : error;
    }
  }

  /** That of the first tariff, for ever: a call that goes on, or is not on record yet, was priced in it. */
  private async currencyWith(
    session: DbSession,
    { currency }: AccountRecord,
    tariffId: TariffId | null,
  ): Promise<string | null> {
    if (tariffId === null) return currency;
    const tariff = await this.tariffs.tariff(session, tariffId);
    if (tariff === null) throw notThere('tariffId');
    if (currency === null || tariff.currency === currency) return tariff.currency;
    const zh = `账户的货币是 ${currency}，选定后不能改变；不能改用货币为 ${tariff.currency} 的资费`;
    const en = `The account's currency is ${currency} and stays; a tariff in ${tariff.currency} cannot be chosen`;
    throw new InvalidInput({ tariffId: { zh, en } });
  }

  private async toRecord(session: DbSession, row: AccountEntity): Promise<AccountRecord> {
    const tariff = row.tariffId === null ? null : await this.tariffs.tariff(session, row.tariffId);
    return {
      id: row.id as TenantId,
      version: row.version,
      tariffId: (row.tariffId ?? '') as TariffId | '',
      tariffName: tariff?.name ?? null,
      currency: row.currency,
      mode: row.mode,
      creditLimit: units(row.creditLimitMicro),
      lowBalance: units(row.lowBalanceMicro),
      timeZone: row.timeZone,
      internationalOpen: row.internationalOpen,
      premiumOpen: row.premiumOpen,
      hourLimit: units(row.hourLimitMicro),
      dayLimit: units(row.dayLimitMicro),
      nightFrom: row.nightFrom,
      nightTo: row.nightTo,
      nightCallLimit: row.nightCallLimit ?? '',
    };
  }
}

function units(micro: MicroText | null): string {
  return micro === null ? '' : amountText(microOf(micro));
}

function toColumns(wish: AccountInput): Omit<AccountEntity, 'id' | 'version' | 'currency'> {
  const { creditLimit, lowBalance, hourLimit, dayLimit, ...same } = wish;
  return {
    ...same,
    creditLimitMicro: creditLimit,
    lowBalanceMicro: lowBalance,
    hourLimitMicro: hourLimit,
    dayLimitMicro: dayLimit,
  };
}

/** Of a tenant without a row; see defaultAccount. */
function defaultRow(id: string): AccountEntity {
  const { fraud, mode, creditLimitMicro, lowBalanceMicro, timeZone } = defaultAccount(id as TenantId);
  const { internationalOpen, premiumOpen, hourLimitMicro, dayLimitMicro, nightFrom, nightTo, nightCallLimit } = fraud;
  return {
    id,
    version: 0,
    tariffId: null,
    currency: null,
    ...{ mode, creditLimitMicro, lowBalanceMicro, timeZone },
    ...{ internationalOpen, premiumOpen, hourLimitMicro, dayLimitMicro, nightFrom, nightTo, nightCallLimit },
  };
}

function toAccount(row: AccountEntity): Account {
  const { internationalOpen, premiumOpen, hourLimitMicro, dayLimitMicro, nightFrom, nightTo, nightCallLimit } = row;
  return {
    tenantId: row.id as TenantId,
    tariffId: row.tariffId as TariffId | null,
    mode: row.mode,
    creditMicro: '0',
    chargedMicro: '0',
    creditLimitMicro: row.creditLimitMicro,
    lowBalanceMicro: row.lowBalanceMicro,
    timeZone: row.timeZone,
    fraud: { internationalOpen, premiumOpen, hourLimitMicro, dayLimitMicro, nightFrom, nightTo, nightCallLimit },
  };
}

function toLine({ id, tariffId, ...same }: AccountOverviewEntity): AccountLine {
  return { ...same, id: id as TenantId, tariffId: tariffId as TariffId | null };
}

function toMovement(row: MovementEntity): MovementRecord {
  const { id, tenantId, at, kind, amountMicro, note, byName, reratingId } = row;
  return { id, tenantId: tenantId as TenantId, at, kind, amountMicro, note, byName, reratingId };
}
