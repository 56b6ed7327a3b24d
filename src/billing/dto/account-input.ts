import { z } from 'zod';

import { isZone } from '../../kernel/zone.js';
import type { TariffId } from '../../kernel/ids.js';
import { chosen } from '../../platform/references/reference-input.js';
import { TURNS } from '../../platform/validation/keepable-text.js';
import { matching, wholeNumber, yesNo } from '../../platform/validation/valid-input.js';
import { TIME_OF_DAY } from '../core/whole.js';
import { amount, amountOrNone, MOST_MONEY } from './amount-input.js';

/** '' and null: none. */
function orNone<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());
}

export const zone = z.string().refine((name) => name.length <= 60 && isZone(name), {
  params: { text: { zh: '没有这个时区，应如 Asia/Shanghai', en: 'There is no such time zone; such as Asia/Shanghai' } },
});

const timeOfDay = matching(TIME_OF_DAY, {
  zh: '应为时刻，如 22:00',
  en: 'Must be a time of day, such as 22:00',
});

/** What may be changed of a tenant's account; what was paid in is changed by `pay` alone. */
export const accountInput = z.object({
  tariffId: orNone(chosen<TariffId>()),
  mode: z.enum(['prepaid', 'postpaid']),
  creditLimit: amount(0n),
  lowBalance: amountOrNone(-MOST_MONEY),
  timeZone: zone,
  internationalOpen: yesNo,
  premiumOpen: yesNo,
  hourLimit: amountOrNone(0n),
  dayLimit: amountOrNone(0n),
  nightFrom: timeOfDay,
  nightTo: timeOfDay,
  nightCallLimit: orNone(wholeNumber(0, 1_000_000)),
});

export type AccountInput = z.output<typeof accountInput>;

export const note = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text) && !TURNS.test(text), {
    params: { text: { zh: '不能含有控制字符', en: 'Control characters are not allowed' } },
  })
  .default('');

const NOT_NOTHING = { zh: '金额不能为零', en: 'The amount must not be zero' };
const ONLY_IN = { zh: '充值金额应大于零', en: 'What is paid in is more than zero' };

/** Money paid in, or a correction of it, which may be less than zero. */
export const paymentInput = z
  .object({ kind: z.enum(['top_up', 'correction']), amount: amount(-MOST_MONEY), note, token: z.uuid().toLowerCase() })
  .superRefine((payment, context) => {
    const text = payment.amount === '0' ? NOT_NOTHING : ONLY_IN;
    if (payment.amount === '0' || (payment.kind === 'top_up' && payment.amount.startsWith('-')))
      context.addIssue({ code: 'custom', path: ['amount'], params: { text }, input: payment.amount });
  });
