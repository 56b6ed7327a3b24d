export interface Line {
  /** So many are worked on at a time. */
  readonly atOnce: number;
  /** Those at work and those who wait; who comes after them is sent away at once. */
  readonly longest: number;
  /** What they are told. */
  readonly full: () => Error;
}

/** Work first come first served, a few at a time. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private atWork = 0;
  private inLine = 0;

  constructor(private readonly line: Line) {}

  get isIdle(): boolean {
    return this.inLine === 0;
  }

  /** @throws what `full` gives */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.inLine >= this.line.longest) throw this.line.full();
    this.inLine += 1;
    try {
      await this.begin();
      try {
        return await work();
      } finally {
        this.end();
      }
    } finally {
      this.inLine -= 1;
    }
  }

  private async begin(): Promise<void> {
    if (this.atWork < this.line.atOnce) this.atWork += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Whoever has waited longest gets the place itself, so that nobody who comes now gets before them. */
  private end(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.atWork -= 1;
    else next();
  }
}
