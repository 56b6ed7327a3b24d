import type { Instant } from '../../kernel/clock.js';

/** Parts of a file that come within so long of each other are one fetching of it, milliseconds. */
const ONE_FETCH_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Whether each further part makes a fetching last longer, or it is over ten minutes after its first. */
export type Lasting = 'from the last part' | 'from the first part';

interface Fetch {
  readonly at: Instant;
  /** Its entry in the audit log. */
  readonly kept: Promise<void>;
}

/**
 * Browsers fetch a large file in parts, as they like, from wherever they like: the audit log has one entry for all of
 * them, and no part leaves before that entry is kept.
 */
export class Fetches {
  /** In the order of `at`. */
  private readonly latest = new Map<string, Fetch>();

  constructor(private readonly lasting: Lasting) {}

  /**
   * Resolves when the entry is kept that this part belongs to.
   *
   * @param keep keeps the entry; called for the first part only. Where it fails, all parts that wait for it fail, and the
   *   next begins again
   */
  async witness(operatorId: string, file: string, now: Instant, keep: () => Promise<void>): Promise<void> {
    const key = `${operatorId} ${file}`;
    const before = this.latest.get(key);
    const goesOn = before !== undefined && now - before.at <= ONE_FETCH_MS;
    const kept = goesOn ? before.kept : keep();
    if (!goesOn || this.lasting === 'from the last part') this.remember(key, { at: now, kept });
    try {
      await kept;
    } catch (error) {
      if (this.latest.get(key)?.kept === kept) this.latest.delete(key);
      throw error;
    }
  }

  private remember(key: string, fetch: Fetch): void {
    this.latest.delete(key);
    this.latest.set(key, fetch);
    // forgotten too early, a fetching is kept twice
    if (this.latest.size > MOST_REMEMBERED) this.latest.delete(this.latest.keys().next().value ?? '');
  }
}
