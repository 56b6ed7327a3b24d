import { useSession } from './session.js';

/** Texts of calendars. */
const WORDS = {
  shiftName: { zh: '班次名称', en: 'Name of the shift' },
  weekdays: { zh: '星期', en: 'Weekdays' },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  remove: { zh: '删除', en: 'Remove' },
  addShift: { zh: '添加班次', en: 'Add a shift' },
  noShifts: { zh: '还没有班次：全部时间都是休息', en: 'No shifts: it is always time of rest' },
  firstShift: { zh: '白班', en: 'Day' },
  anotherShift: { zh: '班次 {number}', en: 'Shift {number}' },
  date: { zh: '日期', en: 'Date' },
  kind: { zh: '类型', en: 'Kind' },
  rest: { zh: '休息', en: 'Rest' },
  holiday: { zh: '节假日', en: 'Public holiday' },
  working: { zh: '上班', en: 'Worked' },
  holidayName: { zh: '节日名称', en: 'Name of the holiday' },
  worksAs: { zh: '按星期几上班', en: 'With the shifts of' },
  addDay: { zh: '添加日期', en: 'Add a day' },
  noDays: { zh: '还没有特殊日期', en: 'No special days' },
  addHolidays: { zh: '加入 {year} 年法定节假日和调休', en: 'Add China’s public holidays of {year}' },
  holidaysHint: {
    zh: '按国务院办公厅通知；已有的同一日期会被替换，保存前可以再改',
    en: 'By the notice of the State Council; days of the same dates are replaced, and may be changed before you save',
  },
  year: { zh: '{year} 年', en: '{year}' },
  before: { zh: '上一年', en: 'The year before' },
  after: { zh: '下一年', en: 'The year after' },
  month: { zh: '{month} 月', en: 'Month {month}' },
  day1: { zh: '一', en: 'Mon' },
  day2: { zh: '二', en: 'Tue' },
  day3: { zh: '三', en: 'Wed' },
  day4: { zh: '四', en: 'Thu' },
  day5: { zh: '五', en: 'Fri' },
  day6: { zh: '六', en: 'Sat' },
  day7: { zh: '日', en: 'Sun' },
} as const;

export type CalendarWord = keyof typeof WORDS;
export type SayCalendar = (word: CalendarWord, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the person's language. */
export function useCalendarWords(): SayCalendar {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, String(value)),
      WORDS[word][language],
    );
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function weekdayWord(weekday: number): CalendarWord {
  return `day${String(weekday)}` as CalendarWord;
}
