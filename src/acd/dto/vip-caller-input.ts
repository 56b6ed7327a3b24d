import { z } from 'zod';

import { orElse } from '../../platform/validation/named-numbers.js';
import { laterInstant } from '../../platform/validation/later-instant.js';
import { givenName, matching, wholeNumber, yesNo } from '../../platform/validation/valid-input.js';

/** What people tell of a caller who matters. */
export const vipCallerInput = z.object({
  number: matching(/^[0-9+*#]{1,32}$/, {
    zh: '应为 1–32 位数字，可含 +、*、#，与来电显示一致',
    en: 'Must be 1 to 32 digits, also + * and #, as it is shown when they call',
  }),
  isPrefix: orElse(false, yesNo),
  name: orElse(null, z.union([z.null().transform(() => ''), givenName(100)])),
  headStartS: wholeNumber(1, 86_400),
  expiresAt: laterInstant,
});
