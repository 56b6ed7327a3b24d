import { z } from 'zod';

import { amountText, microText, parseAmount, type Micro, type MicroText } from '../../kernel/money.js';
import type { Text } from '../../platform/errors/callrack-error.js';

/** A thousand millions of the unit: more than any tenant moves, less than a sum could overflow by. */
export const MOST_MONEY: Micro = 1_000_000_000_000_000n;

/** Money as people write it, in units with up to six decimals ("0.15"); comes out in millionths. */
export function amount(least: Micro, most: Micro = MOST_MONEY) {
  return z.unknown().transform((value, context): MicroText => {
    const micro = typeof value === 'string' ? parseAmount(value.trim()) : null;
    if (micro !== null && micro >= least && micro <= most) return microText(micro);
    context.addIssue({ code: 'custom', params: { text: wanted(least, most) }, input: value });
    return z.NEVER;
  });
}

/** The same, or nothing: '' and null. */
export function amountOrNone(least: Micro, most: Micro = MOST_MONEY) {
  const some = amount(least, most);
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), some.nullable());
}

function wanted(least: Micro, most: Micro): Text {
  const [from, to] = [amountText(least), amountText(most)];
  return {
    zh: `应为 ${from} 到 ${to} 的金额，最多 6 位小数，如 0.15`,
    en: `An amount from ${from} to ${to} with at most 6 decimals, such as 0.15`,
  };
}
