import { z } from 'zod';

import { LANGUAGES } from '../../kernel/language.js';
import { givenName } from '../../platform/validation/valid-input.js';

/** What people say of a prompt; the sound comes as a file. */
export const promptInput = z.object({
  name: givenName(),
  language: z.enum(LANGUAGES),
});
