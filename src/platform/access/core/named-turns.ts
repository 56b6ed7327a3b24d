import { Turns, type Line } from './turns.js';

/** A line of its own for each name: who waits in one holds up nobody in another. */
export class NamedTurns {
  private readonly byName = new Map<string, Turns>();

  constructor(private readonly line: Line) {}

  /** @throws what `full` of the line gives */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    let turns = this.byName.get(name);
    if (turns === undefined) {
      turns = new Turns(this.line);
      this.byName.set(name, turns);
    }
    try {
      return await turns.take(work);
    } finally {
      if (turns.isIdle) this.byName.delete(name);
    }
  }
}
