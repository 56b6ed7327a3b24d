/** Marks that turn the direction of writing: by them a name shows as another one. */
export const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** False for what PostgreSQL takes neither as text nor in JSON: NUL, and halves of characters. */
export function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
