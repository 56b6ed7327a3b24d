import { NotFound } from '../../platform/errors/record.errors.js';

/** For rooms that throw where there is none: to the console there is none. @throws every other error */
export function isNotFound(error: unknown): undefined {
  if (error instanceof NotFound) return undefined;
  throw error;
}
