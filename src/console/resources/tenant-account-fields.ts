import type { Field } from './resource.js';
import { TENANT_LINKS } from './tenant-fields.js';

const MONEY = { kind: 'money', currency: 'currency' } as const;

export const ACCOUNT_FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '企业', en: 'Tenant' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'tariffId',
    kind: 'reference',
    to: 'tariff',
    label: { zh: '资费', en: 'Tariff' },
    hint: {
      zh: '按它计算通话费用；不选则通话不计费。有了金额以后只能换成同一货币的资费',
      en: 'Its calls are priced by it; none: they are not priced. Once there is money, only tariffs of the same currency will do',
    },
  },
  {
    name: 'mode',
    kind: 'choice',
    label: { zh: '付费方式', en: 'Mode' },
    hint: {
      zh: '预付费：余额用完就不能通话。后付费：余额可以低于零，直到欠费额度',
      en: 'Prepaid: no calls when the balance is used up. Postpaid: the balance may go below zero, as far as the credit limit',
    },
    required: true,
    choices: [
      { value: 'prepaid', label: { zh: '预付费', en: 'Prepaid' } },
      { value: 'postpaid', label: { zh: '后付费', en: 'Postpaid' } },
    ],
  },
  {
    name: 'balanceMicro',
    ...MONEY,
    label: { zh: '余额', en: 'Balance' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'availableMicro',
    ...MONEY,
    label: { zh: '可用', en: 'Available' },
    hint: { zh: '余额，后付费时加上欠费额度', en: 'The balance, and the credit limit where it is postpaid' },
    on: ['list', 'show'],
  },
  {
    name: 'standing',
    kind: 'choice',
    label: { zh: '状况', en: 'Standing' },
    choices: [
      { value: 'unpriced', label: { zh: '不计费', en: 'Not priced' } },
      { value: 'good', label: { zh: '正常', en: 'Good' } },
      { value: 'low', label: { zh: '余额偏低', en: 'Low' } },
      { value: 'out', label: { zh: '已用完', en: 'Used up' } },
    ],
    on: ['list', 'show'],
    component: 'StandingValue',
  },
  { name: 'currency', kind: 'text', label: { zh: '货币', en: 'Currency' }, on: [] },
  { name: 'tariffName', kind: 'text', label: { zh: '资费', en: 'Tariff' }, on: [] },
  { ...TENANT_LINKS },
  ...amountFields(),
  ...dearClasses(),
  ...spending(),
];

function amountFields(): readonly Field[] {
  return [
    {
      name: 'creditLimit',
      ...MONEY,
      label: { zh: '欠费额度', en: 'Credit limit' },
      hint: {
        zh: '后付费时余额最多可低于零多少；预付费时不起作用',
        en: 'How far below zero a postpaid balance may go; of no meaning where it is prepaid',
      },
      required: true,
      initial: '0',
      on: ['show', 'edit'],
    },
    {
      name: 'lowBalance',
      ...MONEY,
      label: { zh: '余额告警线', en: 'Alarm below' },
      hint: {
        zh: '可用金额低于它时告警，企业登录后会看到提示；留空不告警',
        en: 'When less than this is available there is an alarm, and the people of the tenant see a notice; empty: none',
      },
      none: { zh: '不告警', en: 'No alarm' },
      on: ['show', 'edit'],
    },
    {
      name: 'timeZone',
      kind: 'text',
      label: { zh: '时区', en: 'Time zone' },
      hint: {
        zh: '按它的钟点计算每小时、每天和夜间，如 Asia/Shanghai',
        en: 'Whose hours, days and nights are counted, such as Asia/Shanghai',
      },
      required: true,
      on: ['show', 'edit'],
    },
  ];
}

function dearClasses(): readonly Field[] {
  return [
    {
      name: 'internationalOpen',
      kind: 'boolean',
      label: { zh: '开放国际长途', en: 'International calls open' },
      hint: {
        zh: '话机或账号被盗用时，损失多半来自国际电话，不需要请保持关闭',
        en: 'When somebody misuses a telephone or an account, most of the damage is done here; leave it closed where it is not needed',
      },
      on: ['show', 'edit'],
    },
    {
      name: 'premiumOpen',
      kind: 'boolean',
      label: { zh: '开放高价号码', en: 'Premium numbers open' },
      hint: {
        zh: '信息台（160、168 等）和资费中标为高价的号码',
        en: 'Information services (160, 168) and what the tariff calls premium',
      },
      on: ['show', 'edit'],
    },
  ];
}

function spending(): readonly Field[] {
  return [
    {
      name: 'hourLimit',
      ...MONEY,
      label: { zh: '外呼每小时最多消费', en: 'Placed calls may cost, an hour' },
      hint: {
        zh: '达到后本小时内不能再外呼并告警；留空不限',
        en: 'Beyond it no more calls are placed within the hour, and there is an alarm; empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'edit'],
    },
    {
      name: 'dayLimit',
      ...MONEY,
      label: { zh: '外呼每天最多消费', en: 'Placed calls may cost, a day' },
      hint: {
        zh: '达到后当天不能再外呼并告警；留空不限',
        en: 'Beyond it no more calls are placed that day, and there is an alarm; empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'edit'],
    },
    {
      name: 'nightFrom',
      kind: 'text',
      label: { zh: '夜间从', en: 'Night from' },
      hint: { zh: '如 22:00；夜间可以跨过零点', en: 'Such as 22:00; the night may run past midnight' },
      required: true,
      on: ['show', 'edit'],
    },
    {
      name: 'nightTo',
      kind: 'text',
      label: { zh: '夜间到', en: 'Night until' },
      hint: { zh: '如 06:00', en: 'Such as 06:00' },
      required: true,
      on: ['show', 'edit'],
    },
    {
      name: 'nightCallLimit',
      kind: 'number',
      label: { zh: '每夜最多外呼次数', en: 'Calls placed in a night' },
      hint: {
        zh: '超过后当夜不能再外呼并告警；0 为夜间不能外呼，留空不限',
        en: 'Beyond it no more calls are placed that night, and there is an alarm; 0: none at all, empty: no limit',
      },
      none: { zh: '不限', en: 'No limit' },
      on: ['show', 'edit'],
    },
  ];
}
