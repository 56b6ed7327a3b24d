/** Lets so many through at once; the others wait in the order they came. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async pass<T>(fn: () => Promise<T>): Promise<T> {
    if (this.inside < this.most) this.inside += 1;
    // whoever leaves hands over the place
    else await new Promise<void>((enter) => this.waiting.push(enter));
    try {
      return await fn();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }
}
