import type { Instant } from '../../kernel/clock.js';

/** Browsers fetch a recording in parts: those that come within so long of each other are one listening, milliseconds. */
const ONE_LISTENING_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Who is listening to what: so that the audit log has one entry a listening, and none goes without. */
export class Listenings {
  /** In the order of the last part. */
  private readonly last = new Map<string, Instant>();

  /** @returns true for the first part of a listening */
  begins(operatorId: string, callId: string, now: Instant): boolean {
    const key = `${operatorId} ${callId}`;
    const before = this.last.get(key);
    this.last.delete(key);
    this.last.set(key, now);
    // forgotten too early, a listening is kept twice
    if (this.last.size > MOST_REMEMBERED) this.last.delete(this.last.keys().next().value ?? '');
    return before === undefined || now - before > ONE_LISTENING_MS;
  }

  /** What was begun could not be kept: the next part begins it again. */
  forget(operatorId: string, callId: string): void {
    this.last.delete(`${operatorId} ${callId}`);
  }
}
