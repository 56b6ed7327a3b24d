import { z } from 'zod';

import { listedName, orElse } from '../../platform/validation/named-numbers.js';
import { wholeNumber } from '../../platform/validation/valid-input.js';

/** What people tell of an agent in a queue; the database has the same bounds. */
export const queueAgentInput = z.object({
  level: orElse(0, wholeNumber(0, 10)),
  penalty: orElse(0, wholeNumber(0, 100)),
  group: listedName,
});
