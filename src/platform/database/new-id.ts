import { randomBytes } from 'node:crypto';

import { systemClock } from '../../kernel/clock.js';
import { uuidV7 } from '../../kernel/ids.js';

/** A key for a new row. */
export function newId(): string {
  return uuidV7(systemClock.now(), randomBytes(10));
}
