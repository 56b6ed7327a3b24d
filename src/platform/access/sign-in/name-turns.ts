import { Turns } from './turns.js';

/** Tries at one name wait for each other: each sees the failures of those before it, however many come at once. */
export class NameTurns {
  private readonly byName = new Map<string, Turns>();

  constructor(private readonly longestLine: number) {}

  /** @throws SignInBusy */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    let turns = this.byName.get(name);
    if (turns === undefined) {
      turns = new Turns(this.longestLine);
      this.byName.set(name, turns);
    }
    try {
      return await turns.take(work);
    } finally {
      if (turns.isIdle) this.byName.delete(name);
    }
  }
}
