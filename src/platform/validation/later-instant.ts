import { z } from 'zod';

import { systemClock } from '../../kernel/clock.js';
import { columnInstant } from '../database/paging.js';
import type { Text } from '../errors/callrack-error.js';

const LATER: Text = { zh: '应为将来的时间', en: 'Must be an instant still to come' };

/** An instant still to come, as forms send it: text of ISO 8601; nothing for what never ends. */
export const laterInstant = z.preprocess(
  (value) => {
    if (value === undefined || value === null || value === '') return null;
    return typeof value === 'string' ? (columnInstant(value) ?? value) : value;
  },
  z.custom<Date | null>((value) => value === null || (value instanceof Date && value.getTime() > systemClock.now()), {
    params: { text: LATER },
  }),
);
