import type { Language } from '../../kernel/language.js';

export type Text = Readonly<Record<Language, string>>;

export interface ProblemKind {
  readonly status: number;
  /** The same for every occurrence (RFC 9457, section 3.1.3). */
  readonly title: Text;
  /** What to do about it. */
  readonly advice: Text;
}

export const kind = (status: number, title: Text, advice: Text): ProblemKind => ({ status, title, advice });
