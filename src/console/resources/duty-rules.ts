import type { DutyRuleRecord, DutyRulesService } from '../../acd/duty-rules.service.js';
import { WEEKDAY_CHOICES } from './weekday-choices.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';

/** Who is logged in when, where nobody is so by hand. */
export function dutyRulesResource(rules: DutyRulesService): ConsoleResource {
  return {
    id: 'duty_rule',
    module: 'inbound',
    icon: 'Moon',
    label: { zh: '值班规则', en: 'Duty rules' },
    about: {
      zh: '队列无人手工签入时，在这些时段自动签入所选座席；一旦有人手工签入该队列，自动签入的座席在通话结束后退出。时段按企业账户的时区。',
      en: 'Where nobody has logged in to a queue by hand, these agents are logged in during the hours; as soon as somebody does, they step back after their calls. Hours are in the time zone of the company’s account.',
    },
    fields: FIELDS,
    permissions: { read: 'queue.read', create: 'queue.update', update: 'queue.update', delete: 'queue.update' },
    title: (record) => (record as DutyRuleRecord).name,
    page: (session, query) => rules.pageOfDutyRules(session, query),
    find: (session, id) => rules.findDutyRule(session, id),
    create: async (session, input, actor) => ({
      record: await rules.createDutyRule(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await rules.updateDutyRule(session, id, version, input),
    }),
    remove: (session, id) => rules.removeDutyRule(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '如“夜间值班”', en: 'Such as “Night duty”' },
    required: true,
    sortable: true,
  },
  {
    name: 'calendarId',
    kind: 'reference',
    to: 'calendar',
    label: { zh: '日历', en: 'Calendar' },
    hint: {
      zh: '选择后按日历的工作时间值班（含节假日和调休），下面的星期和时间不再起作用；留空则用下面的时间',
      en: 'On duty in its working times, holidays and exchanged days counted; the weekdays and hours below then mean nothing. Empty: by those below',
    },
    on: ['list', 'show', 'create', 'edit'],
  },
  {
    name: 'shift',
    kind: 'text',
    label: { zh: '班次', en: 'Shift' },
    hint: { zh: '只在日历的这个班次值班；留空为全部', en: 'Only in this shift of the calendar; empty: in all' },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'weekdays',
    kind: 'choices',
    label: { zh: '星期', en: 'Weekdays' },
    hint: { zh: '时段从这些日子开始', en: 'The days on which the hours begin' },
    choices: WEEKDAY_CHOICES,
    required: true,
  },
  {
    name: 'fromTime',
    kind: 'text',
    initial: '18:00',
    label: { zh: '开始', en: 'From' },
    hint: { zh: '如 18:00', en: 'Such as 18:00' },
    required: true,
  },
  {
    name: 'toTime',
    kind: 'text',
    initial: '08:30',
    label: { zh: '结束', en: 'To' },
    hint: {
      zh: '如 08:30；早于开始时间即次日，与开始相同即全天',
      en: 'Such as 08:30; earlier than the beginning: on the next day, the same: the whole day',
    },
    required: true,
  },
  {
    name: 'exceptDates',
    kind: 'text',
    label: { zh: '除外日期', en: 'Except on' },
    hint: {
      zh: '这些日子不值班，如 2026-10-01, 2026-10-02；可留空',
      en: 'No duty begins on these days, such as 2026-10-01, 2026-10-02; may be empty',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'queueIds',
    kind: 'references',
    to: 'queue',
    label: { zh: '队列', en: 'Queues' },
    hint: { zh: '为哪些队列值班', en: 'The queues that are served' },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'agentIds',
    kind: 'references',
    to: 'agent',
    label: { zh: '座席', en: 'Agents' },
    hint: {
      zh: '自动签入的座席；只签入其所属的队列',
      en: 'Who is logged in; only to queues that they belong to',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'extensionId',
    kind: 'reference',
    to: 'extension',
    label: { zh: '话机', en: 'Telephone' },
    hint: {
      zh: '只有一名座席时可指定其他内线，如值班室；留空为座席自己的话机',
      en: 'For a single agent another extension, such as that of the duty room; empty: their own',
    },
    on: ['show', 'create', 'edit'],
  },
  {
    name: 'priority',
    kind: 'number',
    initial: 10,
    label: { zh: '顺序', en: 'Order' },
    hint: {
      zh: '同一队列有多条规则时，数字小的生效。1–1000',
      en: 'Of several rules for a queue the one of the lowest number holds. 1–1000',
    },
    required: true,
    sortable: true,
  },
];
