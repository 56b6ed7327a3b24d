import { z } from 'zod';

import { LANGUAGES } from '../../kernel/language.js';
import type { TenantId } from '../../kernel/ids.js';
import { chosen, chosenDestination } from '../../platform/references/reference-input.js';
import { matching } from '../../platform/validation/valid-input.js';

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
export const useInput = z.object({ language, destination: chosenDestination });
