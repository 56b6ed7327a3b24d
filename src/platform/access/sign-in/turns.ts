import { SignInBusy } from '../access.errors.js';

/** Work one at a time, first come first served; who comes when too many wait is sent away at once. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private inLine = 0;

  constructor(private readonly longestLine: number) {}

  get isIdle(): boolean {
    return this.inLine === 0;
  }

  /** @throws SignInBusy */
  take<T>(work: () => Promise<T>): Promise<T> {
    if (this.inLine >= this.longestLine) return Promise.reject(new SignInBusy());
    this.inLine += 1;
    const done = this.last.then(work).finally(() => (this.inLine -= 1));
    this.last = done.catch(() => undefined);
    return done;
  }
}
