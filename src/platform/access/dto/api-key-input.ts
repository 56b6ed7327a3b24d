import { z } from 'zod';

import type { Text } from '../../errors/callrack-error.js';
import { laterInstant } from '../../validation/later-instant.js';
import { givenName } from '../../validation/valid-input.js';
import { SCOPE_NAMES, type Scope } from '../core/scopes.js';

const AT_LEAST_ONE: Text = { zh: '请至少选择一项', en: 'Choose at least one' };

export const apiKeyInput = z.object({
  name: givenName(100),
  scopes: z
    .array(z.enum(SCOPE_NAMES as readonly [Scope, ...Scope[]]))
    .max(100)
    .refine((scopes) => scopes.length > 0, { params: { text: AT_LEAST_ONE } })
    .transform((scopes) => SCOPE_NAMES.filter((scope) => scopes.includes(scope))),
  expiresAt: laterInstant,
});
