/** The engine's event stream: facts, as they are committed. */
import { createInterface } from 'node:readline';

import type { Fact } from '../../src/kernel/domain-events.ts';
import { ask, open } from '../lib/local-api.ts';

export class EventStream {
  private readonly waiting: Fact[] = [];
  private wake: (() => void) | undefined;
  private ended = false;

  /** Follows the facts that come after this moment. @throws Error where the engine does not answer */
  static async fromNow(socketPath: string): Promise<EventStream> {
    const status = await ask({ socketPath, path: '/v1/status' });
    if (status.status !== 200) throw new Error(`/v1/status: ${String(status.status)} ${status.body}`);
    const { lastSeq } = JSON.parse(status.body) as { readonly lastSeq: number };
    const response = await open({ socketPath, path: `/v1/events?after=${String(lastSeq)}` });
    if (response.statusCode !== 200) throw new Error(`/v1/events: ${String(response.statusCode)}`);
    const stream = new EventStream(() => response.destroy());
    createInterface({ input: response })
      .on('line', (line) => {
        stream.take(line);
      })
      .on('close', () => {
        stream.end();
      });
    response.on('error', () => {
      stream.end();
    });
    return stream;
  }

  readonly close: () => void;

  private constructor(close: () => void) {
    this.close = close;
  }

  /** The next fact; undefined once `deadline` (of Date.now) is over or the stream has ended. */
  async next(deadline: number): Promise<Fact | undefined> {
    for (;;) {
      const fact = this.waiting.shift();
      const leftMs = deadline - Date.now();
      if (fact !== undefined || this.ended || leftMs <= 0) return fact;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private take(line: string): void {
    if (line.trim() === '') return;
    // Besides facts there are heartbeats ({}) and notices of a gap.
    const { fact } = JSON.parse(line) as { readonly fact?: Fact };
    if (fact === undefined) return;
    this.waiting.push(fact);
    this.wake?.();
  }

  private end(): void {
    this.ended = true;
    this.wake?.();
  }
}
