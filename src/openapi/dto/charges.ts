import { z } from 'zod';

import { CHARGE_KINDS } from '../../billing/core/charge-record.js';
import { CHARGED_DIRECTIONS, type ChargeLineKind, type Payer } from '../../kernel/charge.js';
import { operation } from './operation.js';
import { instant, instantParameter, maybeInstant, micro, named, pageOf, PAGING, said } from './schema.js';

const LINE_KINDS: Readonly<Record<ChargeLineKind, true>> = {
  setup: true,
  step: true,
  free: true,
  package: true,
  cap: true,
  rounding: true,
};
const PAYERS: Readonly<Record<Payer, true>> = { tenant: true, caller: true };
const namesOf = <T extends string>(of: Readonly<Record<T, true>>): [T, ...T[]] => Object.keys(of) as [T, ...T[]];

const fields = {
  id: said(z.string(), '话费编号', 'Id of the charge'),
  callId: said(z.string(), '通话编号', 'Id of the call'),
  at: instant('入账时间', 'When the entry was made'),
  kind: said(
    z.enum(CHARGE_KINDS),
    'call 通话结束时计费；reversal 冲销；rerated 重新计费',
    'call: priced when it ended; reversal: an entry taken back; rerated: priced again in its place',
  ),
  reverses: said(z.string().nullable(), '被冲销的话费编号', 'The entry that a reversal takes back'),
  direction: said(z.enum(CHARGED_DIRECTIONS), '首段的方向', 'Direction of the first leg'),
  number: said(z.string(), '首段的被叫号码', 'Called number of the first leg'),
  currency: said(z.string(), '币种，ISO 4217', 'Currency, ISO 4217'),
  amountMicro: micro('金额；冲销为负', 'Amount; of a reversal below zero'),
  startedAt: maybeInstant('开始计费的时间', 'When charging began'),
  seconds: said(
    z.int(),
    '计费秒数；冲销为负，与被冲销的合计为零',
    'Charged seconds; of a reversal below zero, so that it and what it takes back come to nothing',
  ),
};

export const charge = named('Charge', z.object(fields));
export type ChargeBody = z.input<typeof charge>;

const leg = named(
  'ChargedLeg',
  z.object({
    direction: said(z.enum(CHARGED_DIRECTIONS), '方向', 'Direction'),
    number: said(z.string(), '被叫号码', 'Called number'),
    answeredAt: instant('线路应答时间', 'When the network counted it as answered'),
    connectedAt: maybeInstant('人工应答时间', 'When a person answered'),
    endedAt: instant('结束时间', 'When it ended'),
  }),
);

const line = named(
  'ChargeLine',
  z.object({
    kind: said(
      z.enum(namesOf(LINE_KINDS)),
      'setup 接通费；step 计时；free 免费；package 套餐；cap 封顶；rounding 尾数',
      'What the line is: set-up, time, free seconds, package, cap, rounding',
    ),
    leg: said(z.int().nullable(), '第几段（从 0 起）；null 为整个通话', 'Index of the leg; null: of the whole call'),
    rate: said(z.string().nullable(), '费率代码', 'Code of the rate'),
    payer: said(z.enum(namesOf(PAYERS)), '付费方；caller 仅供统计', 'Who pays; caller: for statistics only'),
    fromS: said(z.int(), '从计费的第几秒起', 'From which second of the charged time on'),
    seconds: said(
      z.int(),
      '计费秒数；冲销的各项与原话费相同，只有金额变号',
      'Charged seconds; lines of a reversal are those of the charge, only their amounts have the other sign',
    ),
    increments: said(z.int(), '计费单元数', 'Charged increments'),
    incrementS: said(z.int(), '每单元秒数', 'Seconds of an increment'),
    priceMicro: micro('每 perS 秒单价', 'Price for perS seconds'),
    perS: said(z.int(), '单价对应的秒数', 'Seconds that the price is for'),
    amountMicro: micro('金额', 'Amount'),
  }),
);

export const chargeWithLines = named(
  'ChargeWithLines',
  z.object({
    ...fields,
    legs: said(z.array(leg), '计费的各段', 'The legs that were priced'),
    lines: said(
      z.array(line),
      '逐项计费；付费方为 tenant 的各项之和即金额',
      'Line by line; those of payer tenant add up to the amount',
    ),
    explanation: said(z.array(z.string()), '逐项说明', 'The lines in words'),
  }),
);
export type ChargeWithLinesBody = z.input<typeof chargeWithLines>;

const ID = { words: { zh: '话费编号', en: 'Id of the charge' }, example: '1763800000.42:charge' };

const EXAMPLE: ChargeBody = {
  id: ID.example,
  callId: '1763800000.42',
  at: '2026-11-22T08:34:13.000Z',
  kind: 'call',
  reverses: null,
  direction: 'inbound',
  number: '95500',
  currency: 'CNY',
  amountMicro: '600000',
  startedAt: '2026-11-22T08:31:12.000Z',
  seconds: 181,
};

export const listCharges = operation({
  id: 'listCharges',
  method: 'get',
  path: '/charges',
  tag: 'charges',
  scope: 'charges:read',
  permission: 'charge.read',
  summary: { zh: '话费明细', en: 'Charges' },
  about: {
    zh: '最新的在前。重新计费不修改已有条目，而是加入冲销与新条目。系统中断后，迟到的条目可能带有较早的 at：同步时请让 from 与上次重叠（建议 24 小时），按 id 去重。',
    en: 'The newest first. Pricing again changes no entry: it adds one that takes back, and a new one. After an outage an entry may come late, with an older `at`: to stay in step let `from` overlap with the time before (24 hours, say) and tell entries apart by `id`.',
  },
  query: z.strictObject({
    from: instantParameter('入账时间不早于', 'Made at this instant or later'),
    to: instantParameter('入账时间早于', 'Made before this instant'),
    call: said(z.string().min(1).max(100).optional(), '通话编号', 'Id of a call'),
    kind: said(z.enum(CHARGE_KINDS).optional(), '类别', 'Kind of entry'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('ChargePage', charge),
  answerExample: { items: [EXAMPLE], nextCursor: null },
  problems: [],
});

export const getCharge = operation({
  id: 'getCharge',
  method: 'get',
  path: '/charges/{id}',
  tag: 'charges',
  scope: 'charges:read',
  permission: 'charge.read',
  summary: { zh: '单条话费及其计算过程', en: 'One charge, line by line' },
  params: { id: ID },
  query: z.strictObject({}),
  body: null,
  status: 200,
  answer: chargeWithLines,
  answerExample: {
    ...EXAMPLE,
    legs: [
      {
        direction: 'inbound',
        number: '95500',
        answeredAt: '2026-11-22T08:30:40.200Z',
        connectedAt: '2026-11-22T08:31:12.000Z',
        endedAt: '2026-11-22T08:34:13.000Z',
      },
    ],
    lines: [
      {
        kind: 'step',
        leg: 0,
        rate: 'hotline',
        payer: 'tenant',
        fromS: 0,
        seconds: 240,
        increments: 4,
        incrementS: 60,
        priceMicro: '150000',
        perS: 60,
        amountMicro: '600000',
      },
    ],
    explanation: ['…'],
  },
  problems: [],
});
