import { z } from 'zod';

import { LANGUAGES } from '../../kernel/language.js';
import type { TenantId } from '../../kernel/ids.js';
import { chosen, chosenDestination } from '../../platform/references/reference-input.js';
import { listedName, orElse } from '../../platform/validation/named-numbers.js';
import { matching, wholeNumber } from '../../platform/validation/valid-input.js';

const language = z.enum(LANGUAGES);

/** A number that the platform hands out. */
export const numberInput = z.object({
  number: matching(/^[0-9+*#]{1,32}$/, {
    zh: '应为 1–32 位数字，可含 +、*、#，与主叫所拨一致',
    en: 'Must be 1 to 32 digits, also + * and #, as callers dial it',
  }),
  tenantId: chosen<TenantId>(),
  language,
});

/** What the platform may change afterwards. */
export const ownerInput = numberInput.omit({ number: true });

/** What the tenant says of it. */
export const useInput = z.object({
  language,
  destination: chosenDestination,
  headStartS: orElse(0, wholeNumber(0, 86_400)),
  skill: listedName,
  skillLevel: orElse(0, wholeNumber(0, 10)),
});
