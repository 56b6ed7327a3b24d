import { z } from 'zod';

import { orElse } from '../../platform/validation/named-numbers.js';
import { laterInstant } from '../../platform/validation/later-instant.js';
import { givenName, matching, yesNo } from '../../platform/validation/valid-input.js';
import { NUMBER_LISTS } from '../core/blocked-number.js';

/** What people tell of a number whose calls are refused or never are, or that is never called back. */
export const blockedNumberInput = z.object({
  list: orElse('blocked', z.enum(NUMBER_LISTS)),
  number: matching(/^\+?[0-9]{1,32}$/, {
    zh: '应为 1–32 位数字，可以 + 开头',
    en: 'Must be 1 to 32 digits, perhaps after a +',
  }),
  isPrefix: orElse(false, yesNo),
  name: orElse(null, z.union([z.null().transform(() => ''), givenName(100)])),
  expiresAt: laterInstant,
});
