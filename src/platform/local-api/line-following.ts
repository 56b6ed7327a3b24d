import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import type { EngineDoor } from './engine-doors.js';
import { LineSplitter } from './line-splitter.js';

export interface FollowerTimes {
  /** Three missed heartbeats: the engine is frozen or gone. */
  readonly silenceMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const TIMES: FollowerTimes = { silenceMs: 15_000, firstPauseMs: 100, longestPauseMs: 5_000 };

/** How one connection ended: why, which is told; or that it is to be made again after a while, which is not. */
export type Ended = { readonly why: string } | { readonly againInMs: number };

/** The engine has answered, but with no stream. */
export class NoStream extends Error {
  constructor(readonly status: number | undefined) {
    super(`HTTP status ${String(status)}`);
  }
}

/** What followers of the engine's streams have in common: connections for ever, with back-off, until it is stopped. */
export class LineFollowing {
  private readonly stopping = new AbortController();
  private readonly times: FollowerTimes;
  private running: Promise<void> = Promise.resolve();
  private pauseMs: number;

  constructor(
    private readonly door: EngineDoor,
    times: Partial<FollowerTimes>,
  ) {
    this.times = { ...TIMES, ...times };
    this.pauseMs = this.times.firstPauseMs;
  }

  /**
   * @param once makes one connection and follows it to its end; what it throws is why it ended
   * @param lost told each time why
   */
  start(once: () => Promise<Ended>, lost: (why: string) => void): void {
    this.running = this.run(once, lost);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** The engine speaks: after the next loss it is tried again soon. */
  heard(): void {
    this.pauseMs = this.times.firstPauseMs;
  }

  /** @throws NoStream */
  open(path: string): Promise<IncomingMessage> {
    const { signal } = this.stopping;
    return new Promise((resolve, reject) => {
      const asking = this.door.request({ path, signal }, (response) => {
        if (response.statusCode === 200) {
          resolve(response);
          return;
        }
        response.destroy();
        reject(new NoStream(response.statusCode));
      });
      asking.setTimeout(this.times.silenceMs, () => asking.destroy(new Error('the engine does not answer')));
      asking.once('error', reject);
      asking.end();
    });
  }

  /**
   * Reads lines until the stream ends or falls silent.
   *
   * @param take of each line; false where it is to be read no further
   * @returns whether it was the engine that closed it
   */
  async read(response: IncomingMessage, take: (line: string) => boolean): Promise<boolean> {
    const lines = new LineSplitter();
    const silence = setTimeout(() => response.destroy(new Error('the engine has fallen silent')), this.times.silenceMs);
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        silence.refresh();
        for (const line of lines.push(chunk)) if (!take(line)) return false;
      }
      return true;
    } finally {
      clearTimeout(silence);
      response.destroy();
    }
  }

  private async run(once: () => Promise<Ended>, lost: (why: string) => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const ended = await once().catch((error: unknown): Ended => ({
        why: error instanceof Error ? error.message : String(error),
      }));
      if (this.stopped()) return;
      if ('why' in ended) lost(ended.why);
      const waitMs = 'why' in ended ? this.pauseMs : ended.againInMs;
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      this.pauseMs = Math.min(this.pauseMs * 2, this.times.longestPauseMs);
    }
  }

  /** A method, because the compiler takes a flag for unchanged across an await. */
  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }
}

/** What a stream's end is told as. */
export const CLOSED: Ended = { why: 'the engine has closed the stream' };
