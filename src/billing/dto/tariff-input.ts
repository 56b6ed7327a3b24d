import { z } from 'zod';

import type { Instant } from '../../kernel/clock.js';
import type { TrunkId } from '../../kernel/ids.js';
import { chosen } from '../../platform/references/reference-input.js';
import { columnInstant } from '../../platform/database/paging.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { givenName, matching, wholeNumber } from '../../platform/validation/valid-input.js';
import { ROUNDING_MODES } from '../core/tariff.js';
import { note, zone } from './account-input.js';
import { amount } from './amount-input.js';

const INSTANT: Text = {
  zh: '应为时间，如 2026-01-01T00:00:00+08:00',
  en: 'Must be a time, such as 2026-01-01T00:00:00+08:00',
};

/** A tariff as people enter it; what calls cost is in its versions. */
export const tariffInput = z.object({
  name: givenName(),
  currency: matching(/^[A-Z]{3}$/, {
    zh: '应为三个大写字母的货币代码，如 CNY',
    en: 'Must be a currency of three capital letters, such as CNY',
  }),
  timeZone: zone,
  // no call is rounded to more than a hundred units
  roundTo: amount(1n, 100_000_000n),
  roundingMode: z.enum(ROUNDING_MODES),
});

/** ISO 8601 with its zone, milliseconds since 1970, or a Date. */
export const instant = z.unknown().transform((value, context): Instant => {
  const text = typeof value === 'number' || value instanceof Date ? dateText(value) : value;
  const zoned = typeof text === 'string' && /([zZ]|[+-][0-9]{2}:?[0-9]{2})$/.test(text);
  const date = zoned ? columnInstant(text) : null;
  if (date !== null) return date.getTime();
  context.addIssue({ code: 'custom', params: { text: INSTANT }, input: value });
  return z.NEVER;
});

function dateText(value: number | Date): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** The content itself is told apart, with paths of its own. */
export const versionInput = z.object({ validFrom: instant, note, content: z.unknown() });

/** What the calculator is asked. */
export const questionInput = z.object({
  direction: z.enum(['inbound', 'outbound']),
  number: z.string().trim(),
  trunkId: z.preprocess((value) => (value === '' || value === undefined ? null : value), chosen<TrunkId>().nullable()),
  at: instant,
  // a month
  talkSeconds: wholeNumber(0, 2_678_400),
  menuSeconds: wholeNumber(0, 2_678_400).default(0),
});
