import { z } from 'zod';

import { orElse } from '../../platform/validation/named-numbers.js';
import { givenText } from '../../platform/validation/valid-input.js';

/** What somebody notes who has dealt with a message; nothing: the note of before stays. */
export const handledInput = z.object({ note: orElse(undefined, givenText(2_000).optional()) });
