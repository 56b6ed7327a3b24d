import type { Instant } from '../../src/kernel/clock.js';

export interface Violation {
  readonly rule: string;
  readonly at: Instant;
  readonly what: string;
}

/** What was found wrong; one mistake is told often, so only the first are kept word by word. */
export class Violations {
  readonly found: Violation[] = [];
  count = 0;

  constructor(private readonly clock: { now(): Instant }) {}

  report(rule: string, what: string): void {
    this.count += 1;
    if (this.found.length < 50) this.found.push({ rule, at: this.clock.now(), what });
  }

  check(holds: boolean, rule: string, what: () => string): void {
    if (!holds) this.report(rule, what());
  }
}
