import type { AccountsService } from '../../billing/accounts.service.js';
import { MOVEMENT_KINDS, type MovementKind, type MovementRecord } from '../../billing/core/account-record.js';
import { amountText, microOf } from '../../kernel/money.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { ConsoleResource, Field } from './resource.js';

export const MOVEMENT_WORDS: Readonly<Record<MovementKind, Text>> = {
  top_up: { zh: '充值', en: 'Paid in' },
  correction: { zh: '调整', en: 'Correction' },
  rerating: { zh: '重新计费', en: 'Priced again' },
};

type MovementShown = MovementRecord & { readonly currency: string };

/** What was paid in, corrected, and changed by pricing again. */
export function movementsResource(accounts: AccountsService, side: 'tenant' | 'platform'): ConsoleResource {
  const ofPlatform = side === 'platform';
  return {
    id: ofPlatform ? 'platform_movement' : 'movement',
    module: 'billing',
    icon: 'List',
    label: ofPlatform ? { zh: '各企业收支', en: 'Movements of tenants' } : { zh: '账户收支', en: 'Movements' },
    about: {
      zh: '余额的变动：充值、调整和重新计费的差额。通话的话费在“话费”中逐条列出。',
      en: 'What was paid in or corrected, and differences of pricing again. What calls cost stands among the charges, one by one.',
    },
    fields: ofPlatform ? [AT, TENANT, ...REST] : [AT, ...REST],
    permissions: { read: ofPlatform ? 'tenant_account.read' : 'account.read' },
    title: (record) => {
      const { amountMicro, at } = record as MovementRecord;
      return `${amountText(microOf(amountMicro)).replace('-', '−')} · ${at.toISOString().slice(0, 10)}`;
    },
    page: async (session, query) => {
      const { items, total } = await accounts.pageOfMovements(session, query);
      return { items: await withCurrency(accounts, session, items), total };
    },
    find: async (session, id) => {
      const found = await accounts.findMovement(session, id);
      return found === undefined ? undefined : (await withCurrency(accounts, session, [found]))[0];
    },
  };
}

/** That of the tenant's account: all its money is of one currency. */
async function withCurrency(
  accounts: AccountsService,
  session: DbSession,
  movements: readonly MovementRecord[],
): Promise<readonly MovementShown[]> {
  const currencies = new Map<string, string>();
  for (const tenantId of new Set(movements.map((movement) => movement.tenantId)))
    currencies.set(tenantId, (await accounts.accountOf(session, tenantId)).currency ?? '');
  return movements.map((movement) => ({ ...movement, currency: currencies.get(movement.tenantId) ?? '' }));
}

const AT: Field = {
  name: 'at',
  kind: 'instant',
  label: { zh: '时间', en: 'When' },
  on: ['list', 'show', 'filter'],
  sortable: true,
};
const TENANT: Field = {
  name: 'tenantId',
  kind: 'reference',
  to: 'tenant',
  label: { zh: '企业', en: 'Tenant' },
  on: ['list', 'show', 'filter'],
};
const REST: readonly Field[] = [
  {
    name: 'kind',
    kind: 'choice',
    label: { zh: '类型', en: 'Kind' },
    choices: MOVEMENT_KINDS.map((value) => ({ value, label: MOVEMENT_WORDS[value] })),
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'amountMicro',
    kind: 'money',
    currency: 'currency',
    label: { zh: '金额', en: 'Amount' },
    hint: { zh: '正数为充入，负数为减少', en: 'What was paid in is positive' },
    on: ['list', 'show', 'filter'],
  },
  { name: 'currency', kind: 'text', label: { zh: '货币', en: 'Currency' }, on: [] },
  { name: 'note', kind: 'text', label: { zh: '备注', en: 'Note' }, on: ['list', 'show', 'filter'] },
  { name: 'byName', kind: 'text', label: { zh: '经办人', en: 'By' }, on: ['list', 'show', 'filter'] },
];
