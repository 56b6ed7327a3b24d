import { z } from 'zod';

import { orElse } from '../../platform/validation/named-numbers.js';
import { matching, wholeNumber } from '../../platform/validation/valid-input.js';
import { ALWAYS, type QueueCallback } from '../core/queue-callback.js';
import { timeOfDay, weekdays } from './duty-rule-input.js';

const A_DAY_S = 86_400;

/** What forms begin with; without a key nobody is called back. */
const USUAL = { fromS: 30, expiryS: 14_400, tries: 3, pauseS: 600 } as const;

/** Of calling back, as people fill it in. */
export const callbackShape = {
  callbackKey: orElse(
    '',
    matching(/^[0-9]?$/, { zh: '一位数字键，留空表示不提供回呼', en: 'One digit; empty: nobody is called back' }),
  ),
  callbackFromS: orElse(USUAL.fromS, wholeNumber(0, 3600)),
  // A form in which no day is chosen means every day.
  callbackDays: z.preprocess(
    (days) => (Array.isArray(days) && days.length === 0 ? undefined : days),
    orElse([...ALWAYS.weekdays], weekdays),
  ),
  callbackFrom: orElse(ALWAYS.from, timeOfDay),
  callbackTo: orElse(ALWAYS.to, timeOfDay),
  callbackExpiryS: orElse(USUAL.expiryS, wholeNumber(60, 7 * A_DAY_S)),
  callbackTries: orElse(USUAL.tries, wholeNumber(1, 20)),
  callbackPauseS: orElse(USUAL.pauseS, wholeNumber(30, A_DAY_S)),
};

export type CallbackFields = z.output<z.ZodObject<typeof callbackShape>>;

/** What a form says of calling back, and the rest of it. */
export function withCallback<I extends CallbackFields>(
  input: I,
): Omit<I, keyof CallbackFields> & { readonly callback: QueueCallback | null } {
  const {
    callbackKey: key,
    callbackFromS: fromS,
    callbackDays,
    callbackFrom: from,
    callbackTo: to,
    callbackExpiryS: expiryS,
    callbackTries: tries,
    callbackPauseS: pauseS,
    ...rest
  } = input;
  const hours = { weekdays: callbackDays, from, to };
  return { ...rest, callback: key === '' ? null : { key, fromS, hours, expiryS, tries, pauseS } };
}

const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** acd/core/queue-callback.ts as it lies in the JSON column. */
export const storedCallback = z.object({
  key: z.string().regex(/^[0-9]$/),
  fromS: z.int().min(0),
  hours: z.object({
    weekdays: z.array(z.int().min(1).max(7)),
    from: z.string().regex(TIME),
    to: z.string().regex(TIME),
  }),
  expiryS: z.int().min(1),
  tries: z.int().min(1),
  pauseS: z.int().min(1),
}) satisfies z.ZodType<QueueCallback>;

/** @param stored what lies in the column; null, and what makes no sense, are shown as a queue that calls nobody back */
export function callbackFields(stored: object | null): CallbackFields {
  const { key, hours, fromS, expiryS, tries, pauseS } = storedCallback.safeParse(stored).data ?? {
    ...USUAL,
    key: '',
    hours: ALWAYS,
  };
  return {
    callbackKey: key,
    callbackFromS: fromS,
    callbackDays: [...hours.weekdays],
    callbackFrom: hours.from,
    callbackTo: hours.to,
    callbackExpiryS: expiryS,
    callbackTries: tries,
    callbackPauseS: pauseS,
  };
}
