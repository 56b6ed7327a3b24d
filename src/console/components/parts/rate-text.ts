import type { Rate, RateStep, TimeWindow } from '../../../billing/core/tariff.js';
import { moneyOfMicro } from './money-text.js';

/** Rates in words, as the table of a tariff shows them. */

type Language = 'zh' | 'en';

const DAYS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  workday: { zh: '工作日', en: 'workdays' },
  weekend: { zh: '周末', en: 'weekends' },
  holiday: { zh: '节假日', en: 'holidays' },
  '1': { zh: '周一', en: 'Mon' },
  '2': { zh: '周二', en: 'Tue' },
  '3': { zh: '周三', en: 'Wed' },
  '4': { zh: '周四', en: 'Thu' },
  '5': { zh: '周五', en: 'Fri' },
  '6': { zh: '周六', en: 'Sat' },
  '7': { zh: '周日', en: 'Sun' },
};

/** All that a window's days can be, in the order they are offered. */
export const DAY_NAMES: readonly string[] = ['workday', 'weekend', 'holiday', ...['1', '2', '3', '4', '5', '6', '7']];

export function dayText(day: string | number, language: Language): string {
  return DAYS[String(day)]?.[language] ?? String(day);
}

/** "0.15 / 60 s", "first 180 s 0.20, then 0.10 / 60 s", "0.36 / 60 s by 6 s". */
export function stepsText(steps: readonly RateStep[], language: Language): string {
  return steps
    .map((step, index) => {
      const next = steps[index + 1];
      const text = stepText(step, next, language);
      if (steps.length === 1 && step.fromS === 0) return text;
      return `${startText(step, index, next === undefined, language)}${text}`;
    })
    .join(language === 'zh' ? '，' : ', ');
}

function startText({ fromS }: RateStep, index: number, last: boolean, language: Language): string {
  if (index === 0 && fromS === 0) return '';
  if (last && index === 1) return language === 'zh' ? '之后 ' : 'then ';
  return language === 'zh' ? `从第 ${fromS} 秒起 ` : `from ${fromS} s `;
}

function stepText(step: RateStep, next: RateStep | undefined, language: Language): string {
  const { fromS, incrementS, perS, priceMicro } = step;
  const price = moneyOfMicro(priceMicro);
  const zh = language === 'zh';
  const whole = next !== undefined && next.fromS - fromS === incrementS && perS === incrementS;
  if (whole && fromS === 0) return zh ? `首 ${incrementS} 秒 ${price}` : `first ${incrementS} s ${price}`;
  if (whole) return zh ? `${incrementS} 秒共 ${price}` : `${incrementS} s together ${price}`;
  const per = zh ? `${price} / ${perS} 秒` : `${price} / ${perS} s`;
  return incrementS === perS ? per : `${per}${zh ? `（每次 ${incrementS} 秒）` : ` by ${incrementS} s`}`;
}

/** All that a rate costs: "set-up 0.10, first 30 s free, 0.15 / 60 s, at most 5.00, package night first". */
export function priceText(rate: Rate, language: Language): string {
  const zh = language === 'zh';
  return [
    ...(rate.setupMicro === '0'
      ? []
      : [zh ? `接通费 ${moneyOfMicro(rate.setupMicro)}` : `set-up ${moneyOfMicro(rate.setupMicro)}`]),
    ...(rate.freeS === 0 ? [] : [zh ? `前 ${rate.freeS} 秒免费` : `first ${rate.freeS} s free`]),
    stepsText(rate.steps, language),
    ...(rate.capMicro === null
      ? []
      : [zh ? `封顶 ${moneyOfMicro(rate.capMicro)}` : `at most ${moneyOfMicro(rate.capMicro)}`]),
    ...(rate.packageCode === null ? [] : [zh ? `先用套餐 ${rate.packageCode}` : `package ${rate.packageCode} first`]),
  ]
    .filter((text) => text !== '')
    .join(zh ? '，' : ', ');
}

/** "workdays 08:00–18:00; Sat 09:00–12:00"; "always" where there is none. */
export function windowsText(windows: readonly TimeWindow[], language: Language): string {
  if (windows.length === 0) return language === 'zh' ? '任何时间' : 'always';
  return windows.map((window) => windowText(window, language)).join(language === 'zh' ? '；' : '; ');
}

function windowText({ days, from, to }: TimeWindow, language: Language): string {
  const zh = language === 'zh';
  const on =
    days.length === 0 ? (zh ? '每天' : 'every day') : days.map((day) => dayText(day, language)).join(zh ? '、' : ', ');
  if (from === to) return zh ? `${on}全天` : `${on}, all day`;
  const night = to < from ? (zh ? '（次日）' : ' (next day)') : '';
  return `${on} ${from}–${to}${night}`;
}
