import type { LimitAction, LimitName } from '../../kernel/charge.js';
import type { Language } from '../../kernel/language.js';
import { amountText, microOf } from '../../kernel/money.js';
import type { Text } from '../../platform/errors/callrack-error.js';

export const LIMIT_NAMES: Readonly<Record<LimitName, Text>> = {
  channels: { zh: '并发呼叫数', en: 'Concurrent calls' },
  trunk_channels: { zh: '外线路数', en: 'Channels of the trunk' },
  ivr_callers: { zh: '来话菜单路数', en: 'Callers in menus' },
  seats: { zh: '签入座席数', en: 'Agents signed in' },
  recorded_seats: { zh: '同时录音数', en: 'Recorded at once' },
  balance_low: { zh: '余额偏低', en: 'Low balance' },
  balance_out: { zh: '余额用完', en: 'No money left' },
  spend_hour: { zh: '每小时消费', en: 'Spending in an hour' },
  spend_day: { zh: '每天消费', en: 'Spending in a day' },
  night_calls: { zh: '夜间外呼次数', en: 'Calls placed at night' },
  international_closed: { zh: '国际号码未开放', en: 'International calls closed' },
  premium_closed: { zh: '高价号码未开放', en: 'Premium numbers closed' },
  no_rate: { zh: '没有费率的号码', en: 'Number without a rate' },
};

export const LIMIT_ACTIONS: Readonly<Record<LimitAction, Text>> = {
  alarm: { zh: '只告警', en: 'Alarm only' },
  refused: { zh: '已拒绝', en: 'Refused' },
  warned: { zh: '已提示通话双方', en: 'Those talking were warned' },
  ended: { zh: '通话已结束', en: 'Calls were ended' },
};

/** What the figures of a limit are called; `micro`: an amount of money. */
interface Figure {
  readonly name: Text;
  readonly micro?: boolean;
}

/** Whose the limit of a trunk was. */
const WHOSE: Readonly<Record<string, Text>> = {
  trunk: { zh: '外线自身的上限', en: 'limit of the trunk itself' },
  tenant: { zh: '企业在该外线上的上限', en: 'limit of the tenant on this trunk' },
};

const MICRO = /^-?[0-9]{1,18}$/;
/** In the order in which they are told. */
const FIGURES: Readonly<Record<string, Figure>> = {
  number: { name: { zh: '号码', en: 'number' } },
  calls: { name: { zh: '次数', en: 'calls' } },
  used: { name: { zh: '已用', en: 'in use' } },
  limit: { name: { zh: '上限', en: 'limit' } },
  spentMicro: { name: { zh: '已消费', en: 'spent' }, micro: true },
  balanceMicro: { name: { zh: '余额', en: 'balance' }, micro: true },
  availableMicro: { name: { zh: '可用', en: 'available' }, micro: true },
  leftMicro: { name: { zh: '剩余', en: 'left' }, micro: true },
  limitMicro: { name: { zh: '上限', en: 'limit' }, micro: true },
};

/** What a figure is called where it is no limit, but what an alarm was set to. */
const OF_LOW_BALANCE: Readonly<Record<string, Figure>> = {
  leftMicro: { name: { zh: '可用', en: 'available' }, micro: true },
  limitMicro: { name: { zh: '告警线', en: 'alarm below' }, micro: true },
};

/** "limit 30, in use 30": the figures of a limit that was met, for a list. */
export function figureWords(
  limit: LimitName,
  detail: Readonly<Record<string, string | number | boolean | null>>,
  language: Language,
): string {
  const figures = limit === 'balance_low' ? { ...FIGURES, ...OF_LOW_BALANCE } : FIGURES;
  const told = Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([name, value]) => {
      if (name === 'of') return WHOSE[String(value)]?.[language] ?? String(value);
      const { name: words, micro = false } = figures[name] ?? {
        name: { zh: name, en: name },
        micro: name.endsWith('Micro'),
      };
      const figure = micro && MICRO.test(String(value)) ? amountText(microOf(String(value))) : String(value);
      return `${words[language]} ${figure}`;
    });
  return told.join(language === 'zh' ? '，' : ', ');
}

function placeOf(name: string): number {
  const place = Object.keys(FIGURES).indexOf(name);
  return place === -1 ? Object.keys(FIGURES).length : place;
}
