import { request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import type { Notice } from '../../kernel/live-status.js';
import type { FollowerTimes } from './event-follower.js';
import { LineSplitter } from './line-splitter.js';
import { readNoticeLine } from './present-status.js';

const TIMES: FollowerTimes = { silenceMs: 15_000, firstPauseMs: 100, longestPauseMs: 5_000 };
/** The status of 10,000 agents and telephones costs the engine some 40 ms. */
const BETWEEN_STATUSES_MS = 2_000;
/** An engine of an older build has no notices: it is asked at intervals. */
const POLL_MS = 5_000;
const NOT_FOUND = 404;

export interface PresentListener {
  /** Takes the present as a whole; returns the number of the notices that are counted in. */
  refresh(): Promise<number>;
  /** What has changed since. */
  take(notice: Notice): void;
  /** The present is known and kept up to date, or is not any more. */
  connected(up: boolean, why: string): void;
}

/**
 * Keeps the present: opens the engine's notices, takes the status, and then what comes on top of it; for ever, with
 * back-off. Notices that come while the status is on its way wait for it.
 */
export class NoticeFollower {
  private readonly stopping = new AbortController();
  private readonly times: FollowerTimes;
  private running: Promise<void> = Promise.resolve();
  private pauseMs: number;

  constructor(
    private readonly socketPath: string,
    private readonly listener: PresentListener,
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
    while (!this.stopped()) {
      const why = await this.followOnce().catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (this.stopped()) return;
      if (why !== null) this.listener.connected(false, why);
      await this.wait(why === null ? POLL_MS : this.pauseMs);
      this.pauseMs = Math.min(this.pauseMs * 2, this.times.longestPauseMs);
    }
  }

  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** @returns why the stream ended; null where the engine has none and the present was asked for */
  private async followOnce(): Promise<string | null> {
    const response = await this.open();
    if (response === null) {
      await this.listener.refresh();
      this.listener.connected(true, '');
      return null;
    }
    const lines = new LineSplitter();
    const silence = setTimeout(() => response.destroy(new Error('the engine has fallen silent')), this.times.silenceMs);
    const taking = new Taking(this.listener, (error) => response.destroy(error));
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        silence.refresh();
        for (const line of lines.push(chunk)) {
          this.pauseMs = this.times.firstPauseMs;
          taking.hear(line);
        }
      }
      return 'the engine has closed the stream';
    } finally {
      clearTimeout(silence);
      taking.end();
      response.destroy();
    }
  }

  /** @returns null where the engine knows no notices */
  private open(): Promise<IncomingMessage | null> {
    const { signal } = this.stopping;
    return new Promise((resolve, reject) => {
      const asking = request({ socketPath: this.socketPath, path: '/v1/notices', signal }, (response) => {
        if (response.statusCode === 200) {
          resolve(response);
          return;
        }
        response.destroy();
        if (response.statusCode === NOT_FOUND) resolve(null);
        else reject(new Error(`HTTP status ${String(response.statusCode)}`));
      });
      asking.setTimeout(this.times.silenceMs, () => asking.destroy(new Error('the engine does not answer')));
      asking.once('error', reject);
      asking.end();
    });
  }
}

/** One connection: the status, and the notices around it. */
class Taking {
  private waiting: { readonly n: number; readonly notice: Notice }[] = [];
  private isRefreshing = false;
  /** The status on its way may be older than what was told to be taken again. */
  private again = false;
  private over = false;
  private refreshedAt = -BETWEEN_STATUSES_MS;

  constructor(
    private readonly listener: PresentListener,
    private readonly fail: (error: Error) => void,
  ) {}

  hear(line: string): void {
    const heard = readNoticeLine(line);
    if (heard.kind === 'begin' || heard.kind === 'again') this.refresh();
    if (heard.kind !== 'notice') return;
    if (this.isRefreshing) this.waiting.push(heard);
    else this.listener.take(heard.notice);
  }

  end(): void {
    this.over = true;
  }

  private refresh(): void {
    if (this.isRefreshing) {
      this.again = true;
      return;
    }
    this.isRefreshing = true;
    this.refreshOnce().catch((error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    });
  }

  private async refreshOnce(): Promise<void> {
    do {
      this.again = false;
      await pause(Math.max(0, this.refreshedAt + BETWEEN_STATUSES_MS - performance.now()));
      if (this.isOver()) return;
      this.refreshedAt = performance.now();
      const at = await this.listener.refresh();
      if (this.isOver()) return;
      this.waiting = this.waiting.filter(({ n }) => n > at);
    } while (this.isAgain());
    this.isRefreshing = false;
    for (const { notice } of this.waiting) this.listener.take(notice);
    this.waiting = [];
    this.listener.connected(true, '');
  }

  /** Methods, because the compiler takes a flag for unchanged across an await. */
  private isOver(): boolean {
    return this.over;
  }

  private isAgain(): boolean {
    return this.again;
  }
}
