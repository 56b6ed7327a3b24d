import type { ChargesService } from '../../billing/charges.service.js';
import { CHARGE_KINDS, type ChargeKind, type ChargeRecord } from '../../billing/core/charge-record.js';
import { amountText, microOf } from '../../kernel/money.js';
import type { Actor } from '../../platform/access/actor.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { MOST_ENTRIES, toldCharge, type ChargeTold } from './charge-told.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

const KINDS: Readonly<Record<ChargeKind, Text>> = {
  call: { zh: '通话', en: 'Call' },
  reversal: { zh: '冲销', en: 'Taken back' },
  rerated: { zh: '重新计费', en: 'Priced again' },
};

type ChargeShown = ChargeRecord & {
  readonly talkedMs: number;
  readonly tariff: string;
  readonly told?: ChargeTold;
};

/** What the page of a charge is told beside it. */
export interface ChargeNames {
  /** "Standard, version 3". */
  version(
    session: DbSession,
    charge: ChargeRecord,
  ): Promise<{ readonly text: Text; readonly rates: ReadonlyMap<string, string> }>;
  /** Of the trunks that the actor may know. */
  trunks(session: DbSession, actor: Actor): Promise<ReadonlyMap<string, string>>;
}

/** What calls cost; nobody makes or changes one. */
export function chargesResource(
  charges: ChargesService,
  names: ChargeNames,
  side: 'tenant' | 'platform',
): ConsoleResource {
  const ofPlatform = side === 'platform';
  return {
    id: ofPlatform ? 'platform_charge' : 'charge',
    module: 'billing',
    icon: 'FileText',
    label: ofPlatform ? { zh: '各企业话费', en: 'Charges of tenants' } : { zh: '话费', en: 'Charges' },
    about: {
      zh: '每通接通的电话结束时计费一次，打开一条可看逐项说明。账目不会被修改：资费更正后重新计费时，先冲销原来的，再记新的。',
      en: 'Every call that was answered is priced once, when it ends; open one to see how, line by line. No entry is ever changed: where a corrected tariff prices a call again, the former entry is taken back and a new one made.',
    },
    fields: ofPlatform ? OF_PLATFORM : OF_TENANT,
    permissions: { read: ofPlatform ? 'platform_charge.read' : 'charge.read' },
    title: (record) => {
      const { number, amountMicro, currency } = record as ChargeShown;
      return `${number} · ${amountText(microOf(amountMicro)).replace('-', '−')} ${currency}`;
    },
    page: async (session, query) => {
      const { items, total } = await charges.pageOfCharges(session, query);
      return { items: items.map((item) => shown(item)), total };
    },
    find: async (session, id, actor) => {
      const charge = await charges.findCharge(session, id);
      return charge === undefined ? undefined : explained(charges, names, session, charge, actor);
    },
  };
}

function shown(charge: ChargeRecord): ConsoleRecord {
  const found: ChargeShown = { ...charge, talkedMs: charge.seconds * 1000, tariff: '' };
  return found;
}

async function explained(
  charges: ChargesService,
  names: ChargeNames,
  session: DbSession,
  charge: ChargeRecord,
  actor: Actor,
): Promise<ConsoleRecord> {
  const { text, rates } = await names.version(session, charge);
  const known = {
    rates,
    trunks: await names.trunks(session, actor),
    entries: await charges.chargesAfter(session, null, MOST_ENTRIES, { callId: charge.callId }, 'oldest_first'),
  };
  const found: ChargeShown = {
    ...charge,
    talkedMs: charge.seconds * 1000,
    tariff: text[actor.language],
    told: toldCharge(charge, known, actor.language),
  };
  return found;
}

const field = (name: string, kind: Field['kind'], zh: string, en: string, more: Partial<Field> = {}): Field => ({
  name,
  kind,
  label: { zh, en },
  on: ['list', 'show', 'filter'],
  ...more,
});

const AT = field('at', 'instant', '时间', 'When', { sortable: true });
const TENANT = field('tenantId', 'reference', '企业', 'Tenant', { to: 'tenant' });
const DIRECTION = field('direction', 'choice', '方向', 'Direction', {
  choices: [
    { value: 'inbound', label: { zh: '来话', en: 'Inbound' } },
    { value: 'outbound', label: { zh: '外呼', en: 'Outbound' } },
  ],
  on: ['list', 'show'],
});
const NUMBER = field('number', 'text', '号码', 'Number', {
  hint: {
    zh: '来话为被叫的接入码，外呼为客户号码',
    en: 'The access number that was called, or the number that we dialled',
  },
});
const REST: readonly Field[] = [
  field('talkedMs', 'durationMs', '计费时长', 'Charged time', { on: ['list', 'show'] }),
  field('amountMicro', 'money', '话费', 'Charge', { currency: 'currency' }),
  field('kind', 'choice', '账目类型', 'Entry', {
    choices: CHARGE_KINDS.map((value) => ({ value, label: KINDS[value] })),
  }),
  field('tariff', 'text', '资费版本', 'Priced by', { on: ['show'] }),
  field('currency', 'text', '货币', 'Currency', { on: [] }),
  field('told', 'json', '逐项说明', 'Line by line', { on: ['show'], component: 'ChargeExplained' }),
];

const OF_PLATFORM: readonly Field[] = [
  AT,
  TENANT,
  DIRECTION,
  NUMBER,
  ...REST,
  field('tariffId', 'reference', '资费', 'Tariff', { to: 'tariff', on: ['filter'] }),
  field('callId', 'id', '通话编号', 'Call', { on: ['show', 'filter'] }),
  field('reratingId', 'id', '重新计费编号', 'Pricing again', { on: ['show', 'filter'] }),
];
const OF_TENANT: readonly Field[] = [
  AT,
  DIRECTION,
  NUMBER,
  ...REST,
  field('callId', 'reference', '通话', 'Call', { to: 'call_record', on: ['show'] }),
];
