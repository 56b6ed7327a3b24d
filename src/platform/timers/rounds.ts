/** Does one thing again and again, a while after it was over the last time: never twice at once. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isOver = false;

  /** @param failed is told of what `once` throws; the next round comes all the same */
  constructor(
    private readonly everyMs: number,
    private readonly once: () => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Whether it was stopped: a long round may look and end. */
  get over(): boolean {
    return this.isOver;
  }

  start(firstAfterMs = this.everyMs): void {
    this.timer = setTimeout(() => {
      this.running = this.once()
        .then(() => undefined, this.failed)
        .finally(() => {
          if (!this.isOver) this.start();
        });
    }, firstAfterMs);
    this.timer.unref();
  }

  /** No more rounds; waits for the one that runs. */
  async stop(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    await this.running;
  }
}
