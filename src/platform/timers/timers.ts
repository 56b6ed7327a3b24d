import type { Clock, Instant } from '../../kernel/clock.js';

/** Longest delay that setTimeout keeps, milliseconds (2^31 - 1); a later timer is armed in stages. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** Timers by key: setting one again moves it. They fire once, never before they are due, and never after `stop`. */
export class Timers {
  private readonly armed = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly clock: Clock,
    private readonly onDue: (key: string, dueAt: Instant) => void,
  ) {}

  set(key: string, dueAt: Instant): void {
    this.cancel(key);
    const delay = Math.min(Math.max(dueAt - this.clock.now(), 0), LONGEST_DELAY_MS);
    this.armed.set(
      key,
      setTimeout(() => {
        this.fire(key, dueAt);
      }, delay),
    );
  }

  cancel(key: string): void {
    clearTimeout(this.armed.get(key));
    this.armed.delete(key);
  }

  stop(): void {
    for (const timeout of this.armed.values()) clearTimeout(timeout);
    this.armed.clear();
  }

  private fire(key: string, dueAt: Instant): void {
    if (this.clock.now() < dueAt) {
      this.set(key, dueAt);
      return;
    }
    this.armed.delete(key);
    this.onDue(key, dueAt);
  }
}
