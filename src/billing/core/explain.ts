import type { Calculation, ChargedLeg, ChargeLine } from '../../kernel/charge.js';
import type { Language } from '../../kernel/language.js';
import { amountText, microOf, microText, type MicroText } from '../../kernel/money.js';
import type { Sentences } from './tariff-record.js';

type Told = Readonly<Record<Language, string>>;

/** What people call a rate; undefined where that is not known any more. */
export type RateName = (code: string) => string | undefined;

/**
 * A charge as sentences, line by line as it was calculated: "0.15 for each started minute: 2 × 0.15 = 0.30".
 *
 * @param takenBack of an entry that takes a charge back: its lines are told as what is taken back, with their own sums
 */
export function explain(calculation: Calculation, nameOf: RateName = () => undefined, takenBack = false): Sentences {
  const told: Told[] = [];
  let under: string | null = null;
  for (const line of calculation.lines) {
    const leg = line.leg === null ? undefined : calculation.legs[line.leg];
    const heading = `${line.leg ?? ''} ${line.rate ?? ''} ${line.payer}`;
    if (leg !== undefined && line.rate !== null && heading !== under) told.push(headingOf(leg, line, nameOf));
    under = heading;
    told.push(lineOf(line, takenBack));
  }
  if (told.length === 0) told.push({ zh: '没有计费项', en: 'Nothing was charged' });
  return { zh: told.map(({ zh }) => zh), en: told.map(({ en }) => en) };
}

function headingOf(leg: ChargedLeg, { rate, payer }: ChargeLine, nameOf: RateName): Told {
  const name = nameOf(rate ?? '');
  const zhRate = name === undefined || name === '' ? `费率 ${rate ?? ''}` : `费率 ${rate ?? ''}（${name}）`;
  const enRate = name === undefined || name === '' ? `rate ${rate ?? ''}` : `rate ${rate ?? ''} (${name})`;
  const [zh, en] =
    leg.direction === 'inbound'
      ? [`来话 ${leg.number}，${zhRate}`, `Incoming call to ${leg.number}, ${enRate}`]
      : [`外呼 ${leg.number}，${zhRate}`, `Call to ${leg.number}, ${enRate}`];
  return payer === 'tenant'
    ? { zh: `${zh}：`, en: `${en}:` }
    : { zh: `${zh}，由主叫用户付费，仅供统计：`, en: `${en}, paid by the caller, for statistics only:` };
}

/** One line, without whose and which rate it is; of an entry that takes a charge back, the line that is taken back. */
export function lineOf(line: ChargeLine, takenBack = false): Told {
  if (!takenBack) return toldLine(line);
  const { zh, en } = toldLine({ ...line, amountMicro: microText(-microOf(line.amountMicro)) });
  return { zh: `冲销：${zh}`, en: `Taken back: ${en}` };
}

function toldLine(line: ChargeLine): Told {
  const amount = text(line.amountMicro);
  switch (line.kind) {
    case 'setup':
      return { zh: `接通费 ${amount}`, en: `Set-up fee ${amount}` };
    case 'free':
      return {
        zh: `第 ${line.fromS} 秒起 ${line.seconds} 秒免费`,
        en: `${line.seconds} s from second ${line.fromS} on are free`,
      };
    case 'package':
      return {
        zh: `第 ${line.fromS} 秒起 ${line.seconds} 秒由套餐抵扣`,
        en: `${line.seconds} s from second ${line.fromS} on are taken from the package`,
      };
    case 'cap':
      return { zh: `封顶减免 ${amount}`, en: `Above the cap, taken off: ${amount}` };
    case 'rounding':
      return { zh: `取整 ${signed(line.amountMicro)}`, en: `Rounding ${signed(line.amountMicro)}` };
    case 'step':
      return stepOf(line);
  }
}

function stepOf(line: ChargeLine): Told {
  const { increments, incrementS, perS, seconds } = line;
  const [price, amount] = [text(line.priceMicro), text(line.amountMicro)];
  const from: Told =
    line.fromS === 0 ? { zh: '', en: '' } : { zh: `第 ${line.fromS} 秒起，`, en: `From second ${line.fromS} on, ` };
  if (incrementS === perS) {
    const sum = `${increments} × ${price} = ${amount}`;
    const zh = `${from.zh}每${unitZh(perS)} ${price}，不足按一个计：${sum}`;
    return { zh, en: `${from.en}${price} for each started ${unitEn(perS)}: ${sum}` };
  }
  const sum = `${increments} × ${incrementS} s = ${seconds} s`;
  return {
    zh: `${from.zh}每${unitZh(perS)} ${price}，以 ${incrementS} 秒为一个计费单位：${increments} × ${incrementS} 秒 = ${seconds} 秒，${amount}`,
    en: `${from.en}${price} a ${unitEn(perS)} in started ${incrementS} s: ${sum}, ${amount}`,
  };
}

function unitZh(seconds: number): string {
  return seconds === 60 ? '分钟' : seconds === 1 ? '秒' : ` ${seconds} 秒`;
}

function unitEn(seconds: number): string {
  return seconds === 60 ? 'minute' : seconds === 1 ? 'second' : `${seconds} s`;
}

/** With the sign that people print; amounts in tables have it too. */
function text(micro: MicroText): string {
  return amountText(microOf(micro)).replace('-', '−');
}

function signed(micro: MicroText): string {
  return microOf(micro) > 0n ? `+${text(micro)}` : text(micro);
}
