import type { ChargeLine, ChargeLineKind } from '../../kernel/charge.js';
import { amountText, microOf, type MicroText } from '../../kernel/money.js';
import type { Text } from '../../platform/errors/callrack-error.js';

export const LINE_KINDS: Readonly<Record<ChargeLineKind, Text>> = {
  setup: { zh: '接通费', en: 'Set-up' },
  step: { zh: '通话费', en: 'Talk time' },
  free: { zh: '免费时长', en: 'Free' },
  package: { zh: '套餐内', en: 'Package' },
  cap: { zh: '封顶', en: 'Cap' },
  rounding: { zh: '取整', en: 'Rounding' },
};

/** "0.15 CNY", for sentences. */
export function moneyWords(micro: MicroText, currency: string): string {
  return `${amountText(microOf(micro))} ${currency}`;
}

/** Why a line of a charge is there, as a sentence; the amount stands beside it. */
export function lineWords(line: ChargeLine, currency: string): Text {
  const { fromS, seconds, increments, incrementS, perS } = line;
  const price = moneyWords(line.priceMicro, currency);
  switch (line.kind) {
    case 'setup':
      return { zh: `接通一次收 ${price}`, en: `${price} once, because the call was answered` };
    case 'free':
      return {
        zh: `第 ${fromS} 秒起 ${seconds} 秒免费`,
        en: `${seconds} s from second ${fromS} on are free`,
      };
    case 'package':
      return {
        zh: `第 ${fromS} 秒起 ${seconds} 秒（${increments} × ${incrementS} 秒）从套餐时长中扣，不收费`,
        en: `${seconds} s from second ${fromS} on (${increments} × ${incrementS} s) are taken from the package and cost nothing`,
      };
    case 'step':
      return {
        zh: `第 ${fromS} 秒起 ${seconds} 秒，按 ${incrementS} 秒一个单位计 ${increments} 个，每 ${perS} 秒 ${price}`,
        en: `${seconds} s from second ${fromS} on: ${increments} × ${incrementS} s at ${price} per ${perS} s`,
      };
    case 'cap':
      return { zh: '超过封顶的部分不收', en: 'What is above the most that such a call costs is not charged' };
    case 'rounding':
      return { zh: '整通电话的金额取整', en: 'The amount of the whole call is rounded' };
  }
}
