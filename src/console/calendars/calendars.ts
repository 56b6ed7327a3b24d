import type { CalendarsService } from '../../calendars/calendars.service.js';
import type { CalendarRecord } from '../../calendars/core/calendar.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { ConsoleResource, Field } from '../resources/resource.js';

/** When the company works. */
export function calendarsResource(calendars: CalendarsService): ConsoleResource {
  return {
    id: 'calendar',
    module: 'inbound',
    icon: 'Calendar',
    label: { zh: '日历', en: 'Calendars' },
    about: {
      zh: '工作时间：每周的班次，加上节假日、休息日和调休。来话流程按日历分支，值班规则可按日历值班。',
      en: 'When the company works: the shifts of the week, and holidays, days of rest and exchanged days. Flows branch by a calendar, rules of duty may go by one.',
    },
    fields: FIELDS,
    permissions: {
      ...{ read: 'calendar.read', create: 'calendar.create' },
      ...{ update: 'calendar.update', delete: 'calendar.delete' },
    },
    title: (record) => (record as CalendarRecord).name,
    page: (session, query) => calendars.pageOfCalendars(session, query),
    find: (session, id) => calendars.findCalendar(session, id),
    create: async (session, input, actor) => ({
      record: await calendars.createCalendar(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await calendars.updateCalendar(session, id, version, input),
    }),
    remove: (session, id) => calendars.removeCalendar(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '本企业内不重复，例如“客服中心”', en: 'Unique in the company, such as “Service centre”' },
    required: true,
    sortable: true,
  },
  {
    name: 'timeZone',
    kind: 'text',
    label: { zh: '时区', en: 'Time zone' },
    hint: {
      zh: '如 Asia/Shanghai；留空为企业账户的时区',
      en: 'Such as Asia/Shanghai; empty: that of the company’s account',
    },
  },
  {
    name: 'shifts',
    kind: 'json',
    component: 'CalendarShifts',
    label: { zh: '班次', en: 'Shifts' },
    hint: {
      zh: '结束早于开始即到次日，与开始相同即全天',
      en: 'An end earlier than the beginning is on the next day, the same: the whole day',
    },
    on: ['create', 'edit'],
  },
  {
    name: 'days',
    kind: 'json',
    component: 'CalendarDays',
    label: { zh: '特殊日期', en: 'Special days' },
    hint: {
      zh: '与星期不同的日子：节假日、休息日，以及调休上班',
      en: 'Days that are not as their weekday says: holidays, days of rest, days that are worked in exchange',
    },
    on: ['create', 'edit'],
  },
  {
    name: 'year',
    kind: 'text',
    component: 'CalendarYear',
    label: { zh: '全年', en: 'The year' },
    on: ['show'],
  },
];
