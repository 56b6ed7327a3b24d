import type { Logger } from '@nestjs/common';

/** What is tried again and again: that it fails is told once, and anew where the reason is another; then that it is well. */
export class ToldOnce {
  private readonly troubles = new Map<string, string>();

  constructor(private readonly logger: Logger) {}

  /** @returns whether it went well */
  async attempt(what: string, once: () => Promise<unknown>): Promise<boolean> {
    try {
      await once();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (this.troubles.get(what) !== why) this.logger.warn(`${what}: ${why}`);
      this.troubles.set(what, why);
      return false;
    }
    if (this.troubles.delete(what)) this.logger.log(`${what}: well again`);
    return true;
  }
}
