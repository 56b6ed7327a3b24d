import type { Instant } from '../../kernel/clock.js';

/** A number that is on a list, or all numbers that begin so. */
export interface ListedNumber {
  /** Left out: as older copies of the configuration do. */
  readonly id?: string;
  readonly number: string;
  /** Left out: the number alone. */
  readonly isPrefix?: boolean;
  /** From then on it says nothing; left out: it stays. */
  readonly expiresAt?: Instant;
}

/** Finds what a list says of a number: the number itself comes first, then the longest beginning. */
export class NumberList<T extends ListedNumber> {
  private readonly whole = new Map<string, T>();
  private readonly prefixes = new Map<string, T>();
  private longest = 0;

  /** @param formsOf the ways in which an entry's number may be written */
  constructor(entries: readonly T[], formsOf: (entry: T) => readonly string[]) {
    for (const entry of entries) for (const form of formsOf(entry)) this.put(form, entry);
  }

  /**
   * As many look-ups as the number has digits, however long the list is.
   *
   * @param forms the ways in which the number may be written
   */
  find(forms: readonly string[], now: Instant): T | undefined {
    for (const form of forms) {
      const entry = this.whole.get(form);
      if (entry !== undefined && lasts(entry, now)) return entry;
    }
    for (let length = this.longest; length > 0; length -= 1) {
      for (const form of forms) {
        const entry = form.length < length ? undefined : this.prefixes.get(form.slice(0, length));
        if (entry !== undefined && lasts(entry, now)) return entry;
      }
    }
    return undefined;
  }

  /** Of two that are the same number in other writing, the one that lasts longer counts. */
  private put(form: string, entry: T): void {
    const entries = entry.isPrefix === true ? this.prefixes : this.whole;
    const other = entries.get(form);
    if (other === undefined || endOf(other) < endOf(entry)) entries.set(form, entry);
    if (entry.isPrefix === true) this.longest = Math.max(this.longest, form.length);
  }
}

function endOf({ expiresAt }: ListedNumber): Instant {
  return expiresAt ?? Infinity;
}

function lasts(entry: ListedNumber, now: Instant): boolean {
  return now < endOf(entry);
}
