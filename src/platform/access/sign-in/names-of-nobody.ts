import { FAILURES_ALLOWED, lockMs } from '../core/lock-out.js';

interface Tried {
  failures: number;
  lockedUntil: number;
}

const MOST_NAMES = 10_000;

/**
 * Failures under names that nobody has. They are locked as real ones are, so that being locked does not tell who exists.
 * Forgotten with the process, and the oldest first where there are very many.
 */
export class NamesOfNobody {
  private readonly tried = new Map<string, Tried>();

  /** Milliseconds for which the name is still locked. */
  lockedMs(name: string, now: number): number {
    return Math.max(0, (this.tried.get(name)?.lockedUntil ?? 0) - now);
  }

  count(name: string, now: number): void {
    const failures = (this.tried.get(name)?.failures ?? 0) + 1;
    this.tried.delete(name);
    this.tried.set(name, { failures, lockedUntil: failures < FAILURES_ALLOWED ? 0 : now + lockMs(failures) });
    for (const oldest of this.tried.keys()) {
      if (this.tried.size <= MOST_NAMES) break;
      this.tried.delete(oldest);
    }
  }
}
