import { z } from 'zod';

import { systemClock } from '../../../kernel/clock.js';
import { columnInstant } from '../../database/paging.js';
import type { Text } from '../../errors/callrack-error.js';
import { givenName } from '../../validation/valid-input.js';
import { SCOPE_NAMES, type Scope } from '../core/scopes.js';

const LATER: Text = { zh: '应为将来的时间', en: 'Must be an instant still to come' };
const AT_LEAST_ONE: Text = { zh: '请至少选择一项', en: 'Choose at least one' };

/** An instant as forms send it: text of ISO 8601; nothing for a key that never expires. */
const expiry = z.preprocess(
  (value) => {
    if (value === undefined || value === null || value === '') return null;
    return typeof value === 'string' ? (columnInstant(value) ?? value) : value;
  },
  z.custom<Date | null>((value) => value === null || (value instanceof Date && value.getTime() > systemClock.now()), {
    params: { text: LATER },
  }),
);

export const apiKeyInput = z.object({
  name: givenName(100),
  scopes: z
    .array(z.enum(SCOPE_NAMES as readonly [Scope, ...Scope[]]))
    .max(100)
    .refine((scopes) => scopes.length > 0, { params: { text: AT_LEAST_ONE } })
    .transform((scopes) => SCOPE_NAMES.filter((scope) => scopes.includes(scope))),
  expiresAt: expiry,
});
