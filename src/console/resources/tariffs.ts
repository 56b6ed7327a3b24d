import type { TariffRecord } from '../../billing/core/tariff-record.js';
import type { TariffsService } from '../../billing/tariffs.service.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import type { ActionResult, ConsoleResource, Field } from './resource.js';

export function tariffsResource(tariffs: TariffsService): ConsoleResource {
  return {
    id: 'tariff',
    module: 'billing',
    icon: 'Tag',
    label: { zh: '资费', en: 'Tariffs' },
    about: {
      zh: '通话怎样计费：费率按方向、被叫前缀、外线和时段匹配，写在资费的版本里。在企业账户中为企业选择资费。',
      en: 'How calls are priced: rates by direction, prefix, trunk and time, in the versions of a tariff. A tenant is given its tariff in its account.',
    },
    fields: FIELDS,
    permissions: { read: 'tariff.read', create: 'tariff.create', update: 'tariff.update', delete: 'tariff.delete' },
    title: (record) => (record as TariffRecord).name,
    page: async (session, query) => {
      const { items, total } = await tariffs.pageOfTariffs(session, query);
      const ids = items.map(({ id }) => id);
      const uses = new Map(
        (await tariffs.usesOf(session, ids)).map(({ id, current, tenants }) => [id, { current, tenants }]),
      );
      return { items: items.map((item) => ({ ...item, ...uses.get(item.id) })), total };
    },
    find: (session, id) => tariffs.findTariff(session, id),
    create: async (session, input) => ({ record: await tariffs.createTariff(session, input) }),
    update: async (session, id, version, input) => ({
      record: await tariffs.updateTariff(session, id, version, input),
    }),
    remove: (session, id) => tariffs.removeTariff(session, id),
    actions: [
      {
        name: 'newVersion',
        on: 'record',
        label: { zh: '新建版本', en: 'New version' },
        icon: 'FilePlus',
        permission: 'tariff.update',
        component: 'TariffEditor',
        perform: elsewhere,
      },
      {
        name: 'quote',
        on: 'record',
        label: { zh: '试算', en: 'Calculator' },
        icon: 'Percent',
        permission: 'tariff.read',
        component: 'TariffQuote',
        perform: elsewhere,
      },
    ],
  };
}

/** These pages have addresses of their own (console/billing): a version may be larger than any form. */
function elsewhere(): Promise<ActionResult> {
  return Promise.reject(new NotPermitted());
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '便于辨认的名称，如“标准资费”', en: 'What people call it, such as "Standard tariff"' },
    required: true,
    sortable: true,
  },
  {
    name: 'currency',
    kind: 'text',
    initial: 'CNY',
    label: { zh: '货币', en: 'Currency' },
    hint: {
      zh: '三个大写字母，如 CNY、USD。有了版本或被企业使用后不能再改',
      en: 'Three capital letters, such as CNY or USD. It stays once there are versions or tenants',
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'timeZone',
    kind: 'text',
    initial: 'Asia/Shanghai',
    label: { zh: '时区', en: 'Time zone' },
    hint: {
      zh: '时段、日历和套餐月份按这个时区，如 Asia/Shanghai。有了版本或被企业使用后不能再改',
      en: 'Times of rates, calendars and months of packages go by it; such as Asia/Shanghai. It stays once there are versions or tenants',
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'roundTo',
    kind: 'text',
    initial: '0.01',
    label: { zh: '取整到', en: 'Rounded to' },
    hint: {
      zh: '每通电话的合计取整到这个金额的整数倍，只取整一次。0.01 为分；0.000001 为不取整',
      en: 'The total of a call is rounded once to a whole multiple of this. 0.01 is a cent; 0.000001 rounds nothing',
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'roundingMode',
    kind: 'choice',
    initial: 'half_up',
    label: { zh: '取整方式', en: 'Rounding' },
    choices: [
      { value: 'up', label: { zh: '向上', en: 'up' } },
      { value: 'half_up', label: { zh: '四舍五入', en: 'to the nearest, half up' } },
      { value: 'half_even', label: { zh: '四舍六入五成双', en: 'to the nearest, half to even' } },
      { value: 'down', label: { zh: '向下（舍去）', en: 'down' } },
    ],
    hint: {
      zh: '以取整到 0.01 为例，0.125 向上为 0.13，四舍五入为 0.13，五成双为 0.12，向下为 0.12',
      en: 'Rounded to 0.01, 0.125 becomes 0.13 up, 0.13 half up, 0.12 half to even and 0.12 down',
    },
    required: true,
    on: ['list', 'show', 'create', 'edit'],
  },
  { name: 'current', kind: 'number', label: { zh: '当前版本', en: 'Version in force' }, on: ['list'] },
  { name: 'tenants', kind: 'number', label: { zh: '使用的企业数', en: 'Tenants' }, on: ['list'] },
  {
    name: 'createdAt',
    kind: 'instant',
    label: { zh: '建立时间', en: 'Made at' },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'versions',
    kind: 'json',
    label: { zh: '版本', en: 'Versions' },
    component: 'TariffVersions',
    on: ['show'],
  },
];
