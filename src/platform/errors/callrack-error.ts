import type { Language } from '../../kernel/language.js';

/** A message in every language of the product. */
export type Text = Readonly<Record<Language, string>>;

/**
 * An error that people may see. Rooms derive theirs from it in `x.errors.ts`.
 *
 * `code` is stable ("acd.agent_not_logged_in"): clients and tests rely on it, not on the text.
 */
export class CallRackError extends Error {
  constructor(
    readonly code: string,
    readonly text: Text,
    /** HTTP status where the error leaves by HTTP. */
    readonly httpStatus = 500,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${text.en}`, options);
    this.name = new.target.name;
  }
}
