import { civilDate, parseDate } from '../../kernel/zone.js';
import type { Language } from '../../kernel/language.js';
import type { SpecialDay } from '../../kernel/working-times.js';

interface Holiday {
  readonly zh: string;
  readonly en: string;
  readonly from: string;
  /** The last day of it. */
  readonly to: string;
  /** Days that are worked in exchange. */
  readonly works: readonly string[];
}

/**
 * China's public holidays, by year: the General Office of the State Council's notices, www.gov.cn
 * zhengceku/202411/content_6986383 (2025) and zhengceku/202511/content_7047091 (2026).
 */
const HOLIDAYS: Readonly<Record<number, readonly Holiday[]>> = {
  2025: [
    { zh: '元旦', en: 'New Year’s Day', from: '2025-01-01', to: '2025-01-01', works: [] },
    { zh: '春节', en: 'Spring Festival', from: '2025-01-28', to: '2025-02-04', works: ['2025-01-26', '2025-02-08'] },
    { zh: '清明节', en: 'Qingming Festival', from: '2025-04-04', to: '2025-04-06', works: [] },
    { zh: '劳动节', en: 'Labour Day', from: '2025-05-01', to: '2025-05-05', works: ['2025-04-27'] },
    { zh: '端午节', en: 'Dragon Boat Festival', from: '2025-05-31', to: '2025-06-02', works: [] },
    {
      zh: '国庆节、中秋节',
      en: 'National Day and Mid-Autumn Festival',
      from: '2025-10-01',
      to: '2025-10-08',
      works: ['2025-09-28', '2025-10-11'],
    },
  ],
  2026: [
    { zh: '元旦', en: 'New Year’s Day', from: '2026-01-01', to: '2026-01-03', works: ['2026-01-04'] },
    { zh: '春节', en: 'Spring Festival', from: '2026-02-15', to: '2026-02-23', works: ['2026-02-14', '2026-02-28'] },
    { zh: '清明节', en: 'Qingming Festival', from: '2026-04-04', to: '2026-04-06', works: [] },
    { zh: '劳动节', en: 'Labour Day', from: '2026-05-01', to: '2026-05-05', works: ['2026-05-09'] },
    { zh: '端午节', en: 'Dragon Boat Festival', from: '2026-06-19', to: '2026-06-21', works: [] },
    { zh: '国庆节', en: 'National Day', from: '2026-10-01', to: '2026-10-07', works: ['2026-09-20', '2026-10-10'] },
    { zh: '中秋节', en: 'Mid-Autumn Festival', from: '2026-09-25', to: '2026-09-27', works: [] },
  ],
};

/** Years whose holidays are known. */
export const HOLIDAY_YEARS: readonly number[] = Object.keys(HOLIDAYS).map(Number);

/** Weekday whose shifts are worked in exchange for a holiday: a Monday. */
const WORKED_AS = 1;

/** The holidays of a year, and the days that are worked in exchange; none of a year that is not known. */
export function publicHolidays(year: number, language: Language): SpecialDay[] {
  return (HOLIDAYS[year] ?? []).flatMap((holiday) => [
    ...datesBetween(holiday.from, holiday.to).map((date): SpecialDay => ({
      date,
      kind: 'holiday',
      name: holiday[language],
    })),
    ...holiday.works.map((date): SpecialDay => ({ date, kind: 'working', as: WORKED_AS })),
  ]);
}

function datesBetween(from: string, to: string): string[] {
  const [first, last] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  return Array.from({ length: last - first + 1 }, (_, after) => {
    const { year, month, day } = civilDate(first + after);
    return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  });
}
