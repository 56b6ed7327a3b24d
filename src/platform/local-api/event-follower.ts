import { request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { eventLine } from './engine-status.js';
import type { FactAt } from './fact-source.js';
import { LineSplitter } from './line-splitter.js';

export interface FollowerTimes {
  /** Three missed heartbeats: the engine is frozen or gone. */
  readonly silenceMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const TIMES: FollowerTimes = { silenceMs: 15_000, firstPauseMs: 100, longestPauseMs: 5_000 };

export interface Follower {
  /** Starts afresh (at first, and after a gap): takes the present state and returns the `seq` that it includes. */
  refresh(): Promise<number>;
  /** Each fact once, in order. */
  take(event: FactAt): void;
  /** The stream has come up, or has gone down. */
  connected(up: boolean, why: string): void;
}

/** Follows GET /v1/events for ever: resumes by the last `seq`, reconnects with back-off, starts afresh after a gap. */
export class EventFollower {
  private readonly stopping = new AbortController();
  private readonly times: FollowerTimes;
  private running: Promise<void> = Promise.resolve();
  private pauseMs: number;
  /** The last fact taken; null when the present state has to be fetched first. */
  private at: number | null = null;

  constructor(
    private readonly socketPath: string,
    private readonly follower: Follower,
    times: Partial<FollowerTimes> = {},
  ) {
    this.times = { ...TIMES, ...times };
    this.pauseMs = this.times.firstPauseMs;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!this.stopped()) {
      const why = await this.followOnce().catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (this.stopped()) return;
      this.follower.connected(false, why);
      await pause(this.pauseMs, undefined, { signal }).catch(() => undefined);
      this.pauseMs = Math.min(this.pauseMs * 2, this.times.longestPauseMs);
    }
  }

  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** @returns why the stream ended */
  private async followOnce(): Promise<string> {
    this.at ??= await this.follower.refresh();
    const response = await this.open(this.at);
    const lines = new LineSplitter();
    const silence = setTimeout(() => response.destroy(new Error('the engine has fallen silent')), this.times.silenceMs);
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        silence.refresh();
        for (const line of lines.push(chunk)) {
          if (!this.hear(line)) return 'facts are missing, starting afresh';
        }
      }
      return 'the engine has closed the stream';
    } finally {
      clearTimeout(silence);
      response.destroy();
    }
  }

  /** @returns false after a gap */
  private hear(line: string): boolean {
    const heard = eventLine.parse(JSON.parse(line));
    this.pauseMs = this.times.firstPauseMs;
    if ('gap' in heard) {
      this.at = null;
      return false;
    }
    if (!('seq' in heard)) {
      this.follower.connected(true, '');
      return true;
    }
    if (this.at !== null && heard.seq <= this.at) return true;
    // Kinds that a newer engine has are for the reader to pass over.
    this.follower.take(heard as unknown as FactAt);
    this.at = heard.seq;
    return true;
  }

  private open(after: number): Promise<IncomingMessage> {
    const path = `/v1/events?after=${after}`;
    const { signal } = this.stopping;
    return new Promise((resolve, reject) => {
      const asking = request({ socketPath: this.socketPath, path, signal }, (response) => {
        if (response.statusCode === 200) {
          resolve(response);
          return;
        }
        response.destroy();
        reject(new Error(`HTTP status ${String(response.statusCode)}`));
      });
      asking.setTimeout(this.times.silenceMs, () => asking.destroy(new Error('the engine does not answer')));
      asking.once('error', reject);
      asking.end();
    });
  }
}
