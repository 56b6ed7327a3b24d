import type { AccountsService } from '../../billing/accounts.service.js';
import type { AccountLine, AccountRecord, Balance } from '../../billing/core/account-record.js';
import { amountText, microOf, microText, parseAmount, type MicroText } from '../../kernel/money.js';
import type { TenantId } from '../../kernel/ids.js';
import type { AuditRepository } from '../../platform/access/audit.repository.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { standingOf, type Standing } from '../billing/standing.js';
import { isNotFound } from './not-found.js';
import { tellTenant } from './tenant-log.js';
import { ACCOUNT_FIELDS } from './tenant-account-fields.js';
import type { ConsoleAction, ConsoleRecord, ConsoleResource } from './resource.js';

/** Amounts that a person sets, in units as the room has them and in millionths as fields do. */
const AMOUNTS = ['creditLimit', 'lowBalance', 'hourLimit', 'dayLimit'] as const;
type Amounts = Readonly<Record<(typeof AMOUNTS)[number], MicroText | null>>;
/** What is set of an account, as far as what is shown is reckoned with it. */
type Settings = Pick<AccountRecord, 'id' | 'version' | 'mode' | 'tariffId'> & Amounts;

interface Money {
  readonly balanceMicro: MicroText;
  readonly currency: string | null;
}

/** An account with its money; what follows of both is read from it, and is nobody's change. */
class AccountShown implements ConsoleRecord {
  readonly id: TenantId;
  readonly version: number;
  readonly #name: string;
  readonly #money: Money;
  readonly #settings: Settings;

  constructor(settings: Settings, money: Money, name: string) {
    this.#settings = settings;
    this.#money = money;
    this.#name = name;
    this.id = settings.id;
    this.version = settings.version;
    Object.assign(this, settings);
  }

  get name(): string {
    return this.#name;
  }

  get balanceMicro(): MicroText {
    return this.#money.balanceMicro;
  }

  get availableMicro(): MicroText {
    const { mode, creditLimit } = this.#settings;
    const more = mode === 'postpaid' ? microOf(creditLimit ?? '0') : 0n;
    return microText(microOf(this.balanceMicro) + more);
  }

  get standing(): Standing {
    const { tariffId, lowBalance } = this.#settings;
    return standingOf({ tariffId, availableMicro: this.availableMicro, lowBalanceMicro: lowBalance });
  }
}

export interface AccountRooms {
  readonly accounts: AccountsService;
  readonly audit: AuditRepository;
  /** What people call a tenant; undefined where there is none. */
  nameOf(session: DbSession, tenantId: string): Promise<string | undefined>;
}

/** The platform's side of tenants' money: by which tariff, how far, and what was paid in. */
export function tenantAccountsResource(rooms: AccountRooms): ConsoleResource {
  const { accounts } = rooms;
  const shown = async (session: DbSession, id: string): Promise<AccountShown> => {
    const record = await accounts.accountOf(session, id);
    const name = (await rooms.nameOf(session, id)) ?? '';
    return new AccountShown(inMillionths(record), await accounts.balanceOf(session, id), name);
  };
  return {
    id: 'tenant_account',
    module: 'billing',
    icon: 'CreditCard',
    label: { zh: '企业账户', en: 'Accounts of tenants' },
    about: {
      zh: '每个企业一个账户：按哪个资费计费、预付费还是后付费、余额多少、防盗打的限制。没有选资费的企业，其通话不计费。余额按已入账的话费计算，正在进行的通话结束后才扣。',
      en: 'One for each tenant: by which tariff its calls are priced, whether it pays before or after, its balance, and its limits against misuse. Calls of a tenant without a tariff are not priced. The balance is that of the charges on record; a running call is taken off when it has ended.',
    },
    fields: ACCOUNT_FIELDS,
    permissions: { read: 'tenant_account.read', update: 'tenant_account.update' },
    title: (record) => (record as AccountShown).name,
    page: async (session, query) => {
      const { items, total } = await accounts.pageOfAccounts(session, query);
      return { items: items.map(lineShown), total };
    },
    find: (session, id) => shown(session, id).catch(isNotFound),
    update: async (session, id, version, input, actor) => {
      const before = await shown(session, id);
      await accounts.updateAccount(session, id, version, inUnits(input));
      const after = await shown(session, id);
      await tellTenant(rooms.audit, session, actor, after.id, {
        ...{ action: 'update', objectType: 'tenant_account', objectId: id, objectLabel: after.name },
        ...{ before, after },
      });
      return { record: after };
    },
    actions: [payAction(rooms, shown)],
  };
}

/** A line of the list, without what only its own page has. */
function lineShown(line: AccountLine): AccountShown {
  const { id, name, code, tariffId, tariffName, mode, currency, creditLimitMicro, lowBalanceMicro } = line;
  const settings = {
    ...{ id, version: 0, tariffId: tariffId ?? ('' as const), tariffName, mode, currency },
    ...{ creditLimit: creditLimitMicro, lowBalance: lowBalanceMicro, hourLimit: null, dayLimit: null },
  };
  return new AccountShown(settings, line, `${name} (${code})`);
}

function payAction(
  rooms: AccountRooms,
  shown: (session: DbSession, id: string) => Promise<AccountShown>,
): ConsoleAction {
  return {
    name: 'pay',
    on: 'record',
    label: { zh: '充值 / 调整', en: 'Pay in / correct' },
    icon: 'PlusCircle',
    permission: 'tenant_account.pay',
    component: 'PayIn',
    perform: async (session, id, input, actor) => {
      const before = await shown(session, id);
      const { kind, amountMicro, note, again } = await rooms.accounts.pay(session, id, input, actor.name);
      const balance: Balance = await rooms.accounts.balanceOf(session, id);
      const [paid, now] = [amountMicro, balance.balanceMicro].map((micro) => amountText(microOf(micro)));
      const currency = balance.currency ?? '';
      if (again)
        return { done: enteredBefore(before.name, `${paid ?? ''} ${currency}`, `${now ?? ''} ${currency}`), told: [] };
      const told = {
        id,
        label: before.name,
        before: { balanceMicro: before.balanceMicro },
        after: { kind, amountMicro, note, balanceMicro: balance.balanceMicro },
      };
      return {
        done: {
          zh: `“${before.name}”已入账 ${paid ?? ''} ${currency}，余额 ${now ?? ''} ${currency}`,
          en: `${paid ?? ''} ${currency} entered for "${before.name}"; the balance is ${now ?? ''} ${currency}`,
        },
        told: [{ ...told, tenantId: before.id }, told],
      };
    },
  };
}

/** The form was sent twice: an answer was lost, or two windows have it. */
function enteredBefore(name: string, paid: string, now: string): Text {
  return {
    zh: `“${name}”的这笔 ${paid} 先前已入账，没有重复记账；余额 ${now}`,
    en: `${paid} had been entered for "${name}" before, and was not entered again; the balance is ${now}`,
  };
}

/** The amounts of an account as fields of the kind `money` have them. */
function inMillionths(record: AccountRecord): Settings {
  const amounts = Object.fromEntries(AMOUNTS.map((amount) => [amount, microIn(record[amount])]));
  return { ...record, ...(amounts as unknown as Amounts) };
}

/** The other way round: what the form has, as the room takes it. */
function inUnits(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const amounts = AMOUNTS.filter((amount) => amount in input).map((amount) => {
    const micro = input[amount];
    return [amount, typeof micro === 'string' ? units(micro) : ''] as const;
  });
  return { ...input, ...Object.fromEntries(amounts) };
}

function units(micro: MicroText | null): string {
  return micro === null ? '' : amountText(microOf(micro));
}

function microIn(text: string): MicroText | null {
  const micro = parseAmount(text);
  return micro === null ? null : microText(micro);
}
